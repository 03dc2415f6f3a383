-- The weight of each control account in a baseline; money where the schedule is cost loaded.
select
    contract_id,
    baseline_id,
    control_account_id,
    {{ money('sum(weight)') }} as weight,
    {{ money('coalesce(sum(weight) filter (where is_discrete), 0)') }} as weight_discrete
from {{ ref('int_budget_line') }}
group by contract_id, baseline_id, control_account_id
