-- Ledger lines of current loads, with their control account, their fiscal period and their amount in the contract's currency.
with

entries as (

    select
        entries.* exclude (fiscal_period),
        entries.fiscal_period as sent_period,
        submissions.content,
        submissions.cut_off_day,
        contracts.currency as contract_currency,
        case contracts.ac_date
            when 'document_date' then coalesce(entries.document_date, entries.posting_date)
            when 'service_date' then coalesce(entries.service_date, entries.posting_date)
            else coalesce(entries.posting_date, entries.document_date, entries.service_date)
        end as cost_date,
        contracts.ac_date in ('document_date', 'service_date') as is_by_date
    from {{ ref('stg_cost__entry') }} as entries
    inner join {{ ref('stg_submission__current') }} as submissions
        on entries.load_id = submissions.load_id
    left join {{ ref('stg_config__contract') }} as contracts
        on entries.contract_id = contracts.contract_id

),

rates as (

    select
        currency,
        rate
    from {{ ref('stg_config__rate') }}
    where rate_type = 'budget'

),

faults as (

    select distinct
        load_id,
        source_sheet,
        source_row
    from {{ ref('int_faulty_row') }}
    where table_name = 'cost_entry' and falsified = 'cost' and source_row is not null

),

-- An alarm about the whole ledger, or about a contract in it, is one about each of its lines.
whole_faults as (

    {{ faulty_loads('cost_entry', 'cost') }}

),

-- The period whose days hold the date; one after the calendar's end falls into the month after its last period.
placed as (

    select
        entries.*,
        case
            when entries.cost_date is null then null
            when entries.cost_date <= periods.period_end then periods.period_id
            when periods.period_end is not null
                then strftime(greatest(entries.cost_date, periods.period_end + interval 1 month), '%Y-%m')
            else strftime(entries.cost_date, '%Y-%m')
        end as date_period
    from entries
    asof left join {{ ref('stg_config__period') }} as periods
        on entries.contract_id = periods.contract_id
        and entries.cost_date >= periods.period_start

)

select
    placed.* exclude (sent_period, date_period, is_by_date, contract_currency, amount, currency),
    coalesce(accounts.control_account_id, 'UNMAPPED') as control_account_id,
    -- A line that is not trusted is missing by the ledger's own period, whatever later year it says.
    least(
        coalesce(
            case when placed.is_by_date then placed.date_period end,
            placed.sent_period,
            placed.date_period,
            loads.period_id,
            strftime(placed.cut_off_day, '%Y-%m')
        ),
        case
            when faults.source_row is not null or {{ is_in_faulty_load('whole_faults', 'placed') }} then loads.period_id
        end
    ) as fiscal_period,
    placed.amount as source_amount,
    placed.currency as source_currency,
    placed.contract_currency as currency,
    case
        when placed.amount is null then null
        when coalesce(placed.currency, placed.contract_currency) = placed.contract_currency then placed.amount
        else {{ money('placed.amount * ' ~ ratio('entry_rates.rate', 'contract_rates.rate')) }}
    end as amount,
    ac_types.entry_type is not null as is_actual_cost,
    faults.source_row is not null or placed.amount is null or {{ is_in_faulty_load('whole_faults', 'placed') }} as is_faulty
from placed
left join {{ ref('int_cost_account') }} as accounts
    on placed.contract_id = accounts.contract_id and placed.cost_key = accounts.cost_key
left join {{ ref('stg_submission__period') }} as loads
    on placed.load_id = loads.load_id and placed.contract_id = loads.contract_id
left join rates as entry_rates
    on placed.currency = entry_rates.currency
left join rates as contract_rates
    on placed.contract_currency = contract_rates.currency
left join {{ ref('stg_config__contract_ac_type') }} as ac_types
    on placed.contract_id = ac_types.contract_id and placed.entry_type = ac_types.entry_type
left join faults
    on placed.load_id = faults.load_id
    and placed.source_row = faults.source_row
    and placed.source_sheet is not distinct from faults.source_sheet
