with

latest as (

    select load_id
    from {{ ref('stg_submission__verdict') }}
    where verdict <> 'DUPLICATE'
    qualify row_number() over (
        partition by source_id, role
        order by committed_at desc, receipt_id desc, attempt desc
    ) = 1

)

select
    {{ key(['findings.rule_id']) }} as rule_key,
    {{ key(['findings.load_id']) }} as submission_key,
    {{ key(['findings.contract_id']) }} as contract_key,
    findings.rule_id,
    findings.severity,
    rules.feed,
    findings.load_id,
    findings.submission_id,
    findings.compared_load_id,
    findings.source_id,
    findings.contract_id,
    findings.data_date,
    findings.table_name,
    findings.source_file,
    findings.source_sheet,
    findings.source_row,
    findings.row_key,
    findings.column_name,
    findings.value,
    findings.message,
    submissions.load_id is not null
    and (findings.compared_load_id is null or findings.compared_load_id = submissions.predecessor_load_id)
        as is_current,
    latest.load_id is not null as is_latest
from {{ ref('stg_submission__finding') }} as findings
left join {{ ref('stg_config__rule') }} as rules
    on findings.rule_id = rules.rule_id
left join {{ ref('stg_submission__current') }} as submissions
    on findings.load_id = submissions.load_id
left join latest
    on findings.load_id = latest.load_id
