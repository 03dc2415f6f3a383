-- What a critical finding of a current load falsifies, row by row; one that names no row speaks of the whole load, or of
-- a contract in it. Comparisons count against the present predecessor only.
select distinct
    findings.load_id,
    findings.contract_id,
    findings.table_name,
    findings.row_key,
    findings.source_sheet,
    findings.source_row,
    -- A schedule has one row of its project, which speaks of all of it.
    findings.table_name = 'schedule_project' or findings.row_key is null and findings.source_row is null as is_whole_load,
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
    and (findings.compared_load_id is null or findings.compared_load_id = submissions.predecessor_load_id)
