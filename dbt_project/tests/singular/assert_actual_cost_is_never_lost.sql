-- Failing means: cost of a ledger (faulty lines apart) got lost between its lines and the control accounts of the newest period.
with

lines as (

    select
        periods.contract_id,
        periods.period_id,
        sum(entries.amount) as cost
    from {{ ref('int_contract_period') }} as periods
    inner join {{ ref('int_ledger_load') }} as loads
        on periods.contract_id = loads.contract_id and periods.period_id = loads.period_id
    inner join {{ ref('fct_cost_entry') }} as entries
        on loads.contract_id = entries.contract_id
        and loads.load_id = entries.load_id
        and periods.period_id >= entries.fiscal_period
    where entries.is_actual_cost and not entries.is_faulty
    group by periods.contract_id, periods.period_id
    -- Where several ledgers tell of the same code, one counts: then the lines of all are more than the cost.
    having bool_and(entries.measure = 'period') and count(distinct loads.source_rank) = 1

),

facts as (

    select
        contract_id,
        period_id,
        sum(ac) as cost,
        bool_and(ac is not null) as is_known
    from {{ ref('fct_earned_value') }}
    where baseline_basis = 'in_force'
    group by contract_id, period_id

)

select
    lines.contract_id,
    lines.period_id,
    lines.cost as sent,
    facts.cost as kept
from lines
inner join facts
    on lines.contract_id = facts.contract_id and lines.period_id = facts.period_id
where facts.is_known and facts.cost <> lines.cost
