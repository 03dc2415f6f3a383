-- Each logic link beside the state of its two ends, found by P6's id: another project's activity may have one of our
-- codes. Grain: schedule_relationship.
select
    links.*,
    loops.relationship_id is not null as is_on_loop,
    before.activity_type as predecessor_type,
    after.activity_type as successor_type,
    before.actual_start is not null as is_predecessor_started,
    before.actual_finish is not null as is_predecessor_finished,
    after.actual_start is not null as is_successor_started,
    after.actual_finish is not null as is_successor_finished
from schedule_relationship as links
left join loop_link as loops
    on links.load_id = loops.load_id and links.relationship_id = loops.relationship_id
left join schedule_activity as before
    on links.load_id = before.load_id and links.predecessor_id = before.activity_id
left join schedule_activity as after
    on links.load_id = after.load_id and links.successor_id = after.activity_id
