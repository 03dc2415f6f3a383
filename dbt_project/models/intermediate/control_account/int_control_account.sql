-- The control accounts of a contract: the cost keys of its map, or without a map the keys of its schedules
-- and, where earned value is reported, the accounts of its reports.
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
union
select
    entries.contract_id,
    entries.control_account
from {{ ref('stg_earned_value__account_period') }} as entries
inner join {{ ref('stg_config__contract') }} as contracts
    on entries.contract_id = contracts.contract_id
where
    contracts.ev_method = 'reported'
    and entries.control_account is not null
    and entries.contract_id not in (select contract_id from mapped)
