-- What was accepted and is set aside now, and whose figures it is missing from. Grain: load x contract.
select
    out.load_id,
    out.submission_id,
    out.set_aside_at,
    out.model,
    out.reason,
    verdicts.source_id,
    verdicts.feed,
    verdicts.role,
    verdicts.baseline_id,
    verdicts.data_date,
    verdicts.content,
    verdicts.file_name,
    spoken.contract_id
from {{ ref('stg_submission__set_aside') }} as out
inner join {{ ref('stg_submission__verdict') }} as verdicts
    on out.load_id = verdicts.load_id
inner join {{ ref('stg_submission__contract') }} as spoken
    on out.load_id = spoken.load_id
where out.is_in_force and verdicts.verdict <> 'DUPLICATE'
