with

-- The newest verdict of a load that is not a repetition; one that only ever came as a duplicate keeps that.
verdicts as (

    select *
    from {{ ref('stg_submission__verdict') }}
    qualify row_number() over (
        partition by load_id
        order by (verdict <> 'DUPLICATE') desc, committed_at desc, receipt_id asc, attempt desc
    ) = 1

)

select
    {{ key(['verdicts.load_id']) }} as submission_key,
    verdicts.load_id,
    verdicts.submission_id,
    verdicts.source_id,
    verdicts.feed,
    verdicts.role,
    verdicts.data_date,
    verdicts.cut_off_day,
    verdicts.verdict,
    verdicts.file_name,
    verdicts.sha256,
    verdicts.received_at,
    submissions.load_id is not null as is_current
from {{ with_unknown('verdicts', {'file_name': 'Unknown'}) }} as verdicts
left join {{ ref('stg_submission__current') }} as submissions
    on verdicts.load_id = submissions.load_id
