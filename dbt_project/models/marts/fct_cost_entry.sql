with

-- A snapshot comes again with every ledger, of two ledgers that tell the same one counts, of cumulative amounts the newest.
newest as (

    select
        contract_id,
        load_id,
        cost_key,
        entry_type,
        measure,
        fiscal_period
    from {{ ref('int_ledger_counted') }}
    where is_now
    qualify period_id = max(period_id) over (partition by contract_id)

)

select
    {{ key(['entries.contract_id']) }} as contract_key,
    {{ key(['entries.contract_id', 'entries.control_account_id']) }} as control_account_key,
    {{ key(['entries.load_id']) }} as submission_key,
    entries.contract_id,
    contracts.project_id,
    entries.control_account_id,
    entries.load_id,
    entries.submission_id,
    entries.source_id,
    entries.source_file,
    entries.source_sheet,
    entries.source_row,
    entries.data_date,
    entries.content,
    entries.cost_key,
    entries.document_id,
    entries.line_no,
    entries.entry_type,
    entries.measure,
    entries.fiscal_period,
    entries.posting_date,
    entries.document_date,
    entries.service_date,
    entries.source_amount,
    entries.source_currency,
    entries.amount,
    entries.currency,
    entries.description,
    entries.supplier,
    entries.order_id,
    entries.reversal,
    entries.is_actual_cost,
    entries.is_faulty,
    exists (
        select 1 from newest
        where
            newest.contract_id = entries.contract_id
            and newest.load_id = entries.load_id
            and newest.cost_key is not distinct from entries.cost_key
            and newest.entry_type is not distinct from entries.entry_type
            and newest.measure = entries.measure
            and newest.fiscal_period = entries.fiscal_period
    ) as counts_in_newest_period
from {{ ref('int_ledger_entry') }} as entries
left join {{ ref('stg_config__contract') }} as contracts
    on entries.contract_id = contracts.contract_id
