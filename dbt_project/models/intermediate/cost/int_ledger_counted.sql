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

-- Several ledgers may tell of one contract, and they may tell the same: of each kind of amount on each cost code one counts.
told as (

    select
        horizons.contract_id,
        horizons.period_id,
        horizons.horizon,
        loads.load_id,
        totals.control_account_id,
        totals.cost_key,
        totals.entry_type,
        totals.measure,
        totals.fiscal_period,
        totals.is_actual_cost,
        totals.amount,
        totals.is_unrated,
        totals.size,
        totals.faulty_size,
        totals.lines,
        totals.faulty_lines,
        loads.data_date
    from horizons
    inner join {{ ref('int_ledger_load') }} as loads
        on horizons.contract_id = loads.contract_id
        and horizons.period_id = loads.period_id
    inner join {{ ref('int_ledger_total') }} as totals
        on loads.contract_id = totals.contract_id
        and loads.load_id = totals.load_id
        and horizons.horizon >= totals.fiscal_period
    qualify dense_rank() over (
        partition by horizons.contract_id, horizons.period_id, totals.cost_key, totals.entry_type
        order by loads.source_rank
    ) = 1

),

-- A cumulative amount speaks for its cost key to date: only the newest fiscal period up to the horizon counts.
counted as (

    select
        *,
        period_id = horizon as is_now,
        case
            when is_actual_cost or entry_type is null then 'actual cost'
            when entry_type in ('budget', 'budget_change', 'transfer') then 'budget'
            else entry_type
        end as kind
    from told
    qualify
        measure = 'period'
        or rank() over (
            partition by contract_id, period_id, horizon, cost_key, entry_type, measure
            order by fiscal_period desc, data_date desc
        ) = 1

)

-- More than 5 % of a contract's money of one kind, by amount or by count, in faulty lines: that kind is not known (E17).
-- A line of an unknown kind could be actual cost.
select
    * exclude (horizon, data_date),
    {{ too_many('sum(faulty_size) over by_kind', 'sum(size) over by_kind') }}
    or {{ too_many('sum(faulty_lines) over by_kind', 'sum(lines) over by_kind') }} as is_too_faulty
from counted
window by_kind as (partition by contract_id, period_id, is_now, kind)
