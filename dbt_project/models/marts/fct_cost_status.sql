select
    {{ key(['periods.contract_id']) }} as contract_key,
    {{ key(['periods.contract_id', 'totals.control_account_id']) }} as control_account_key,
    {{ key(['periods.contract_id', 'periods.period_id']) }} as period_key,
    periods.contract_id,
    contracts.project_id,
    totals.control_account_id,
    periods.period_id,
    periods.period_end,
    totals.entry_type,
    contracts.currency,
    contracts.tax_basis,
    periods.ac_date as ledger_date,
    periods.cost_submission_id as submission_id,
    {{ money('case when not bool_or(totals.is_unrated or totals.is_too_faulty) then sum(totals.amount) end') }} as amount,
    cast(sum(totals.lines) as integer) as lines,
    case
        when bool_or(totals.is_too_faulty) then {{ reason('TOO_MANY_FAULTY_ROWS') }}
        when bool_or(totals.is_unrated) then {{ reason('NO_RATE') }}
    end as reason,
    periods.cost_age as ledger_age
from {{ ref('int_contract_period') }} as periods
inner join {{ ref('int_ledger_counted') }} as totals
    on periods.contract_id = totals.contract_id
    and periods.period_id = totals.period_id
    and totals.is_now
inner join {{ ref('stg_config__contract') }} as contracts
    on periods.contract_id = contracts.contract_id
where totals.entry_type is not null
group by all
