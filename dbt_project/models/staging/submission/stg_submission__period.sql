select
    load_id,
    contract_id,
    period_id,
    distance_days,
    is_interim,
    speaks
from {{ source('lake', 'submission_period') }}
