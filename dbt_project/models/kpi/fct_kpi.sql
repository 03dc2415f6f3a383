with measure as (
    select * from {{ ref('kpi_measure') }}
),

-- A project's and the portfolio's periods end as the portfolio's calendar says, a contract's as its own does.
period as (
    select contract_id, period_id, period_end from {{ ref('dim_period') }}
),

dated as (
    select
        measure.*, definition.base_variant,
        -- a contract's first period may lie before the portfolio's own calendar: there a period ends with its month
        coalesce(period.period_end, last_day(cast(measure.period_id || '-01' as date))) as period_end,
        case when measure.rate_basis = 'budget' and definition.parts_unit = 'money' then portfolio.base_currency else measure.currency end
            as published_currency,
        coalesce(measure.denominator, cast(1 as decimal(38, 8))) as judged_denominator
    from measure
    inner join {{ ref('dim_kpi') }} as definition using (kpi_id, variant)
    left join period
        on measure.contract_id is not distinct from period.contract_id and measure.period_id = period.period_id
    cross join {{ ref('dim_portfolio') }} as portfolio
),

-- The most specific threshold wins (contract, then project, then any; a named scope and variant before any), then the newest.
limited as (
    select
        dated.*, threshold.threshold_id, threshold.direction, threshold.green, threshold.amber
    from dated
    left join {{ ref('dim_threshold') }} as threshold
        on dated.kpi_id = threshold.kpi_id
        and dated.base_variant = coalesce(threshold.variant, dated.base_variant)
        and dated.scope = coalesce(threshold.scope, dated.scope)
        and dated.period_end >= threshold.valid_from
        and (threshold.contract_id is null or dated.contract_id = threshold.contract_id)
        and (threshold.project_id is null or dated.project_id = threshold.project_id)
    qualify row_number() over (
        partition by
            dated.kpi_id, dated.variant, dated.scope, dated.project_id, dated.contract_id, dated.node_type, dated.item_id, dated.period_id,
            dated.baseline_basis, dated.rate_basis
        order by
            threshold.contract_id is not null desc, threshold.project_id is not null desc,
            threshold.scope is not null desc, threshold.variant is not null desc,
            threshold.valid_from desc, threshold.threshold_id asc
    ) = 1
)

select
    kpi_id, variant, definition_version, scope, project_id, contract_id, node_type, item_id, period_id, period_end, status_date,
    baseline_id, baseline_basis, published_currency as currency, rate_basis, tax_basis,
    numerator, denominator, value, value_date, unit, status, reason_code, reason_name, coverage, stale_share,
    data_date_min, data_date_max, threshold_id,
    case
        -- a figure that misses an accepted file mixes months: nobody may steer by its colour
        when value is null or threshold_id is null or reason_code = {{ reason('SET_ASIDE') }} then 'GREY'
        else {{ kpi_rag('numerator', 'judged_denominator', 'direction', 'green', 'amber') }}
    end as rag
from limited
