-- One reading of an activity for everything downstream: current loads only, the first row where a file repeats a code.
select
    activities.contract_id,
    activities.load_id,
    activities.submission_id,
    activities.source_id,
    activities.source_file,
    activities.source_row,
    activities.data_date,
    submissions.cut_off_day,
    submissions.role,
    activities.activity_id,
    activities.task_code,
    activities.activity_name,
    activities.wbs_path,
    activities.object_code,
    activities.activity_type,
    activities.status,
    activities.percent_complete,
    activities.calendar_key,
    activities.hours_per_day,
    activities.original_duration_hours,
    activities.original_duration_days,
    activities.remaining_duration_days,
    activities.total_float_days,
    activities.budget_labor_units,
    activities.planned_start,
    activities.planned_finish,
    activities.actual_start,
    activities.actual_finish,
    activities.start_at,
    activities.finish_at,
    coalesce(activities.activity_type = 'level_of_effort', false) as is_loe,
    coalesce(activities.activity_type = 'wbs_summary', false) as is_summary,
    coalesce(activities.activity_type in ('start_milestone', 'finish_milestone'), false) as is_milestone,
    coalesce(
        activities.actual_finish is not null
        or activities.status = 'complete'
        or (activities.activity_type = 'start_milestone' and activities.actual_start is not null),
        false
    ) as is_complete
from {{ ref('stg_schedule__activity') }} as activities
inner join {{ ref('stg_submission__current') }} as submissions
    on activities.load_id = submissions.load_id
qualify row_number() over (
    partition by activities.load_id, activities.contract_id, activities.task_code
    order by activities.source_row
) = 1
