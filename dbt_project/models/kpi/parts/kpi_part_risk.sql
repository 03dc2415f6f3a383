-- RK-02 per open risk; RK-03 as the sum by contract (or by project, for a risk without contract).
with risk as (
    select
        *,
        case
            when count(*) over (partition by contract_id, project_id, period_id, risk_id) = 1 then risk_id
            else source_id || '/' || risk_id
        end as item_id,
        case when is_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }} else reason end as risk_reason
    from {{ ref('fct_risk_status') }}
    where is_open
),

-- A contract whose register is there has an exposure, be it 0; one whose register is not has an unknown one.
register as (
    select contract_id, project_id, period_id, min(data_date) as data_date, min(register_age) as register_age
    from {{ ref('fct_risk_status') }}
    group by all

    union

    select contract_id, project_id, period_id, max(accepted_data_date), max(case when is_accepted then 0 end)
    from {{ ref('fct_delivery') }} as delivery
    where feed = 'risk' and not exists (
        select 1 from {{ ref('fct_risk_status') }} as status
        where status.contract_id = delivery.contract_id and status.period_id = delivery.period_id
    )
    group by contract_id, project_id, period_id
),

risk_kpi as (
    select
        kpi.kpi_id, kpi.variant, project_id, contract_id, item_id, period_id, currency, kpi.numerator,
        coalesce(risk_reason, case when kpi.numerator is null then {{ reason('TOO_MANY_FAULTY_ROWS') }} end) as reason_code,
        1 as known_weight, 1 as total_weight, data_date, register_age as age
    from risk
    cross join lateral (
        values
        ('RK-02', 'cost', emv_cost),
        ('RK-02', 'days', cast(emv_days as decimal(18, 4)))
    ) as kpi (kpi_id, variant, numerator)
),

-- A risk of unknown status could be open: past 5 % of the exposure by amount, or of the count where its amount is unknown too,
-- the exposure is unknown.
doubt as (
    select
        contract_id, project_id, period_id,
        {{ too_many('coalesce(sum(abs(emv_cost)) filter (where status is null), 0)', 'sum(abs(emv_cost))') }}
        or {{ too_many('count(*) filter (where status is null and emv_cost is null)', 'count(*)') }} as is_in_doubt
    from {{ ref('fct_risk_status') }}
    where is_open or status is null
    group by all
),

exposure as (
    select
        register.project_id, register.contract_id, register.period_id, register.data_date, register.register_age as age,
        min(risk.currency) as currency,
        coalesce(sum(risk.emv_cost) filter (where not risk.is_faulty), 0) as inherent,
        coalesce(sum(risk.residual_emv_cost) filter (where not risk.is_faulty), 0) as residual,
        count(risk.emv_cost) filter (where not risk.is_faulty) as inherent_known,
        count(risk.residual_emv_cost) filter (where not risk.is_faulty) as residual_known,
        count(*) filter (where risk.is_faulty) as faulty,
        count(risk.risk_id) as risks,
        coalesce(bool_or(doubt.is_in_doubt), false) as is_in_doubt
    from register
    left join risk
        on register.contract_id is not distinct from risk.contract_id
        and register.project_id is not distinct from risk.project_id
        and register.period_id = risk.period_id
    left join doubt
        on register.contract_id is not distinct from doubt.contract_id
        and register.project_id is not distinct from doubt.project_id
        and register.period_id = doubt.period_id
    group by all
),

exposure_kpi as (
    select
        'RK-03' as kpi_id, kpi.variant, project_id, contract_id, null as item_id, period_id, currency,
        case when age is not null and (kpi.known > 0 or risks = 0) then kpi.amount end as numerator,
        case
            when age is null then {{ reason('STALE') }}
            when is_in_doubt or {{ too_many('faulty', 'risks') }} then {{ reason('TOO_MANY_FAULTY_ROWS') }}
            -- where most risks are not assessed, the rest is no exposure
            when kpi.known < 0.5 * risks and kpi.variant = 'residual' then {{ reason('NOT_REPORTED') }}
            when kpi.known < 0.5 * risks then {{ reason('TOO_MANY_FAULTY_ROWS') }}
        end as reason_code,
        kpi.known as known_weight, risks as total_weight, data_date, age
    from exposure
    cross join lateral (
        values ('inherent', inherent, inherent_known), ('residual', residual, residual_known)
    ) as kpi (variant, amount, known)
),

risk_and_exposure as (
    select * from risk_kpi
    union all
    select * from exposure_kpi
),

all_rows as (
    select *, 'in_force' as baseline_basis, null as baseline_id, null as multiplier, null as denominator, null as progress,
        null as value_date, data_date as status_date, data_date as data_date_min, data_date as data_date_max
    from risk_and_exposure
)

select {{ kpi_part_columns() }}
from all_rows
