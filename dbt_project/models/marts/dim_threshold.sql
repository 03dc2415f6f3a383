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
from {{ ref('stg_config__threshold') }}
