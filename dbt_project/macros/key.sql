{#- Surrogate key of a natural key. A null part counts as '-1', so a fact without it finds the unknown member. -#}
{% macro key(columns) -%}
    md5(concat_ws('|'
    {%- for column in columns %}, coalesce(cast({{ column }} as varchar), '-1'){% endfor %}))
{%- endmacro %}
