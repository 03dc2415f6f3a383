-- What a contract weighs in coverage: its budget in base currency, else its signed value; unknown without a rate.
with budget as (
    select contract_id, period_id, sum(bac) as bac
    from {{ ref('fct_earned_value') }}
    where baseline_basis = 'in_force'
    group by contract_id, period_id
),

rate as (
    select currency, rate from {{ ref('dim_rate') }}
    where rate_type = 'budget'
)

select
    budget.contract_id, budget.period_id,
    case
        when rate.rate is not null and coalesce(budget.bac, contract.signed_value) is not null
            then greatest(cast(coalesce(budget.bac, contract.signed_value) as double) * rate.rate, 0)
    end as weight
from budget
inner join {{ ref('dim_contract') }} as contract using (contract_id)
left join rate using (currency)
