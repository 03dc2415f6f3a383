-- The value of a scope's sums, or the reason why there is none.
with definition as (
    select * from {{ ref('dim_kpi') }}
),

sums as (
    select
        rollup.* exclude (multiplier, numerator),
        case
            when multiplier is null then numerator
            else cast(cast(numerator as decimal(38, 4)) * cast(multiplier as decimal(18, 4)) as decimal(38, 8))
        end as numerator
    from {{ ref('kpi_rollup') }} as rollup
),

reasoned as (
    select
        sums.*, definition.unit, definition.parts_unit, definition.definition_version,
        sums.known_members > 0 as is_known,
        case
            when sums.known_members = 0 then coalesce(sums.missing_reason, {{ reason('STALE') }})
            when sums.tax_basis = 'mixed' then {{ reason('MIXED_TAX_BASIS') }}
            else coalesce(
                {{ kpi_reason_of_sums('sums', 'definition') }},
                case when shared.status_if_known not in ('OK', 'STALE') then sums.shared_reason end,
                sums.stale_reason,
                sums.shared_reason
            )
        end as reason_code
    from sums
    inner join definition using (kpi_id, variant)
    left join {{ ref('dim_reason') }} as shared on sums.shared_reason = shared.reason_code
),

judged as (
    select
        reasoned.*, reason.reason_name,
        coalesce(case when is_known then reason.status_if_known else reason.status end, 'OK') as status
    from reasoned
    left join {{ ref('dim_reason') }} as reason using (reason_code)
)

select
    kpi_id, variant, definition_version, scope, project_id, contract_id, node_type, item_id, period_id, status_date,
    baseline_id, baseline_basis,
    currency, rate_basis, tax_basis, numerator, denominator,
    case
        when status not in ('OK', 'STALE') then null
        when denominator is null then numerator
        else cast({{ ratio('numerator', 'denominator') }} as decimal(38, 8))
    end as value,
    case when status in ('OK', 'STALE') then value_date end as value_date,
    unit, status, reason_code, reason_name, coverage, stale_share, data_date_min, data_date_max
from judged
