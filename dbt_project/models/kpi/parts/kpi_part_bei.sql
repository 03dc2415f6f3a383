-- SP-08. A period without an update carries the counts of the one before, up to two periods back.
with counted as (
    select counts.*, period.period_index
    from {{ ref('kpi_bei_count') }} as counts
    inner join {{ ref('dim_period') }} as period using (contract_id, period_id)
),

period as (
    select contract.project_id, contract.contract_id, period.period_id, period.period_index, basis.baseline_basis
    from {{ ref('dim_period') }} as period
    inner join {{ ref('dim_contract') }} as contract using (contract_id)
    cross join (values ('in_force'), ('original')) as basis (baseline_basis)
),

carried as (
    select
        period.project_id, period.contract_id, period.period_id, period.baseline_basis,
        counted.baseline_id, counted.data_date, counted.due, counted.completed, counted.completed_due, counted.undated,
        counted.planned, counted.unmatched, counted.tasks, counted.faulty,
        period.period_index - counted.period_index as age
    from period
    left join counted
        on period.contract_id = counted.contract_id
        and period.baseline_basis = counted.baseline_basis
        and period.period_index - counted.period_index between 0 and 2
    qualify row_number() over (
        partition by period.contract_id, period.period_id, period.baseline_basis order by counted.period_index desc nulls last
    ) = 1
),

measured as (
    select carried.*, kpi.*
    from carried
    cross join lateral (
        values
        -- noqa: disable=LT01
        --kpi_id  variant   numerator      denominator
        ('SP-08', 'v_open', completed,     due),
        ('SP-08', 'v_due',  completed_due, due),
        ('SP-08', 'v_gold', completed,     due + undated)
    ) as kpi (kpi_id, variant, numerator, denominator)
),

reasoned as (
    select
        *, null as item_id, null as currency, null as multiplier, null as progress,
        case
            when age is null then {{ reason('STALE') }}
            when planned = 0 then {{ reason('NO_BASELINE') }}
            when {{ too_many('faulty', 'tasks') }} then {{ reason('TOO_MANY_FAULTY_ROWS') }}
            when {{ too_many('unmatched', 'planned') }} then {{ reason('PARTIAL_BASELINE') }}
        end as reason_code,
        data_date as status_date, null as value_date, 1 as known_weight, 1 as total_weight,
        data_date as data_date_min, data_date as data_date_max
    from measured
)

select {{ kpi_part_columns() }}
from reasoned
