{#- Which loads of a ledger-like feed make up each period: the newest snapshot up to it, and the deltas that came after that
    snapshot. `chosen` is the column of int_contract_period that holds the period's own load of the feed. -#}
{% macro loads_of_period(feed, chosen) %}
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
    periods.contract_id,
    periods.period_id,
    parts.load_id,
    parts.data_date
from {{ ref('int_contract_period') }} as periods
inner join loads as newest
    on periods.{{ chosen }} = newest.load_id
inner join loads as parts
    on newest.source_id = parts.source_id
    and newest.data_date >= parts.data_date
    and parts.data_date >= coalesce(newest.snapshot_date, parts.data_date)
{% endmacro %}
