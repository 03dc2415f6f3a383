-- A value stands exactly where the status is OK or STALE; every other status, and STALE, has its reason; GREY where there is no value.
select *
from {{ ref('fct_kpi') }}
where
    (value is not null) <> (status in ('OK', 'STALE'))
    or (status <> 'OK' and reason_code is null)
    or (value is null and rag <> 'GREY')
