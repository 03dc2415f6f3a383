-- Each activity that a contract names (milestones, completion), beside each schedule of the contract. Grain: load x activity.
select
    loads.*,
    milestone.activity,
    milestone.is_completion,
    (loads.load_id, milestone.activity) in (select (load_id, task_code) from schedule_activity where task_code is not null)
        as is_in_schedule
from (
    select
        load_id,
        contract_id,
        any_value(submission_id) as submission_id,
        any_value(source_id) as source_id,
        any_value(data_date) as data_date,
        any_value(source_file) as source_file,
        cast(null as varchar) as source_sheet,
        cast(null as bigint) as source_row
    from schedule_activity
    group by load_id, contract_id
) as loads
inner join (
    select
        contract_id,
        activity,
        bool_or(is_completion) as is_completion
    from milestone
    group by contract_id, activity
) as milestone
    on loads.contract_id = milestone.contract_id
