-- Failing means: a contract's period is missing from fct_earned_value, so that its absence would read as nothing to report.
select
    periods.contract_id,
    periods.period_id
from {{ ref('dim_period') }} as periods
left join {{ ref('fct_earned_value') }} as facts
    on periods.contract_id = facts.contract_id and periods.period_id = facts.period_id
where periods.contract_id is not null
group by periods.contract_id, periods.period_id
having count(distinct facts.baseline_basis) <> 2
