-- The counts behind SP-08, of the update that speaks for each period. Only tasks: no level of effort, summary or milestone.
with task as (
    select * from {{ ref('fct_activity_status') }}
    where speaks_for_period and not is_loe and not is_summary and not is_milestone
),

planned as (
    select * from {{ ref('fct_baseline_activity') }}
    where not is_loe and not is_summary and not is_milestone
),

original as (
    select distinct contract_id, baseline_id
    from {{ ref('fct_baseline_activity') }}
    where is_original
),

-- The update, once against the baseline in force (that of its activities) and once against the first one.
comparison as (
    select contract_id, project_id, period_id, 'in_force' as baseline_basis, max(baseline_id) as baseline_id, max(data_date) as data_date
    from {{ ref('fct_activity_status') }}
    where speaks_for_period
    group by contract_id, project_id, period_id

    union all

    select status.contract_id, status.project_id, status.period_id, 'original', max(original.baseline_id), max(status.data_date)
    from {{ ref('fct_activity_status') }} as status
    left join original using (contract_id)
    where status.speaks_for_period
    group by status.contract_id, status.project_id, status.period_id
),

planned_task as (
    select comparison.*, planned.task_code, planned.baseline_finish
    from comparison
    inner join planned using (contract_id, baseline_id)
),

updated_task as (
    select comparison.*, task.task_code, task.is_complete, task.is_faulty
    from comparison
    inner join task using (contract_id, period_id)
),

compared as (
    select
        coalesce(planned_task.contract_id, updated_task.contract_id) as contract_id,
        coalesce(planned_task.project_id, updated_task.project_id) as project_id,
        coalesce(planned_task.period_id, updated_task.period_id) as period_id,
        coalesce(planned_task.baseline_basis, updated_task.baseline_basis) as baseline_basis,
        coalesce(planned_task.baseline_id, updated_task.baseline_id) as baseline_id,
        coalesce(planned_task.data_date, updated_task.data_date) as data_date,
        planned_task.task_code is not null as is_planned,
        updated_task.task_code is not null as is_updated,
        coalesce(updated_task.is_faulty, false) as is_faulty,
        coalesce(updated_task.is_complete, false) as is_complete,
        coalesce(planned_task.baseline_finish <= planned_task.data_date, false) as is_due,
        planned_task.baseline_finish is null as is_undated
    from planned_task
    full join updated_task
        on planned_task.contract_id = updated_task.contract_id
        and planned_task.period_id = updated_task.period_id
        and planned_task.baseline_basis = updated_task.baseline_basis
        and planned_task.task_code = updated_task.task_code
)

select
    contract_id, project_id, period_id, baseline_basis, baseline_id, data_date,
    count(*) filter (where is_due and not is_faulty) as due,
    count(*) filter (where is_complete and not is_faulty) as completed,
    count(*) filter (where is_complete and is_due and not is_faulty) as completed_due,
    count(*) filter (where is_undated and not is_faulty) as undated,
    count(*) filter (where is_planned) as planned,
    count(*) filter (where is_planned and not is_updated) as unmatched,
    count(*) filter (where is_updated) as tasks,
    count(*) filter (where is_faulty) as faulty
from compared
group by all
