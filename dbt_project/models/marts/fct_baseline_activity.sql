select
    {{ key(['activities.contract_id']) }} as contract_key,
    {{ key(['activities.contract_id', 'activities.task_code']) }} as activity_key,
    {{ key(['activities.contract_id', 'activities.baseline_id']) }} as baseline_key,
    activities.contract_id,
    contracts.project_id,
    activities.baseline_id,
    activities.task_code,
    activities.activity_type,
    activities.is_loe,
    activities.is_summary,
    activities.is_milestone,
    activities.start_at as baseline_start,
    activities.finish_at as baseline_finish,
    activities.duration_days as baseline_duration_days,
    budgets.budget as baseline_budget,
    baselines.in_force_from,
    baselines.in_force_to,
    baselines.is_original
from {{ ref('int_baseline_activity') }} as activities
inner join {{ ref('int_baseline_in_force') }} as baselines
    on activities.contract_id = baselines.contract_id
    and activities.baseline_id = baselines.baseline_id
left join {{ ref('stg_config__contract') }} as contracts
    on activities.contract_id = contracts.contract_id
left join {{ ref('int_baseline_budget') }} as budgets
    on activities.contract_id = budgets.contract_id
    and activities.baseline_id = budgets.baseline_id
    and activities.task_code = budgets.task_code
