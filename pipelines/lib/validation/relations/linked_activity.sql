-- Each activity with the links that lead to it, with what its costs are planned by, as texts that two submissions can be
-- compared by, and with the name of its calendar.
with logic as (
    select
        load_id,
        successor_id as activity_id,
        string_agg(
            concat_ws(' ', predecessor_code, relationship_type, lag_hours),
            ', ' order by predecessor_code, relationship_type, lag_hours
        ) as logic
    from schedule_relationship
    group by load_id, successor_id
),
plan as (
    select
        load_id,
        activity_id,
        sum(budget_cost) as budget_cost,
        string_agg(
            concat_ws(' ', assignment_kind, budget_cost, planned_start, planned_finish, accrual, curve_points),
            ', ' order by assignment_kind, budget_cost, planned_start, planned_finish, accrual, curve_points
        ) as cost_plan
    from schedule_assignment
    where budget_cost <> 0
    group by load_id, activity_id
),
calendar as (
    select
        load_id,
        calendar_key,
        any_value(calendar_name) as calendar_name
    from schedule_calendar
    group by load_id, calendar_key
)
select
    activities.*,
    calendar.calendar_name,
    logic.logic,
    plan.budget_cost,
    plan.cost_plan
from schedule_activity as activities
left join logic
    on activities.load_id = logic.load_id and activities.activity_id = logic.activity_id
left join plan
    on activities.load_id = plan.load_id and activities.activity_id = plan.activity_id
left join calendar
    on activities.load_id = calendar.load_id and activities.calendar_key = calendar.calendar_key
