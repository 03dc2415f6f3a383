{#- What the word `needs` of an earned-value KPI asks of an account: a reason, an age, the dates of its data.
    The budget has no age: it is the baseline's. -#}
{% macro kpi_needs() %}
    coalesce(
        case when needs like '%schedule%' or needs like '%budget%' then bac_reason end,
        case when needs like '%schedule%' then ev_reason end,
        case when needs like '%discrete%' and pv_discrete is null then 'E19' end,
        case when needs like '%cost%' then ac_reason end,
        case when needs like '%commitment%' then commitment_reason end
    ) as reason,
    case
        when needs like '%schedule%' and needs like '%cost%' then
            case when ev_age is not null and ac_age is not null then greatest(ev_age, ac_age) end
        when needs like '%schedule%' then ev_age
        when needs like '%cost%' then ac_age
        when needs like '%commitment%' then commitment_age
        else 0
    end as needed_age,
    case
        when needs like '%schedule%' and needs like '%cost%' then least(ev_date, cast(ac_date as timestamp))
        when needs like '%cost%' then cast(ac_date as timestamp)
        when needs like '%commitment%' then cast(commitment_date as timestamp)
        else ev_date
    end as needed_date_min,
    case
        when needs like '%schedule%' and needs like '%cost%' then greatest(ev_date, cast(ac_date as timestamp))
        when needs like '%cost%' then cast(ac_date as timestamp)
        when needs like '%commitment%' then cast(commitment_date as timestamp)
        else ev_date
    end as needed_date_max
{% endmacro %}
