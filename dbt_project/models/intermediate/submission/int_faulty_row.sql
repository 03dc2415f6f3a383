-- What a critical finding of a current load falsifies, row by row. Comparisons count against the present predecessor only.
select distinct
    findings.load_id,
    findings.table_name,
    findings.row_key,
    findings.source_sheet,
    findings.source_row,
    trim(falsified.word) as falsified
from {{ ref('stg_submission__finding') }} as findings
inner join {{ ref('stg_submission__current') }} as submissions
    on findings.load_id = submissions.load_id
inner join {{ ref('stg_config__rule') }} as rules
    on findings.rule_id = rules.rule_id,
    unnest(string_split(rules.falsifies, ';')) as falsified (word)
where
    findings.severity = 'critical'
    and rules.falsifies <> ''
    and coalesce(findings.row_key, cast(findings.source_row as varchar)) is not null
    and (findings.compared_load_id is null or findings.compared_load_id = submissions.predecessor_load_id)
