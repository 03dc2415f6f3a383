-- Every part, once per scope it belongs to, with the rate and the weight it has there and whether it is known.
with set_aside as (
    select contract_id, period_id, list(distinct need) as needs
    from {{ ref('fct_set_aside') }}
    group by contract_id, period_id
),

part as (
    select
        part.*, definition.parts_unit, definition.rollup, definition.weight_by, definition.item_scope, definition.is_by_node,
        coalesce(list_has_any(out.needs, string_split(definition.needs, ' ')), false) as is_set_aside
    from {{ ref('kpi_part') }} as part
    inner join {{ ref('dim_kpi') }} as definition using (kpi_id, variant)
    left join set_aside as out
        on part.contract_id = out.contract_id and part.period_id = out.period_id
),

rate as (
    select currency, cast(rate as decimal(18, 8)) as rate from {{ ref('dim_rate') }}
    where rate_type = 'budget'
),

-- Node, item and contract rows stand in their own currency; a project's and the portfolio's ratios come twice (KPIs of late members).
scoped as (
    select part.*, scope.level, scope.is_fresh, scope.rate_basis
    from part
    cross join (
        values
        ('node', 'own', false), ('item', 'own', false), ('contract', 'own', false),
        ('project', 'budget', false), ('project', 'budget', true),
        ('portfolio', 'budget', false), ('portfolio', 'budget', true)
    ) as scope (level, rate_basis, is_fresh)
    where
        (part.node_type is not null) = (scope.level = 'node')
        and case scope.level
            when 'item' then part.item_scope is not null
            when 'node' then part.is_by_node
            when 'contract' then part.contract_id is not null and part.rollup <> 'NONE'
            when 'project' then part.project_id is not null and part.rollup <> 'NONE'
            else part.rollup <> 'NONE'
        end
        and (part.rollup = 'RATIO' or not scope.is_fresh)
),

rated as (
    select
        scoped.*,
        coalesce(scoped.currency, contract.currency) as part_currency,
        contract.tax_basis,
        case when parts_unit <> 'money' or rate_basis = 'own' then cast(1 as decimal(18, 8)) else rate.rate end as rate,
        case
            when weight_by = 'items' then total_weight
            when level in ('project', 'portfolio') then weight.weight
        end as weight,
        case when total_weight > 0 then least(greatest(coalesce(known_weight, 0) / total_weight, 0), 1) else 1 end as known_share,
        coalesce(reason.excludes_member, false) as is_excluded
    from scoped
    left join {{ ref('dim_contract') }} as contract using (contract_id)
    left join rate on coalesce(scoped.currency, contract.currency) = rate.currency
    left join {{ ref('kpi_weight') }} as weight
        on scoped.contract_id = weight.contract_id and scoped.period_id = weight.period_id
    left join {{ ref('dim_reason') }} as reason on scoped.reason_code = reason.reason_code
)

select
    kpi_id,
    case when is_fresh then variant || '_fresh' else variant end as variant,
    rollup,
    case when level = 'item' then item_scope else level end as scope,
    case when level <> 'portfolio' then project_id end as project_id,
    case when level in ('node', 'item', 'contract') then contract_id end as contract_id,
    node_type,
    case when level in ('node', 'item') then item_id end as item_id,
    case
        when level in ('node', 'item', 'contract') then item_id
        else concat_ws('/', contract_id, item_id)
    end as member_id,
    period_id, baseline_basis, baseline_id, rate_basis,
    case when parts_unit = 'money' then part_currency end as currency,
    case when parts_unit = 'money' then tax_basis end as tax_basis,
    cast(numerator * rate as decimal(38, 12)) as numerator,
    cast(multiplier * rate as decimal(38, 12)) as multiplier,
    cast(denominator * rate as decimal(38, 12)) as denominator,
    cast(progress * rate as decimal(38, 12)) as progress,
    numerator is not null and (denominator is not null or rollup <> 'RATIO') and not is_excluded
    and rate is not null and age is not null and (not is_fresh or age = 0 and not is_set_aside) as is_known,
    case
        when rate is null then {{ reason('NO_RATE') }}
        -- what is missing is missing because of us
        when is_set_aside and is_fresh and not is_excluded then {{ reason('SET_ASIDE') }}
        when is_set_aside and numerator is null
            and reason_code in (
                {{ reason('NO_BASELINE') }}, {{ reason('NO_COST_LINK') }}, {{ reason('STALE') }}, {{ reason('NOT_REPORTED') }}
            )
            then {{ reason('SET_ASIDE') }}
        when is_fresh and age > 0 and not is_excluded then {{ reason('STALE') }}
        else reason_code
    end as reason_code,
    case when is_set_aside then {{ reason('SET_ASIDE') }} when age > 0 then {{ reason('STALE') }} end as stale_reason,
    weight, known_share, age, status_date, value_date, data_date_min, data_date_max
from rated
