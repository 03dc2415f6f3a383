-- Amounts of schedule and cost add: the portfolio is the sum of its projects (a programme risk has no project).
with amount as (
    select fct_kpi.*
    from {{ ref('fct_kpi') }} as fct_kpi
    inner join {{ ref('dim_kpi') }} as dim_kpi using (kpi_id, variant)
    where dim_kpi.rollup in ('ADD', 'SEMI') and dim_kpi.area in ('schedule', 'cost') and fct_kpi.scope in ('project', 'portfolio')
)

select
    kpi_id,
    variant,
    period_id,
    baseline_basis,
    sum(numerator) filter (where scope = 'project') as projects,
    sum(numerator) filter (where scope = 'portfolio') as portfolio
from amount
group by kpi_id, variant, period_id, baseline_basis
having abs(coalesce(projects, 0) - coalesce(portfolio, 0)) > 0.0001
