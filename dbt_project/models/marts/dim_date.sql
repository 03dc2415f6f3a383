with

spoken as (

    select
        period_start as first_day,
        period_end as last_day
    from {{ ref('stg_config__period') }}
    union all
    select
        cast(min(start_at) as date),
        cast(max(finish_at) as date)
    from {{ ref('int_current_activity') }}
    union all
    select
        min(posting_date),
        max(posting_date)
    from {{ ref('int_ledger_entry') }}

),

-- A mistyped year must not make a dimension of ten thousand years.
bounds as (

    select
        greatest(min(first_day), date '1990-01-01') as first_day,
        least(max(last_day), date '2099-12-31') as last_day
    from spoken

),

days as (

    select cast(series.day as date) as date_day
    from bounds,
        unnest(generate_series(
            cast(bounds.first_day as timestamp), cast(bounds.last_day as timestamp), interval 1 day
        )) as series (day)

)

select
    days.date_day,
    year(days.date_day) as year_number,
    quarter(days.date_day) as quarter_number,
    month(days.date_day) as month_number,
    strftime(days.date_day, '%Y-%m') as month_id,
    weekofyear(days.date_day) as iso_week,
    isodow(days.date_day) as iso_weekday,
    isodow(days.date_day) >= 6 as is_weekend,
    periods.period_id as portfolio_period_id
from days
left join {{ ref('stg_config__period') }} as periods
    on periods.contract_id is null
    and days.date_day between periods.period_start and periods.period_end
