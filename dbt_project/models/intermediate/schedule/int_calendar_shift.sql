-- Each worked shift of each calendar over the days asked for, with the working time that came before it.
with

rules as (

    select distinct
        calendar_key,
        weekday,
        exception_date,
        shift_start_minute,
        shift_finish_minute
    from {{ ref('stg_schedule__calendar') }}

),

bounds as (

    select
        calendar_key,
        cast(min(instant) as date) as first_day,
        cast(max(instant) as date) as last_day
    from {{ ref('int_calendar_instant') }}
    group by calendar_key

),

days as (

    select
        bounds.calendar_key,
        cast(series.day as date) as day
    from bounds,
        unnest(generate_series(
            cast(bounds.first_day as timestamp), cast(bounds.last_day as timestamp), interval 1 day
        )) as series (day)

),

-- An exception replaces the whole day; a rule without shift is a day off.
shifts as (

    select
        days.calendar_key,
        days.day,
        rules.shift_start_minute,
        rules.shift_finish_minute
    from days
    inner join rules
        on days.calendar_key = rules.calendar_key
        and days.day = rules.exception_date
    union all
    select
        days.calendar_key,
        days.day,
        rules.shift_start_minute,
        rules.shift_finish_minute
    from days
    inner join rules
        on days.calendar_key = rules.calendar_key
        and isodow(days.day) = rules.weekday
        and rules.exception_date is null
    left join rules as exceptions
        on days.calendar_key = exceptions.calendar_key
        and days.day = exceptions.exception_date
    where exceptions.calendar_key is null

)

select
    calendar_key,
    cast(day as timestamp) + to_minutes(shift_start_minute) as shift_start,
    cast(day as timestamp) + to_minutes(shift_finish_minute) as shift_finish,
    (shift_finish_minute - shift_start_minute) * 60 as shift_seconds,
    cast(coalesce(sum((shift_finish_minute - shift_start_minute) * 60) over (
        partition by calendar_key
        order by day, shift_start_minute
        rows between unbounded preceding and 1 preceding
    ), 0) as bigint) as seconds_before
from shifts
where shift_start_minute is not null
