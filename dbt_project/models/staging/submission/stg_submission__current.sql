select
    load_id,
    submission_id,
    source_id,
    feed,
    role,
    baseline_id,
    data_date,
    cut_off_day,
    content,
    predecessor_load_id
from {{ source('lake', 'current_submission') }}
