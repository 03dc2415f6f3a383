-- SP-13 per contractual milestone, SP-19 for the completion.
with milestone as (
    select * from {{ ref('fct_milestone_status') }}
),

baseline as (
    select distinct contract_id, baseline_id as original_baseline_id
    from {{ ref('fct_baseline_activity') }}
    where is_original
),

measured as (
    select milestone.*, baseline.original_baseline_id, kpi.*
    from milestone
    left join baseline using (contract_id)
    cross join lateral (
        values
        -- noqa: disable=LT01
        --kpi_id  variant          basis       numerator                      of completion only
        ('SP-13', 'working_days',  'in_force', slip_working_days,             false),
        ('SP-13', 'working_days',  'original', original_slip_working_days,    false),
        ('SP-13', 'calendar_days', 'in_force', slip_calendar_days,            false),
        ('SP-13', 'calendar_days', 'original', original_slip_calendar_days,   false),
        ('SP-19', 'contractual',   'in_force', due_slip_calendar_days,        true),
        ('SP-19', 'baseline',      'in_force', slip_calendar_days,            true),
        ('SP-19', 'baseline',      'original', original_slip_calendar_days,   true)
    ) as kpi (kpi_id, variant, baseline_basis, numerator, of_completion)
    where milestone.is_completion or not kpi.of_completion
),

reasoned as (
    select
        kpi_id, variant, project_id, contract_id, task_code as item_id, period_id, baseline_basis,
        case when baseline_basis = 'original' then original_baseline_id else baseline_id end as baseline_id,
        null as currency, numerator, null as multiplier, null as denominator, null as progress,
        case
            when is_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }}
            when schedule_age is null then coalesce(reason, {{ reason('STALE') }})
            when numerator is null then coalesce(reason, {{ reason('NO_BASELINE') }})
        end as reason_code,
        status_date, cast(forecast_finish as date) as value_date,
        1 as known_weight, 1 as total_weight, status_date as data_date_min, status_date as data_date_max,
        schedule_age as age
    from measured
)

select {{ kpi_part_columns() }}
from reasoned
