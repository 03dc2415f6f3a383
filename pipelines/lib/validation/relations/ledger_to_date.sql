-- What a ledger says of each cost key to date. Grain: load, contract, currency, cost key and entry type.
-- A cumulative amount counts in its newest month only, and only where the same money does not come in period amounts.
with counted as (
    select *
    from ledger_month
    window same_money as (partition by load_id, contract_id, currency, cost_key, entry_type)
    qualify measure = 'period' or (
        month is not distinct from max(month) over same_money and not bool_or(measure = 'period') over same_money
    )
)
select
    load_id,
    any_value(submission_id) as submission_id,
    any_value(source_id) as source_id,
    contract_id,
    any_value(data_date) as data_date,
    any_value(source_file) as source_file,
    any_value(source_sheet) as source_sheet,
    cast(null as bigint) as source_row,
    currency,
    cost_key,
    entry_type,
    sum(amount) as amount,
    sum(abs(amount)) as size,
    sum(amount_without_reversals) as amount_without_reversals
from counted
group by load_id, contract_id, currency, cost_key, entry_type
