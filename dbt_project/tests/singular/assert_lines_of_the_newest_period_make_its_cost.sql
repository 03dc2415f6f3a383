-- Failing means: whoever adds the lines that say they count in a contract's newest period does not get its published cost.
with

lines as (

    select
        contract_id,
        sum(amount) as cost
    from {{ ref('fct_cost_entry') }}
    where counts_in_newest_period and is_actual_cost and not is_faulty
    group by contract_id

),

facts as (

    select
        contract_id,
        sum(ac) as cost,
        bool_and(ac is not null) as is_known
    from {{ ref('fct_earned_value') }}
    where baseline_basis = 'in_force'
    group by contract_id, period_id
    qualify period_id = max(period_id) over (partition by contract_id)

)

select
    facts.contract_id,
    lines.cost as sent,
    facts.cost as kept
from facts
inner join {{ ref('stg_config__contract') }} as contracts
    on facts.contract_id = contracts.contract_id and contracts.ac_source = 'ledger'
left join lines
    on facts.contract_id = lines.contract_id
where facts.is_known and coalesce(lines.cost, 0) <> facts.cost
