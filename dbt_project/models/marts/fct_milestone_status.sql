with

terms as (

    select
        periods.contract_id,
        periods.period_id,
        terms.task_code,
        terms.milestone_name,
        coalesce(terms.is_completion, false) as is_completion,
        terms.due_on,
        terms.valid_from,
        coalesce(terms.valid_from <= coalesce(periods.schedule_cut_off_day, periods.period_end), true) as is_valid
    from {{ ref('int_contract_period') }} as periods
    inner join {{ ref('stg_config__milestone') }} as terms
        on periods.contract_id = terms.contract_id

),

-- The due date in force at the status date: the newest one valid by then, else the first.
due as (

    select *
    from terms
    qualify row_number() over (
        partition by contract_id, period_id, task_code
        order by is_valid desc, case when is_valid then valid_from end desc nulls last, valid_from
    ) = 1

)

select
    {{ key(['forecasts.contract_id']) }} as contract_key,
    {{ key(['forecasts.contract_id', 'forecasts.task_code']) }} as milestone_key,
    {{ key(['forecasts.contract_id', 'forecasts.period_id']) }} as period_key,
    forecasts.contract_id,
    contracts.project_id,
    forecasts.task_code,
    due.milestone_name,
    due.is_completion,
    forecasts.period_id,
    periods.period_end,
    periods.ev_date as status_date,
    periods.schedule_submission_id as submission_id,
    periods.baseline_id,
    forecasts.forecast_finish,
    case when periods.schedule_age is not null then forecasts.is_achieved end as is_achieved,
    forecasts.baseline_finish,
    forecasts.original_baseline_finish,
    due.due_on,
    cast(date_diff('day', forecasts.baseline_finish, forecasts.forecast_finish) as integer) as slip_calendar_days,
    {{ working_days('at_baseline', 'at_forecast', 'forecasts.hours_per_day') }} as slip_working_days,
    cast(date_diff('day', forecasts.original_baseline_finish, forecasts.forecast_finish) as integer)
        as original_slip_calendar_days,
    {{ working_days('at_original', 'at_forecast', 'forecasts.hours_per_day') }} as original_slip_working_days,
    cast(date_diff('day', due.due_on, cast(forecasts.forecast_finish as date)) as integer) as due_slip_calendar_days,
    periods.schedule_age,
    case
        when periods.schedule_age is null then {{ reason('STALE') }}
        when not forecasts.is_in_update or forecasts.is_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }}
        when forecasts.baseline_finish is null then {{ reason('NO_BASELINE') }}
    end as reason,
    forecasts.is_faulty
from {{ ref('int_milestone_forecast') }} as forecasts
inner join {{ ref('int_contract_period') }} as periods
    on forecasts.contract_id = periods.contract_id and forecasts.period_id = periods.period_id
inner join due
    on forecasts.contract_id = due.contract_id
    and forecasts.period_id = due.period_id
    and forecasts.task_code = due.task_code
left join {{ ref('stg_config__contract') }} as contracts
    on forecasts.contract_id = contracts.contract_id
left join {{ ref('int_calendar_position') }} as at_forecast
    on forecasts.calendar_key = at_forecast.calendar_key and forecasts.forecast_finish = at_forecast.instant
left join {{ ref('int_calendar_position') }} as at_baseline
    on forecasts.calendar_key = at_baseline.calendar_key and forecasts.baseline_finish = at_baseline.instant
left join {{ ref('int_calendar_position') }} as at_original
    on forecasts.calendar_key = at_original.calendar_key and forecasts.original_baseline_finish = at_original.instant
