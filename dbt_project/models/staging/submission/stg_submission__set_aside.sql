select
    load_id,
    submission_id,
    set_aside_at,
    model,
    message,
    reason,
    is_in_force
from {{ source('lake', 'set_aside') }}
