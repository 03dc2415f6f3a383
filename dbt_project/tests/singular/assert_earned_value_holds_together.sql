-- Failing means: PV or EV exceeds the budget left after faulty work (accounts without negative lines; what a contractor
-- reports is judged by rule V44), or a figure is unknown
-- without a reason, or known beside one.
select
    contract_id,
    control_account_id,
    period_id,
    baseline_basis
from {{ ref('fct_earned_value') }}
where
    (
        bac >= 0 and bac - faulty_bac < greatest(pv, ev) - 0.01
        and contract_id not in (
            select contract_id
            from {{ ref('int_budget_line') }}
            where weight < 0
        )
        and contract_id not in (
            select contract_id
            from {{ ref('stg_config__contract') }}
            where ev_method = 'reported'
        )
    )
    or (bac is null) <> (bac_reason is not null)
    or (pv is null) <> (ev_reason is not null)
    or (ev is null) <> (ev_reason is not null)
    or (ac is null) <> (ac_reason is not null)
    or (commitment is null) <> (commitment_reason is not null)
    or (ac is not null and ac_age is null)
    or (ev is not null and ev_age is null)
