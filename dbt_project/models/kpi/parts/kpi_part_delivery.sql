-- DQ-01, DQ-03, DQ-04: what a contract's period was due, how old what stands for it is, what was accepted at once.
with delivery as (
    select
        *,
        max(accepted_data_date) over (
            partition by contract_id, feed, source_id order by period_end rows unbounded preceding
        ) as last_data_date,
        first_verdict in ('ACCEPTED', 'ACCEPTED_WITH_WARNINGS') as is_accepted_at_once
    from {{ ref('fct_delivery') }}
),

share as (
    select
        kpi.kpi_id, 'default' as variant, project_id, contract_id, null as item_id, period_id,
        sum(kpi.numerator) as numerator, sum(kpi.denominator) as denominator, null as reason_code, null as last_data_date
    from delivery
    cross join lateral (
        values
        -- noqa: disable=LT01
        --kpi_id  numerator                                     denominator
        ('DQ-01', cast(is_due and is_on_time as integer),       cast(is_due as integer)),
        ('DQ-04', cast(submissions > 0 and is_accepted_at_once as integer), cast(submissions > 0 as integer))
    ) as kpi (kpi_id, numerator, denominator)
    group by all
),

-- The cut-off day is the last day the data speak of: work on the data date is not in them. A feed for which no source is
-- configured stands under its own name.
freshness as (
    select
        'DQ-03' as kpi_id, 'default' as variant, project_id, contract_id, coalesce(source_id, feed) as item_id, period_id,
        date_diff('day', cast(last_data_date - interval 1 second as date), period_end) as numerator, null as denominator,
        case when last_data_date is null then {{ reason('STALE') }} end as reason_code, last_data_date
    from delivery
),

share_and_freshness as (
    select * from share
    union all
    select * from freshness
),

all_rows as (
    select
        *, 'in_force' as baseline_basis, null as baseline_id, null as currency, null as multiplier, null as progress,
        last_data_date as status_date, null as value_date,
        coalesce(denominator, 1) as known_weight, coalesce(denominator, 1) as total_weight,
        last_data_date as data_date_min, last_data_date as data_date_max, 0 as age
    from share_and_freshness
)

select {{ kpi_part_columns() }}
from all_rows
