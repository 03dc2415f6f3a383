-- CT-11: how late a contract's invoices were paid. Invoices without due date or rate, and faulty ones, lower the coverage.
with register as (
    select
        project_id, contract_id, period_id, min(currency) as currency, min(data_date) as data_date,
        min(register_age) as register_age,
        count(*) filter (where is_paid) as paid,
        count(*) filter (where is_paid and is_faulty) as faulty,
        count(*) filter (where is_paid and days_late is not null and amount is not null and not is_faulty) as known,
        {%- set counted = 'filter (where is_paid and days_late is not null and amount is not null and not is_faulty)' %}
        coalesce(sum(amount) {{ counted }}, 0) as amount,
        coalesce(sum(amount * days_late) {{ counted }}, 0) as amount_days,
        coalesce(sum(case when days_late > 0 then amount else 0 end) {{ counted }}, 0) as late_amount,
        coalesce(sum(case when days_late > 0 then 1 else 0 end) {{ counted }}, 0) as late
    from {{ ref('fct_invoice_status') }}
    group by project_id, contract_id, period_id

    union all

    select
        project_id, contract_id, period_id, null, max(accepted_data_date), max(case when is_accepted then 0 end), 0, 0, 0, 0, 0, 0, 0
    from {{ ref('fct_delivery') }} as delivery
    where feed = 'invoice' and not exists (
        select 1 from {{ ref('fct_invoice_status') }} as status
        where status.contract_id = delivery.contract_id and status.period_id = delivery.period_id
    )
    group by project_id, contract_id, period_id
),

measured as (
    select register.*, kpi.*
    from register
    cross join lateral (
        values
        -- noqa: disable=LT01
        --kpi_id  variant          numerator    denominator
        ('CT-11', 'weighted_days', amount_days, amount),
        ('CT-11', 'late_value',    late_amount, amount),
        ('CT-11', 'late_count',    late,        known)
    ) as kpi (kpi_id, variant, numerator, denominator)
),

all_rows as (
    select
        * replace (case when register_age is not null then numerator end as numerator),
        null as item_id, 'in_force' as baseline_basis, null as baseline_id, null as multiplier, null as progress,
        case
            when register_age is null then {{ reason('STALE') }}
            when {{ too_many('faulty', 'paid') }} then {{ reason('TOO_MANY_FAULTY_ROWS') }}
        end as reason_code,
        data_date as status_date, null as value_date, known as known_weight, paid as total_weight,
        data_date as data_date_min, data_date as data_date_max, register_age as age
    from measured
)

select {{ kpi_part_columns() }}
from all_rows
