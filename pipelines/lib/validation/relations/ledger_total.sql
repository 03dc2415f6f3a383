-- What a ledger says of a contract to date. Grain: load, contract and currency; a stage it does not hold is null.
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
    sum(size) as size,
    sum(amount) filter (where entry_type = 'transfer') as transfer,
    sum(amount) filter (where entry_type = 'commitment') as commitment,
    sum(amount) filter (where entry_type = 'certified') as certified,
    sum(amount) filter (where entry_type = 'advance') as advance,
    sum(amount) filter (where entry_type = 'invoice') as invoice,
    sum(amount) filter (where entry_type = 'payment') as payment,
    sum(amount_without_reversals) filter (where entry_type = 'actual') as actual_without_reversals,
    sum(amount_without_reversals) filter (where entry_type = 'payment') as payment_without_reversals
from ledger_to_date
group by load_id, contract_id, currency
