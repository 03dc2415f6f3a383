-- Ledger totals that count at the end of each period, by the ledger of that period: to the period itself, and to the one
-- before it as this same ledger tells it now (from which the prior-period adjustment comes).
with

horizons as (

    select
        contract_id,
        period_id,
        period_id as horizon
    from {{ ref('int_contract_period') }}
    union all
    select
        contract_id,
        period_id,
        previous_period_id
    from {{ ref('int_contract_period') }}
    where previous_period_id is not null

),

-- A cumulative amount speaks for its cost key to date: only the newest fiscal period up to the horizon counts.
counted as (

    select
        horizons.contract_id,
        horizons.period_id,
        horizons.period_id = horizons.horizon as is_now,
        totals.control_account_id,
        totals.entry_type,
        totals.is_actual_cost,
        totals.amount,
        totals.is_unrated,
        totals.size,
        totals.faulty_size,
        totals.lines,
        totals.faulty_lines
    from horizons
    inner join {{ ref('int_ledger_load') }} as loads
        on horizons.contract_id = loads.contract_id
        and horizons.period_id = loads.period_id
    inner join {{ ref('int_ledger_total') }} as totals
        on loads.contract_id = totals.contract_id
        and loads.load_id = totals.load_id
        and horizons.horizon >= totals.fiscal_period
    qualify
        totals.measure = 'period'
        or rank() over (
            partition by horizons.contract_id, horizons.period_id, horizons.horizon,
                totals.cost_key, totals.entry_type, totals.measure
            order by totals.fiscal_period desc, loads.data_date desc
        ) = 1

)

-- More than 5 % of a contract's actual cost, by amount or by count, in faulty lines: the cost is not known (E17).
select
    *,
    is_actual_cost and (
        sum(faulty_size) over (partition by contract_id, period_id, is_now, is_actual_cost)
        > 0.05 * sum(size) over (partition by contract_id, period_id, is_now, is_actual_cost)
        or sum(faulty_lines) over (partition by contract_id, period_id, is_now, is_actual_cost)
        > 0.05 * sum(lines) over (partition by contract_id, period_id, is_now, is_actual_cost)
    ) as is_too_faulty
from counted
