-- Among figures of one contract that rest on the same accounts (not so where a report leaves a budget blank): SV = EV - PV, CV = EV - AC = (BAC - AC) - (BAC - EV),
-- EAC-1 = AC + ETC, BAC = EAC-1 + VAC, and TCPI(EAC)'s money left is the ETC.
with parts as (
    select
        project_id, contract_id, period_id, baseline_basis,
        {% for name, part, kpi_id, variant in [
            ('ev', 'numerator', 'SP-01', 'total'), ('pv', 'denominator', 'SP-01', 'total'), ('sv', 'numerator', 'SP-02', 'amount'),
            ('ev_of_cpi', 'numerator', 'CO-04', 'default'), ('ac_of_cpi', 'denominator', 'CO-04', 'default'),
            ('cv', 'numerator', 'CO-03', 'cv'), ('work_left', 'numerator', 'CO-13', 'default'),
            ('budget_left', 'denominator', 'CO-13', 'default'), ('eac_1', 'numerator', 'CO-05', 'bottom_up'),
            ('etc', 'numerator', 'CO-11', 'default'), ('vac', 'numerator', 'CO-12', 'vac'), ('bac', 'denominator', 'CO-12', 'vac_pct'),
            ('money_left', 'denominator', 'CO-14', 'default')
        ] %}
        max({{ part }}) filter (where kpi_id = '{{ kpi_id }}' and variant = '{{ variant }}') as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('fct_kpi') }}
    where
        scope = 'contract'
        and (contract_id, period_id, baseline_basis) not in (
            select (contract_id, period_id, baseline_basis)
            from {{ ref('fct_earned_value') }}
            where bac is null and ev is not null
        )
    group by project_id, contract_id, period_id, baseline_basis
)

select *
from parts
where
    abs(sv - (ev - pv)) > 0.001
    or abs(cv - (ev_of_cpi - ac_of_cpi)) > 0.001
    or abs(cv - (budget_left - work_left)) > 0.001
    or abs(eac_1 - (ac_of_cpi + etc)) > 0.001
    or abs(bac - (eac_1 + vac)) > 0.001
    or abs(money_left - etc) > 0.001
