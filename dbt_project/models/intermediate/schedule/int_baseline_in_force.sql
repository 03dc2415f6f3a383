-- Which baseline holds from when to when, and which accepted file it is.
with

files as (

    select
        contracts.contract_id,
        submissions.baseline_id,
        submissions.load_id,
        submissions.submission_id,
        submissions.data_date
    from {{ ref('stg_submission__current') }} as submissions
    inner join {{ ref('stg_submission__contract') }} as contracts
        on submissions.load_id = contracts.load_id
    where submissions.feed = 'schedule' and submissions.role = 'baseline'
    qualify row_number() over (
        partition by contracts.contract_id, submissions.baseline_id
        order by submissions.data_date desc, submissions.load_id asc
    ) = 1

),

-- A file is progressed when work had started and its own data date lies after its first planned start.
progressed as (

    select
        load_id,
        contract_id,
        coalesce(bool_or(actual_start is not null) and max(data_date) > min(planned_start), false) as is_progressed
    from {{ ref('int_current_activity') }}
    where role = 'baseline'
    group by load_id, contract_id

)

select
    declared.contract_id,
    declared.baseline_id,
    declared.kind,
    declared.approved_on,
    declared.change_id,
    declared.effective_from as in_force_from,
    cast(
        lead(declared.effective_from) over (partition by declared.contract_id order by declared.effective_from)
        - interval 1 day as date
    ) as in_force_to,
    row_number() over (
        partition by declared.contract_id
        order by (declared.kind = 'initial') desc, declared.effective_from
    ) = 1 as is_original,
    files.load_id,
    files.submission_id,
    coalesce(progressed.is_progressed, false) as is_progressed
from {{ ref('stg_config__baseline') }} as declared
left join files
    on declared.contract_id = files.contract_id
    and declared.baseline_id = files.baseline_id
left join progressed
    on files.load_id = progressed.load_id
    and files.contract_id = progressed.contract_id
