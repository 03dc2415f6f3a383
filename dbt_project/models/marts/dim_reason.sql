select reason_code, reason_name, status, status_if_known, excludes_member, meaning, what_to_do
from {{ ref('kpi_reason') }}
