-- For each contract and source: the load that speaks for a period, its own or one carried forward at most two periods.
with

periods as (

    select
        contract_id,
        period_id,
        row_number() over (partition by contract_id order by period_end) as period_index
    from {{ ref('stg_config__period') }}

),

spoken as (

    select
        placed.contract_id,
        placed.period_id,
        periods.period_index,
        submissions.feed,
        submissions.source_id,
        submissions.load_id,
        submissions.submission_id,
        submissions.data_date,
        submissions.cut_off_day
    from {{ ref('stg_submission__period') }} as placed
    inner join {{ ref('stg_submission__current') }} as submissions
        on placed.load_id = submissions.load_id
    inner join periods
        on placed.contract_id is not distinct from periods.contract_id
        and placed.period_id = periods.period_id
    where placed.speaks and submissions.role = 'update'

),

sources as (

    select distinct
        contract_id,
        source_id
    from spoken

),

carried as (

    select
        periods.contract_id,
        periods.period_id,
        periods.period_index,
        sources.source_id,
        max(own.period_index) over (
            partition by periods.contract_id, sources.source_id
            order by periods.period_index
            rows between 2 preceding and current row
        ) as spoken_index
    from periods
    inner join sources
        on periods.contract_id is not distinct from sources.contract_id
    left join spoken as own
        on periods.contract_id is not distinct from own.contract_id
        and sources.source_id = own.source_id
        and periods.period_index = own.period_index

)

select
    carried.contract_id,
    carried.period_id,
    spoken.feed,
    spoken.source_id,
    spoken.load_id,
    spoken.submission_id,
    spoken.data_date,
    spoken.cut_off_day,
    cast(carried.period_index - carried.spoken_index as integer) as age,
    -- Where two sources send the same feed: the fresher first, then the one the contract expects.
    row_number() over (
        partition by carried.contract_id, carried.period_id, spoken.feed
        order by carried.spoken_index desc, (expected.source_id is not null) desc,
            spoken.data_date desc, spoken.source_id asc
    ) as source_rank,
    source_rank = 1 as is_chosen
from carried
inner join spoken
    on carried.contract_id is not distinct from spoken.contract_id
    and carried.source_id = spoken.source_id
    and carried.spoken_index = spoken.period_index
left join {{ ref('stg_config__contract_expects') }} as expected
    on carried.contract_id = expected.contract_id
    and spoken.source_id = expected.source_id
    and spoken.feed = expected.feed
