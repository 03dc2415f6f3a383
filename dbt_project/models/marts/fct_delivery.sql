with

received as (

    select
        placed.contract_id,
        placed.source_id,
        placed.period_id,
        min(verdicts.received_at) as first_received_at,
        min_by(verdicts.verdict, verdicts.committed_at) as first_verdict,
        count(*) as submissions
    from {{ ref('int_submission_period') }} as placed
    inner join {{ ref('stg_submission__verdict') }} as verdicts
        on placed.load_id = verdicts.load_id
    where verdicts.verdict <> 'DUPLICATE'
    group by placed.contract_id, placed.source_id, placed.period_id

),

-- What was accepted was delivered, be it set aside: that is our doing.
accepted as (

    select
        placed.contract_id,
        placed.source_id,
        placed.period_id,
        max(verdicts.data_date) as data_date,
        count(submissions.load_id) > 0 as is_counted
    from {{ ref('int_submission_period') }} as placed
    inner join {{ ref('stg_submission__verdict') }} as verdicts
        on placed.load_id = verdicts.load_id
    left join {{ ref('stg_submission__current') }} as submissions
        on placed.load_id = submissions.load_id
        and placed.speaks
    left join {{ ref('stg_submission__set_aside') }} as set_aside
        on placed.load_id = set_aside.load_id
        and set_aside.is_in_force
    where verdicts.verdict <> 'DUPLICATE' and (submissions.load_id is not null or set_aside.load_id is not null)
    group by placed.contract_id, placed.source_id, placed.period_id

),

deliveries as (

    select
        expected.contract_id,
        expected.feed,
        expected.source_id,
        periods.period_id,
        periods.period_end,
        periods.due_on,
        portfolio.as_of,
        coalesce(periods.due_on < cast(portfolio.as_of as date), false) as is_due,
        cast(received.first_received_at as date) as received_on,
        received.first_received_at,
        received.first_verdict,
        received.submissions,
        accepted.data_date,
        coalesce(accepted.is_counted, false) as is_counted
    from {{ ref('stg_config__contract_expects') }} as expected
    inner join {{ ref('stg_config__period') }} as periods
        on expected.contract_id = periods.contract_id
    cross join {{ ref('stg_config__portfolio') }} as portfolio
    left join received
        on expected.contract_id = received.contract_id
        and expected.source_id = received.source_id
        and periods.period_id = received.period_id
    left join accepted
        on expected.contract_id = accepted.contract_id
        and expected.source_id = accepted.source_id
        and periods.period_id = accepted.period_id

)

select
    {{ key(['deliveries.contract_id']) }} as contract_key,
    {{ key(['deliveries.source_id']) }} as source_key,
    {{ key(['deliveries.contract_id', 'deliveries.period_id']) }} as period_key,
    deliveries.contract_id,
    contracts.project_id,
    deliveries.feed,
    deliveries.source_id,
    deliveries.period_id,
    deliveries.period_end,
    deliveries.due_on,
    deliveries.is_due,
    deliveries.first_received_at,
    case
        when deliveries.received_on is not null then deliveries.received_on <= deliveries.due_on
        when deliveries.is_due then false
    end as is_on_time,
    cast(date_diff(
        'day',
        deliveries.due_on,
        coalesce(deliveries.received_on, case when deliveries.is_due then cast(deliveries.as_of as date) end)
    ) as integer) as lateness_days,
    deliveries.data_date as accepted_data_date,
    cast(coalesce(deliveries.submissions, 0) as integer) as submissions,
    deliveries.first_verdict,
    deliveries.is_counted as is_accepted
from deliveries
left join {{ ref('stg_config__contract') }} as contracts
    on deliveries.contract_id = contracts.contract_id
