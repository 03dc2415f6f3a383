select
    submission_id,
    load_id,
    withdrawn_at,
    reason
from {{ source('lake', 'withdrawal') }}
