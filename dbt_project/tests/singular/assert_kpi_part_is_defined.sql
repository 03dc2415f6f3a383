-- A part without a row in the seed would be dropped from every figure.
select
    part.kpi_id,
    part.variant
from {{ ref('kpi_part') }} as part
left join {{ ref('dim_kpi') }} as definition using (kpi_id, variant)
where definition.kpi_name is null
