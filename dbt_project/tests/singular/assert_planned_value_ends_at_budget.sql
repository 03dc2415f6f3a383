-- Failing means: a line whose planned finish has passed is not planned in full, so PV would never reach BAC.
select
    contract_id,
    baseline_id,
    schedule_load_id,
    line_id,
    planned_fraction
from {{ ref('int_planned_fraction') }}
where ev_date >= finish_at and ev_date > start_at and planned_fraction <> 1
