select
    source_id,
    submission_id,
    load_id,
    project_id,
    contract_id,
    data_date,
    source_file,
    source_sheet,
    source_row,
    code_kind,
    code_type,
    activity_id,
    task_code,
    code_value,
    code_description
from {{ source('lake', 'schedule_code') }}
