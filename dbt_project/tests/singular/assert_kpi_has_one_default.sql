-- A KPI named without a variant means one of them, and each column of the wide tables one measure.
select
    'default of ' || kpi_id as what,
    count(*) filter (where is_default) as found
from {{ ref('dim_kpi') }}
group by kpi_id
having count(*) filter (where is_default) <> 1

union all

select
    'column ' || column_name,
    count(*)
from {{ ref('dim_kpi') }}
where column_name is not null
group by column_name
having count(*) > 1
