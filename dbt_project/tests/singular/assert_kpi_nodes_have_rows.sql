-- A KPI that its definition publishes by node has a row for every node that a contract has figures on, and no other KPI has one.
select
    definition.kpi_id,
    definition.variant,
    count(distinct measure.item_id) as nodes
from {{ ref('dim_kpi') }} as definition
left join {{ ref('fct_kpi') }} as measure
    on
        definition.kpi_id = measure.kpi_id and definition.variant = measure.variant
        and measure.scope = 'node' and measure.node_type = 'account'
where definition.variant = definition.base_variant
group by definition.kpi_id, definition.variant, definition.is_by_node
having
    nodes <> case
        when definition.is_by_node then (select count(distinct control_account_id) from {{ ref('kpi_account') }}) else 0
    end
