-- Every pair of baseline and update that some period compares; PV and EV are worked out once per pair.
with

compared as (

    select
        contract_id,
        baseline_id,
        schedule_load_id,
        ev_date
    from {{ ref('int_contract_period') }}
    union
    select
        contract_id,
        original_baseline_id,
        schedule_load_id,
        ev_date
    from {{ ref('int_contract_period') }}

)

select
    contract_id,
    baseline_id,
    schedule_load_id,
    ev_date
from compared
where baseline_id is not null and schedule_load_id is not null
