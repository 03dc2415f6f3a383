{#- A dimension's rows and its unknown member: every column null but those labelled. Its key is the key of nulls. -#}
{% macro with_unknown(relation, labels) -%}
    (
        select * from {{ relation }}
        union all by name
        select
            {%- for column, label in labels.items() %}
            {{ "'" ~ label ~ "'" if label is not none else "null" }} as {{ column }}{{ ', ' if not loop.last }}
            {%- endfor %}
    )
{%- endmacro %}
