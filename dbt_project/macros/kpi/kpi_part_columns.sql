{#- The columns of a part model, in their one order and types. Every kpi_part_<area> ends with it.
    `node_type` is an expression of the model's own where its items are nodes of the contract. -#}
{% macro kpi_part_columns(node_type='null') %}
    cast(kpi_id as varchar) as kpi_id,
    cast(variant as varchar) as variant,
    cast(project_id as varchar) as project_id,
    cast(contract_id as varchar) as contract_id,
    cast(item_id as varchar) as item_id,
    cast({{ node_type }} as varchar) as node_type,
    cast(period_id as varchar) as period_id,
    cast(baseline_basis as varchar) as baseline_basis,
    cast(baseline_id as varchar) as baseline_id,
    cast(currency as varchar) as currency,
    cast(numerator as decimal(38, 8)) as numerator,
    cast(multiplier as decimal(38, 8)) as multiplier,
    cast(denominator as decimal(38, 8)) as denominator,
    cast(progress as decimal(38, 8)) as progress,
    cast(reason_code as varchar) as reason_code,
    cast(status_date as timestamp) as status_date,
    cast(value_date as date) as value_date,
    cast(known_weight as double) as known_weight,
    cast(total_weight as double) as total_weight,
    cast(data_date_min as timestamp) as data_date_min,
    cast(data_date_max as timestamp) as data_date_max,
    cast(age as integer) as age
{% endmacro %}
