with

placed as (

    select
        load_id,
        case when count(distinct contract_id) = 1 then max(contract_id) end as contract_id,
        case when count(distinct period_id) = 1 then max(period_id) end as period_id
    from {{ ref('int_submission_period') }}
    group by load_id

),

spoken as (

    select
        load_id,
        case when count(distinct contract_id) = 1 then max(contract_id) end as contract_id
    from {{ ref('stg_submission__contract') }}
    group by load_id

),

withdrawn as (

    select distinct load_id
    from {{ ref('stg_submission__withdrawal') }}

),

verdicts as (

    select
        verdicts.* exclude (period_id),
        coalesce(spoken.contract_id, placed.contract_id, sources.contract_id) as contract_id,
        coalesce(verdicts.period_id, placed.period_id) as period_id,
        verdicts.verdict in ('ACCEPTED', 'ACCEPTED_WITH_WARNINGS') and submissions.load_id is not null as is_current,
        withdrawn.load_id is not null as is_withdrawn,
        coalesce(set_aside.is_in_force, false) and verdicts.verdict <> 'DUPLICATE' as is_set_aside,
        set_aside.reason as set_aside_reason
    from {{ ref('stg_submission__verdict') }} as verdicts
    left join placed on verdicts.load_id = placed.load_id
    left join spoken on verdicts.load_id = spoken.load_id
    left join withdrawn on verdicts.load_id = withdrawn.load_id
    left join {{ ref('stg_submission__set_aside') }} as set_aside on verdicts.load_id = set_aside.load_id
    left join {{ ref('stg_config__source') }} as sources on verdicts.source_id = sources.source_id
    left join {{ ref('stg_submission__current') }} as submissions on verdicts.load_id = submissions.load_id

)

select
    {{ key(['verdicts.load_id', 'verdicts.receipt_id', 'verdicts.attempt']) }} as verdict_key,
    {{ key(['verdicts.load_id']) }} as submission_key,
    {{ key(['verdicts.source_id']) }} as source_key,
    {{ key(['verdicts.contract_id']) }} as contract_key,
    verdicts.load_id,
    verdicts.submission_id,
    verdicts.source_id,
    verdicts.party_id,
    verdicts.feed,
    verdicts.role,
    verdicts.baseline_id,
    verdicts.contract_id,
    contracts.project_id,
    verdicts.period_id,
    verdicts.data_date,
    verdicts.cut_off_day,
    verdicts.verdict,
    case when verdicts.is_set_aside then verdicts.set_aside_reason else verdicts.reason end as reason,
    verdicts.received_at,
    verdicts.committed_at,
    verdicts.file_name,
    verdicts.sha256,
    verdicts.encoding,
    verdicts.content,
    verdicts.row_count,
    verdicts.blocking_count,
    verdicts.critical_count,
    verdicts.warning_count,
    verdicts.info_count,
    verdicts.replaces,
    verdicts.receipt_id,
    verdicts.attempt,
    verdicts.is_current,
    verdicts.is_withdrawn,
    verdicts.is_set_aside,
    verdicts.verdict in ('ACCEPTED', 'ACCEPTED_WITH_WARNINGS') and not verdicts.is_current and not verdicts.is_withdrawn
        and not verdicts.is_set_aside
        as is_superseded,
    row_number() over (
        partition by verdicts.source_id, verdicts.role, verdicts.data_date
        order by verdicts.committed_at, verdicts.receipt_id, verdicts.attempt
    ) = 1 as is_first_attempt
from verdicts
left join {{ ref('stg_config__contract') }} as contracts
    on verdicts.contract_id = contracts.contract_id
