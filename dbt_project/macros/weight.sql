{#- A weight may be hours that stand for thousands each: it keeps six digits more than money until it becomes money. -#}
{% macro weight(expression) -%}
    cast({{ expression }} as decimal(28, 10))
{%- endmacro %}
