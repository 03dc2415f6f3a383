-- Each activity with the links that lead to it, as one text that two submissions can be compared by.
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
)
select
    activities.*,
    logic.logic
from schedule_activity as activities
left join logic
    on activities.load_id = logic.load_id and activities.activity_id = logic.activity_id
