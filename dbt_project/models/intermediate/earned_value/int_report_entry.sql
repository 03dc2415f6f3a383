-- Reported earned value of current loads, with its control account, its period and its amounts in the contract's currency.
{%- set amounts = ['pv', 'ev', 'ac', 'pv_period', 'ev_period', 'ac_period', 'bac', 'eac'] %}
with

entries as (

    select
        entries.*,
        submissions.cut_off_day,
        contracts.currency as contract_currency,
        coalesce(entries.currency, contracts.currency) = contracts.currency as is_own_currency
    from {{ ref('stg_earned_value__account_period') }} as entries
    inner join {{ ref('stg_submission__current') }} as submissions
        on entries.load_id = submissions.load_id
    inner join {{ ref('stg_config__contract') }} as contracts
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

    select
        load_id,
        source_row,
        bool_or(falsified = 'progress') as is_progress_faulty,
        bool_or(falsified = 'cost') as is_cost_faulty
    from {{ ref('int_faulty_row') }}
    where table_name = 'control_account_period' and source_row is not null
    group by load_id, source_row

),

-- An alarm about the whole report is one about each of its rows.
whole_faults as (

    select
        load_id,
        bool_or(falsified = 'progress') as is_progress_faulty,
        bool_or(falsified = 'cost') as is_cost_faulty
    from {{ ref('int_faulty_row') }}
    where table_name in ('control_account_period', 'submission') and is_whole_load
    group by load_id

),

placed as (

    select
        entries.*,
        case
            when entries.period_end <= periods.period_end then periods.period_id
            else strftime(entries.period_end, '%Y-%m')
        end as date_period
    from entries
    asof left join {{ ref('stg_config__period') }} as periods
        on entries.contract_id = periods.contract_id
        and entries.period_end >= periods.period_start

)

select
    placed.contract_id,
    placed.load_id,
    placed.source_row,
    placed.control_account,
    coalesce(accounts.control_account_id, 'UNMAPPED') as control_account_id,
    coalesce(
        placed.fiscal_period, placed.date_period, loads.period_id, strftime(placed.cut_off_day, '%Y-%m')
    ) as fiscal_period,
    {%- for amount in amounts %}
    case
        when placed.is_own_currency then placed.{{ amount }}
        else {{ money('placed.' ~ amount ~ ' * ' ~ ratio('entry_rates.rate', 'contract_rates.rate')) }}
    end as {{ amount }},
    {%- endfor %}
    not placed.is_own_currency and (entry_rates.rate is null or contract_rates.rate is null) as is_unrated,
    coalesce(faults.is_progress_faulty, false) or coalesce(whole_faults.is_progress_faulty, false)
        as is_progress_faulty,
    coalesce(faults.is_cost_faulty, false) or coalesce(whole_faults.is_cost_faulty, false) as is_cost_faulty
from placed
left join {{ ref('int_cost_account') }} as accounts
    on placed.contract_id = accounts.contract_id and placed.control_account = accounts.cost_key
left join {{ ref('stg_submission__period') }} as loads
    on placed.load_id = loads.load_id and placed.contract_id = loads.contract_id
left join rates as entry_rates
    on placed.currency = entry_rates.currency
left join rates as contract_rates
    on placed.contract_currency = contract_rates.currency
left join whole_faults
    on placed.load_id = whole_faults.load_id
left join faults
    on placed.load_id = faults.load_id and placed.source_row = faults.source_row
