select
    threshold_id,
    kpi_id,
    variant,
    scope,
    project_id,
    contract_id,
    valid_from,
    direction,
    green,
    amber
from {{ source('lake', 'config_threshold') }}
