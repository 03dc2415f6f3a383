-- Each calendar that activities work by: its name, hours per day and week, as a text that two submissions can be compared by.
-- Calendars of one name count as one. Holidays are left out: they are entered year by year.
with shifts as (
    select
        load_id,
        calendar_key,
        calendar_name,
        min(source_row) as source_row,
        any_value(submission_id) as submission_id,
        any_value(source_id) as source_id,
        any_value(contract_id) as contract_id,
        any_value(data_date) as data_date,
        any_value(source_file) as source_file,
        any_value(hours_per_day) as hours_per_day,
        string_agg(
            dayname(date '2024-01-01' + cast(weekday - 1 as integer))[:3] || ' '
            || shift_start_minute // 60 || ':' || lpad(cast(shift_start_minute % 60 as varchar), 2, '0') || '-'
            || shift_finish_minute // 60 || ':' || lpad(cast(shift_finish_minute % 60 as varchar), 2, '0'),
            ', ' order by weekday, shift_start_minute
        ) as week
    from schedule_calendar
    where weekday is not null and calendar_name is not null
    group by load_id, calendar_key, calendar_name
)
select
    load_id,
    any_value(submission_id) as submission_id,
    any_value(source_id) as source_id,
    contract_id,
    any_value(data_date) as data_date,
    any_value(source_file) as source_file,
    cast(null as varchar) as source_sheet,
    min(source_row) as source_row,
    calendar_name,
    string_agg(hours_per_day || ' h a day', ' and ' order by calendar_key) as hours,
    string_agg(coalesce(week, 'no working day'), ' and ' order by calendar_key) as week
from shifts
where (load_id, calendar_key) in (select (load_id, calendar_key) from schedule_activity where calendar_key is not null)
group by load_id, contract_id, calendar_name
