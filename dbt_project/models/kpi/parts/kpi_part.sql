-- Every part of every KPI. A new part model is named here.
{% set parts = [
    'kpi_part_earned_value', 'kpi_part_cost', 'kpi_part_bei', 'kpi_part_milestone', 'kpi_part_risk', 'kpi_part_invoice',
    'kpi_part_delivery'
] %}
{% for part in parts %}
select {{ kpi_part_columns('node_type') }}
from {{ ref(part) }}
{{ 'union all' if not loop.last }}
{% endfor %}
