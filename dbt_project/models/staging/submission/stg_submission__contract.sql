select
    load_id,
    contract_id,
    row_count
from {{ source('lake', 'submission_contract') }}
