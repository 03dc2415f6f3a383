-- The budget lines of every baseline, divided over control accounts. Each account takes the piece between its two marks.
with

divided as (

    select
        lines.*,
        case
            when mapped.contract_id is not null then coalesce(shares.control_account_id, 'UNMAPPED')
            else coalesce(keys.account_key, 'UNMAPPED')
        end as control_account_id,
        coalesce(shares.share_from, 0.0) as share_from,
        coalesce(shares.share_to, 1.0) as share_to
    from {{ ref('int_budget_source') }} as lines
    left join {{ ref('int_schedule_key') }} as keys
        on lines.load_id = keys.load_id
        and lines.contract_id = keys.contract_id
        and lines.task_code = keys.task_code
    left join (select distinct contract_id from {{ ref('stg_config__control_account_map') }}) as mapped
        on lines.contract_id = mapped.contract_id
    left join {{ ref('int_account_share') }} as shares
        on lines.contract_id = shares.contract_id
        and keys.schedule_key = shares.source_key

)

select
    contract_id,
    baseline_id,
    line_id,
    task_code,
    control_account_id,
    activity_type,
    coalesce(activity_type not in ('level_of_effort', 'wbs_summary'), true) as is_discrete,
    {{ money('case when share_to = 1 then weight else cast(weight * share_to as decimal(18, 4)) end
        - cast(weight * share_from as decimal(18, 4))') }} as weight,
    coalesce(start_at, finish_at, max(finish_at) over (partition by contract_id, baseline_id)) as start_at,
    coalesce(finish_at, start_at, max(finish_at) over (partition by contract_id, baseline_id)) as finish_at,
    accrual,
    curve_points,
    calendar_key
from divided
