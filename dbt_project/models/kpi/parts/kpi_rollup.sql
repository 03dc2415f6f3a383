-- The sums of each scope. A ratio's numerator and denominator are summed apart; a worst case names the member that gives it.
with member as (
    select
        *,
        -- weighed by money only where every member's money is known, else each member counts as one
        coalesce(bool_and(weight is not null) over scope_members and sum(weight) over scope_members > 0, false) as is_weighed,
        is_known and row_number() over (
            partition by kpi_id, variant, scope, project_id, contract_id, node_type, item_id, period_id, baseline_basis, rate_basis
            order by is_known desc, case when rollup = 'MINMAX_MIN' then -numerator else numerator end desc, member_id
        ) = 1 as is_worst
    from {{ ref('kpi_member') }}
    window scope_members as (
        partition by kpi_id, variant, scope, project_id, contract_id, node_type, item_id, period_id, baseline_basis, rate_basis
    )
),

weighed as (
    select
        *,
        case when is_weighed then weight else 1 end as member_weight,
        case when not is_known then 0 when is_weighed then weight * known_share else known_share end as known_weight,
        rollup in ('MINMAX_MAX', 'MINMAX_MIN') as is_worst_case,
        is_known or rollup not in ('ADD', 'SEMI') as decides
    from member
)

select
    kpi_id, variant, scope, project_id, contract_id, node_type,
    coalesce(weighed.item_id, max(member_id) filter (where is_worst and is_worst_case)) as item_id,
    period_id, baseline_basis,
    case when contract_id is not null then min(baseline_id) end as baseline_id,
    rate_basis,
    min(currency) as currency,
    case when count(distinct tax_basis) <= 1 then min(tax_basis) else 'mixed' end as tax_basis,
    cast(sum(numerator) filter (where is_known and (is_worst or not is_worst_case)) as decimal(38, 8)) as numerator,
    cast(sum(multiplier) filter (where is_known) as decimal(38, 8)) as multiplier,
    cast(sum(denominator) filter (where is_known) as decimal(38, 8)) as denominator,
    cast(sum(progress) filter (where is_known) as decimal(38, 8)) as progress,
    min(reason_code) filter (where not is_known) as missing_reason,
    -- of a sum the members that are known decide: what can't be computed of each of them can't be of all
    case when count(reason_code) filter (where decides) = count(*) filter (where decides)
        and min(reason_code) filter (where decides) = max(reason_code) filter (where decides)
        then min(reason_code) filter (where decides)
    end as shared_reason,
    cast(count(*) filter (where is_known) as integer) as known_members,
    cast(coalesce({{ ratio('sum(known_weight)', 'sum(member_weight)') }}, 0) as decimal(9, 6)) as coverage,
    cast({{ ratio('sum(case when stale_reason is not null then known_weight else 0 end)', 'sum(known_weight)') }} as decimal(9, 6)) as stale_share,
    -- stale when all that is known is; what our program set aside is told before what is late
    case when bool_and(stale_reason is not null) filter (where is_known) then max(stale_reason) filter (where is_known) end as stale_reason,
    max(status_date) as status_date,
    max(value_date) filter (where is_worst) as value_date,
    min(data_date_min) filter (where is_known) as data_date_min,
    max(data_date_max) filter (where is_known) as data_date_max
from weighed
group by kpi_id, variant, scope, project_id, contract_id, node_type, weighed.item_id, period_id, baseline_basis, rate_basis
