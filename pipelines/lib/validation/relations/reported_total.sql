-- The budgets of a report together, each account's as its newest month says. Grain: load, contract and currency.
with newest as (
    from control_account_period
    where bac is not null
    qualify row_number() over (
        partition by load_id, contract_id, control_account
        order by coalesce(fiscal_period, strftime(period_end, '%Y-%m')) desc, source_row
    ) = 1
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
    sum(abs(bac)) as size
from newest
group by load_id, contract_id, currency
