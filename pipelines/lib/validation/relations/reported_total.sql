-- The accounts of a report together, each as its newest month says. Grain: load, contract and currency.
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
    max(month) as month,
    sum(abs(bac)) as size,
    sum(ev) as earned,
    sum(ac) as spent
from reported_account
group by load_id, contract_id, currency
