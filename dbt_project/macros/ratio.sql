{#- The one division of this project. Unknown in, unknown out; a zero denominator is unknown too, never zero or one. -#}
{% macro ratio(numerator, denominator) -%}
    (cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0))
{%- endmacro %}
