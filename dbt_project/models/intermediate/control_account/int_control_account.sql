-- The control accounts of a contract: the cost keys of its map, or without a map the keys of its schedules.
with

mapped as (

    select distinct
        contract_id,
        cost_key as control_account_id
    from {{ ref('stg_config__control_account_map') }}

)

select
    contract_id,
    control_account_id
from mapped
union
select
    contract_id,
    account_key
from {{ ref('int_schedule_key') }}
where
    account_key is not null
    and contract_id not in (select contract_id from mapped)
