{#- P6 resource curve: 21 numbers, the first a lump at the start, each next one spread evenly over its 5 % of the duration. -#}
{% macro curve_share(points, time_share) -%}
    {{ ratio(
        "list_sum(" ~ points ~ "[1:cast(floor(" ~ time_share ~ " * 20) as integer) + 1])"
        ~ " + (" ~ time_share ~ " * 20 - floor(" ~ time_share ~ " * 20))"
        ~ " * " ~ points ~ "[cast(floor(" ~ time_share ~ " * 20) as integer) + 2]",
        "list_sum(" ~ points ~ ")"
    ) }}
{%- endmacro %}
