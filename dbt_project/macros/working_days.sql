{#- Working days between two rows of int_calendar_position, negative when the second comes first. -#}
{% macro working_days(from_position, to_position, hours_per_day) -%}
    {{ ratio(to_position ~ ".worked_seconds - " ~ from_position ~ ".worked_seconds", hours_per_day ~ " * 3600") }}
{%- endmacro %}
