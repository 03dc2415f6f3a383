-- Each key of a schedule, ledger or report with all its ancestors, itself included: '1.2.3' -> '1', '1.2', '1.2.3'.
with

keys as (

    select
        contract_id,
        schedule_key as source_key
    from {{ ref('int_schedule_key') }}
    where schedule_key is not null
    union
    select
        contract_id,
        cost_key
    from {{ ref('stg_cost__entry') }}
    where cost_key is not null and contract_id is not null
    union
    select
        contract_id,
        control_account
    from {{ ref('stg_earned_value__account_period') }}
    where control_account is not null and contract_id is not null

)

select
    keys.contract_id,
    keys.source_key,
    depths.depth,
    array_to_string(string_split(keys.source_key, '.')[1:depths.depth], '.') as ancestor
from keys,
    unnest(generate_series(1, len(string_split(keys.source_key, '.')))) as depths (depth)
