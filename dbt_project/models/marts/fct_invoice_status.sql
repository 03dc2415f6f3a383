with

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
        source_row
    from {{ ref('int_faulty_row') }}
    where table_name = 'invoice' and source_row is not null

),

-- An alarm about the whole register, or about a contract in it, is one about each of its invoices.
whole_faults as (

    {{ faulty_loads('invoice') }}

),

-- An invoice that stands twice in a register counts once, as its last row says.
placed as (

    select
        invoices.*,
        status.period_id,
        status.age,
        contracts.currency as contract_currency,
        periods.period_end
    from {{ ref('int_feed_status') }} as status
    inner join {{ ref('stg_invoice__invoice') }} as invoices
        on status.load_id = invoices.load_id
        and status.contract_id = invoices.contract_id
    inner join {{ ref('stg_config__contract') }} as contracts
        on status.contract_id = contracts.contract_id
    inner join {{ ref('stg_config__period') }} as periods
        on status.contract_id = periods.contract_id
        and status.period_id = periods.period_id
    where status.feed = 'invoice'
    qualify row_number() over (
        partition by invoices.contract_id, status.period_id, invoices.source_id, invoices.invoice_id
        order by invoices.source_row desc
    ) = 1

)

select
    {{ key(['placed.contract_id']) }} as contract_key,
    {{ key(['placed.contract_id', 'placed.period_id']) }} as period_key,
    placed.contract_id,
    placed.project_id,
    placed.source_id,
    placed.submission_id,
    placed.period_id,
    placed.period_end,
    placed.data_date,
    placed.source_file,
    placed.source_sheet,
    placed.source_row,
    placed.invoice_id,
    placed.supplier,
    placed.order_id,
    placed.received_on,
    placed.due_on,
    case when placed.paid_on <= placed.period_end then placed.paid_on end as paid_on,
    placed.contract_currency as currency,
    {{ money('case
        when placed.currency = placed.contract_currency then placed.amount
        else placed.amount * ' ~ ratio('own_rates.rate', 'contract_rates.rate') ~ '
    end') }} as amount,
    coalesce(placed.paid_on <= placed.period_end, false) as is_paid,
    cast(case
        when placed.paid_on <= placed.period_end then date_diff('day', placed.due_on, placed.paid_on)
    end as integer) as days_late,
    faults.source_row is not null or {{ is_in_faulty_load('whole_faults', 'placed') }} as is_faulty,
    placed.age as register_age
from placed
left join rates as own_rates
    on placed.currency = own_rates.currency
left join rates as contract_rates
    on placed.contract_currency = contract_rates.currency
left join faults
    on placed.load_id = faults.load_id and placed.source_row = faults.source_row
