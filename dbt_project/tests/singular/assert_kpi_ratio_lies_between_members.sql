-- A project's or the portfolio's ratio lies between the lowest and the highest of its contracts' (all denominators above 0).
with ratio as (
    select fct_kpi.*
    from {{ ref('fct_kpi') }} as fct_kpi
    inner join {{ ref('dim_kpi') }} as dim_kpi using (kpi_id, variant)
    where dim_kpi.rollup = 'RATIO' and fct_kpi.variant = dim_kpi.base_variant and fct_kpi.variant <> 'top_down'
),

contract as (
    select
        kpi_id,
        variant,
        project_id,
        period_id,
        baseline_basis,
        min(numerator / denominator) filter (where denominator <> 0) as lowest,
        max(numerator / denominator) filter (where denominator <> 0) as highest,
        bool_and(denominator > 0) as are_positive
    from ratio
    where scope = 'contract' and denominator is not null
    group by grouping sets ((kpi_id, variant, project_id, period_id, baseline_basis), (kpi_id, variant, period_id, baseline_basis))
)

select
    above.*,
    contract.lowest,
    contract.highest
from ratio as above
inner join contract
    on above.kpi_id = contract.kpi_id and above.variant = contract.variant
    and above.period_id = contract.period_id and above.baseline_basis = contract.baseline_basis
    and above.project_id is not distinct from contract.project_id
where
    above.scope in ('project', 'portfolio') and contract.are_positive
    and (above.value < contract.lowest - 0.000001 or above.value > contract.highest + 0.000001)
