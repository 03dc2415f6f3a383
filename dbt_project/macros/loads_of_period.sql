{#- Which loads of a ledger-like feed make up each period, source by source: the newest snapshot up to it, and the deltas
    that came after that snapshot. `source_rank` 1 is the source that speaks for the feed. -#}
{% macro loads_of_period(feed) %}
with

loads as (

    select
        load_id,
        source_id,
        data_date,
        max(case when content = 'snapshot' then data_date end) over (
            partition by source_id
            order by data_date
            rows between unbounded preceding and current row
        ) as snapshot_date
    from {{ ref('stg_submission__current') }}
    where feed = '{{ feed }}' and role = 'update'

)

select
    status.contract_id,
    status.period_id,
    parts.load_id,
    parts.data_date,
    status.source_rank
from {{ ref('int_feed_status') }} as status
inner join loads as newest
    on status.load_id = newest.load_id
inner join loads as parts
    on newest.source_id = parts.source_id
    and newest.data_date >= parts.data_date
    and parts.data_date >= coalesce(newest.snapshot_date, parts.data_date)
where status.contract_id is not null
{% endmacro %}
