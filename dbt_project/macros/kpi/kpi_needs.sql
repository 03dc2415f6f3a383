{#- Whether a KPI rests on something: a word of its definition's `needs`. -#}
{% macro kpi_rests_on(word, needs='definition.needs') -%}
    list_contains(string_split({{ needs }}, ' '), '{{ word }}')
{%- endmacro %}


{#- What a KPI of earned value asks of an account: a reason, an age, the dates of its data; `definition` is dim_kpi beside it.
    The budget has no age: it is the baseline's. -#}
{% macro kpi_needs() %}
    coalesce(
        case when {{ kpi_rests_on('schedule') }} or {{ kpi_rests_on('budget') }} then bac_reason end,
        case when {{ kpi_rests_on('schedule') }} then ev_reason end,
        case when {{ kpi_rests_on('discrete') }} and pv_discrete is null then {{ reason('NOT_REPORTED') }} end,
        case when {{ kpi_rests_on('cost') }} then ac_reason end,
        case when {{ kpi_rests_on('commitment') }} then commitment_reason end
    ) as reason,
    case
        when {{ kpi_rests_on('schedule') }} and {{ kpi_rests_on('cost') }} then
            case when ev_age is not null and ac_age is not null then greatest(ev_age, ac_age) end
        when {{ kpi_rests_on('schedule') }} then ev_age
        when {{ kpi_rests_on('cost') }} then ac_age
        when {{ kpi_rests_on('commitment') }} then commitment_age
        else 0
    end as needed_age,
    {%- for name, choose in {'needed_date_min': 'least', 'needed_date_max': 'greatest'}.items() %}
    case
        when {{ kpi_rests_on('schedule') }} and {{ kpi_rests_on('cost') }} then {{ choose }}(ev_date, cast(ac_date as timestamp))
        when {{ kpi_rests_on('cost') }} then cast(ac_date as timestamp)
        when {{ kpi_rests_on('commitment') }} then cast(commitment_date as timestamp)
        else ev_date
    end as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
{% endmacro %}
