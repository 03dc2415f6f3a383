-- What every earned-value KPI starts from: the figures of a control account, its estimates at completion, what is unknown.
with earned_value as (
    select * from {{ ref('fct_earned_value') }}
),

-- EAC-2 (the rest goes as budgeted) is always there; the others need a CPI, and EAC-3 and EAC-4 an SPI as well.
with_eac_2 as (
    select *, cast(ac + bac - ev as decimal(38, 8)) as eac_2
    from earned_value
)

select
    project_id, contract_id, control_account_id, period_id, baseline_basis, baseline_id, currency,
    coalesce(is_rebaselined_in_period, false) as is_rebaselined_in_period, ev_date, ac_date, commitment_date,
    ev_age, ac_age, commitment_age,
    bac, pv, ev, ac, commitment, pv_discrete, ev_discrete, pv_period, ev_period, ac_period,
    -- next to nothing earned gives an estimate beyond all money: unknown, like a start
    cast(try_cast(
        case when ev > 0 and ac > 0 then {{ ratio('cast(bac as double) * ac', 'ev') }} else eac_2 end
        as decimal(24, 8)
    ) as decimal(38, 8)) as eac_1,
    eac_2,
    cast(try_cast(
        case
            when ev > 0 and ac > 0 and pv > 0
                then ac + {{ ratio('bac - ev', ratio('ev', 'ac') ~ ' * ' ~ ratio('ev', 'pv')) }}
            else eac_2
        end as decimal(24, 8)
    ) as decimal(38, 8)) as eac_3,
    cast(try_cast(
        case
            when ev > 0 and ac > 0 and pv > 0
                then ac + {{ ratio('bac - ev', '0.8 * ' ~ ratio('ev', 'ac') ~ ' + 0.2 * ' ~ ratio('ev', 'pv')) }}
            else eac_2
        end as decimal(24, 8)
    ) as decimal(38, 8)) as eac_4,
    coalesce(faulty_bac, 0) as faulty_bac, coalesce(unmatched_bac, 0) as unmatched_bac,
    bac_reason, ev_reason, ac_reason, commitment_reason
from with_eac_2
