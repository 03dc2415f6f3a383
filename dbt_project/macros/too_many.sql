{#- Whether a part is more than the share of a whole that may be faulty before the figure is unknown (5 %). -#}
{% macro too_many(part, whole) -%}
    ({{ part }} > 0.05 * {{ whole }})
{%- endmacro %}
