-- How the budget of a schedule key divides over control accounts. Shares are kept as marks on 0..1, so that amounts
-- cut at the marks add up to the whole, to the last cent.
with

mapped as (

    select
        contract_id,
        schedule_key,
        cost_key,
        sum(share) as share
    from {{ ref('stg_config__control_account_map') }}
    group by contract_id, schedule_key, cost_key

),

marks as (

    select
        *,
        row_number() over (partition by contract_id, schedule_key order by cost_key desc) = 1 as is_last,
        {{ ratio(
            'sum(share) over (partition by contract_id, schedule_key order by cost_key)',
            'sum(share) over (partition by contract_id, schedule_key)'
        ) }} as mark
    from mapped

),

keys as (

    select distinct
        contract_id,
        schedule_key
    from mapped

),

nearest as (

    select
        ancestors.contract_id,
        ancestors.source_key,
        max_by(ancestors.ancestor, ancestors.depth) as schedule_key
    from {{ ref('int_key_ancestor') }} as ancestors
    inner join keys
        on ancestors.contract_id = keys.contract_id
        and ancestors.ancestor = keys.schedule_key
    group by ancestors.contract_id, ancestors.source_key

)

select
    nearest.contract_id,
    nearest.source_key,
    marks.cost_key as control_account_id,
    coalesce(
        lag(marks.mark) over (partition by nearest.contract_id, nearest.source_key order by marks.cost_key), 0.0
    ) as share_from,
    case when marks.is_last then 1.0 else marks.mark end as share_to
from nearest
inner join marks
    on nearest.contract_id = marks.contract_id
    and nearest.schedule_key = marks.schedule_key
