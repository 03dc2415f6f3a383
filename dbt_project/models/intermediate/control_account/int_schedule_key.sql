-- The key by which an activity finds its control account, as its contract says: WBS path, activity code or user-defined field.
with

keyed as (

    select
        activities.contract_id,
        activities.load_id,
        activities.task_code,
        contracts.control_account_from,
        contracts.control_account_level,
        nullif(trim(case
            when contracts.control_account_from = 'wbs_level' then activities.wbs_path
            else codes.code_value
        end), '') as schedule_key
    from {{ ref('int_current_activity') }} as activities
    inner join {{ ref('stg_config__contract') }} as contracts
        on activities.contract_id = contracts.contract_id
    left join {{ ref('int_activity_code') }} as codes
        on activities.load_id = codes.load_id
        and activities.contract_id is not distinct from codes.contract_id
        and activities.task_code = codes.task_code
        and contracts.control_account_from = codes.code_kind
        and contracts.control_account_code = codes.code_type

)

-- account_key is what counts without a map: a WBS path cut at the level the contract names, a code as it is.
select
    contract_id,
    load_id,
    task_code,
    schedule_key,
    case
        when control_account_from = 'wbs_level' and control_account_level is not null
            then array_to_string(string_split(schedule_key, '.')[1:control_account_level], '.')
        else schedule_key
    end as account_key
from keyed
