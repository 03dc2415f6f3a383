-- What the report of a period says of each control account to date. A cumulative amount speaks for itself; where a report
-- gives only the period's own, it is added to the last cumulative amount before it.
{%- set measures = ['pv', 'ev', 'ac'] %}
with

counted as (

    select
        periods.period_id,
        entries.*
    from {{ ref('int_contract_period') }} as periods
    inner join {{ ref('int_report_load') }} as loads
        on periods.contract_id = loads.contract_id
        and periods.period_id = loads.period_id
    inner join {{ ref('int_report_entry') }} as entries
        on loads.contract_id = entries.contract_id
        and loads.load_id = entries.load_id
        and periods.period_id >= entries.fiscal_period
    qualify row_number() over (
        partition by entries.contract_id, periods.period_id, entries.control_account, entries.fiscal_period
        order by loads.data_date desc, entries.source_row asc
    ) = 1

),

-- Each cumulative amount begins a stretch; the rows after it until the next one add their own to it.
stretched as (

    select
        *,
        {%- for measure in measures %}
        count({{ measure }}) over by_time as {{ measure }}_stretch,
        {%- endfor %}
        row_number() over (
            partition by contract_id, period_id, control_account order by fiscal_period desc
        ) = 1 as is_newest
    from counted
    window by_time as (partition by contract_id, period_id, control_account order by fiscal_period)

),

summed as (

    select
        * exclude (bac, eac),
        {%- for measure in measures %}
        coalesce(max({{ measure }}) over (
            partition by contract_id, period_id, control_account, {{ measure }}_stretch
        ), 0) + coalesce(sum(case when {{ measure }} is null then {{ measure }}_period end) over (
            partition by contract_id, period_id, control_account, {{ measure }}_stretch order by fiscal_period
        ), 0) as {{ measure }}_to_date,
        {%- endfor %}
        max_by(bac, fiscal_period) filter (where bac is not null) over by_time as bac,
        max_by(eac, fiscal_period) filter (where eac is not null) over by_time as eac,
        bool_or(is_unrated) over by_time as has_unrated,
        bool_or(is_progress_faulty) over by_time as has_faulty_progress,
        bool_or(is_cost_faulty) over by_time as has_faulty_cost
    from stretched
    window by_time as (partition by contract_id, period_id, control_account order by fiscal_period)

)

-- Several reported accounts may make one control account: it is known when all of them are.
select
    contract_id,
    period_id,
    control_account_id,
    {%- for measure in measures %}
    {{ money('case when bool_and(coalesce(' ~ measure ~ ', ' ~ measure ~ '_period) is not null) then sum(' ~ measure ~ '_to_date) end') }} as {{ measure }},
    {%- endfor %}
    {{ money('case when count(bac) = count(*) then sum(bac) end') }} as bac,
    {{ money('case when count(eac) = count(*) then sum(eac) end') }} as eac,
    bool_or(has_unrated) as is_unrated,
    bool_or(has_faulty_progress) as is_progress_faulty,
    bool_or(has_faulty_cost) as is_cost_faulty
from summed
where is_newest
group by contract_id, period_id, control_account_id
