{#- Why the sums of a scope give no value, by the rules of the KPI's own definition; null where they do.
    `sums` and `kpi` are the aliases of the summed parts and of dim_kpi. -#}
{% macro kpi_reason_of_sums(sums, kpi) %}
    case
        when {{ kpi }}.reason_no_progress is not null and {{ sums }}.progress <= 0 then {{ kpi }}.reason_no_progress
        when {{ kpi }}.reason_zero_numerator is not null and {{ sums }}.numerator = 0 then {{ kpi }}.reason_zero_numerator
        when {{ sums }}.denominator = 0 and {{ sums }}.numerator = 0
            then coalesce({{ kpi }}.reason_both_zero, {{ kpi }}.reason_zero_denominator)
        when {{ sums }}.denominator = 0 then {{ kpi }}.reason_zero_denominator
        when {{ sums }}.denominator < 0 then {{ kpi }}.reason_negative_denominator
    end
{% endmacro %}
