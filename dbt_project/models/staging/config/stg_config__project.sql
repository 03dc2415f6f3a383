select
    project_id,
    project_name
from {{ source('lake', 'config_project') }}
