-- How much working time of its calendar lies before an instant. The difference of two positions is a working duration.
select
    instants.calendar_key,
    instants.instant,
    coalesce(
        shifts.seconds_before
        + least(date_diff('second', shifts.shift_start, instants.instant), shifts.shift_seconds),
        0
    ) as worked_seconds
from {{ ref('int_calendar_instant') }} as instants
asof left join {{ ref('int_calendar_shift') }} as shifts
    on instants.calendar_key = shifts.calendar_key
    and instants.instant >= shifts.shift_start
where instants.calendar_key in (select calendar_key from {{ ref('int_calendar_shift') }})
