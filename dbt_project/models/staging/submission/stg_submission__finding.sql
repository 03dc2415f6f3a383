select
    rule_id,
    severity,
    load_id,
    submission_id,
    compared_load_id,
    source_id,
    contract_id,
    data_date,
    table_name,
    source_file,
    source_sheet,
    source_row,
    row_key,
    column_name,
    value,
    message
from {{ source('lake', 'finding') }}
