-- With the top-down EAC-1: EAC-1 = AC + (BAC - EV) / CPI, and TCPI(EAC) = (BAC - EV) / (EAC-1 - AC) = CPI.
with cpi as (
    select * from {{ ref('fct_kpi') }}
    where kpi_id = 'CO-04' and variant = 'default' and status in ('OK', 'STALE') and numerator > 0
),

eac as (
    select * from {{ ref('fct_kpi') }}
    where kpi_id = 'CO-05' and variant = 'top_down' and status in ('OK', 'STALE')
),

-- EAC-1 has the numerator BAC x AC: with the CPI's AC, BAC comes back. The same EV: the same members are behind both.
joined as (
    select
        cpi.numerator as ev,
        cpi.denominator as ac,
        cast(cpi.numerator as double) / cast(cpi.denominator as double) as cpi,
        cast(eac.value as double) as eac,
        cast(eac.numerator as double) / cast(cpi.denominator as double) as bac
    from cpi
    inner join eac
        on cpi.scope = eac.scope and cpi.period_id = eac.period_id and cpi.baseline_basis = eac.baseline_basis
        and cpi.project_id is not distinct from eac.project_id and cpi.contract_id is not distinct from eac.contract_id
        and cpi.numerator = eac.denominator
)

select *
from joined
where
    abs(eac - (ac + (bac - ev) / cpi)) > 0.000001 * abs(eac) + 0.001
    or (abs(bac - ev) > 0.01 * bac and abs((bac - ev) / (eac - ac) - cpi) > 0.0001 * cpi)
