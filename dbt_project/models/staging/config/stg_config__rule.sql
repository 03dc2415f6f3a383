select
    rule_id,
    feed,
    table_name,
    severity,
    title,
    why,
    fix,
    falsifies
from {{ source('lake', 'config_rule') }}
