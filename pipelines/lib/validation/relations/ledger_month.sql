-- A ledger added up. Grain: load, contract, currency, cost key, entry type, measure and month.
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
    measure,
    coalesce(fiscal_period, strftime(coalesce(posting_date, document_date, service_date), '%Y-%m')) as month,
    sum(amount) as amount,
    sum(amount) filter (where reversal is null) as amount_without_reversals
from cost_entry
group by all
