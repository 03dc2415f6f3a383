{#- Money is DECIMAL(18,4) everywhere; sums come as DECIMAL(38,4) and products as DOUBLE, so each is cast here. -#}
{% macro money(expression) -%}
    cast({{ expression }} as decimal(18, 4))
{%- endmacro %}
