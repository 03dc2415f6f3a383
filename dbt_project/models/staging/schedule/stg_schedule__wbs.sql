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
    wbs_id,
    parent_wbs_id,
    wbs_code,
    wbs_name,
    wbs_path,
    wbs_level
from {{ source('lake', 'schedule_wbs') }}
