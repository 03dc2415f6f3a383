-- The lines of a month beside those of the other months of a ledger, by their medians. Grain: load, contract, currency,
-- entry type and month; only months that share a cost key with another one.
with line as (
    select
        *,
        hash(load_id, contract_id, currency, entry_type) as kind,
        coalesce(fiscal_period, strftime(coalesce(posting_date, document_date, service_date), '%Y-%m')) as month
    from cost_entry
    where
        amount <> 0 and coalesce(measure, 'period') = 'period'
        and entry_type in ('actual', 'accrual', 'certified', 'invoice', 'payment')
),

repeated as (
    select kind, cost_key from line group by kind, cost_key having count(distinct month) > 1
),

monthly as (
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
        entry_type,
        any_value(kind) as kind,
        month,
        count(*) as lines,
        median(abs(amount)) as middle,
        min(abs(amount)) as least,
        max(abs(amount)) as largest,
        bool_or((kind, cost_key) in (select (kind, cost_key) from repeated)) as shares_a_key
    from line
    where month is not null
    group by load_id, contract_id, currency, entry_type, month
),

beside as (
    select
        own.*,
        count(*) filter (where other.lines >= 3) as full_months,
        sum(other.lines) as other_lines,
        median(other.middle) as usual,
        min(other.middle) as least_usual,
        max(other.middle) as most_usual
    from monthly as own
    inner join monthly as other on own.kind = other.kind and own.month <> other.month
    where own.shares_a_key and own.lines >= 2
    group by all
)

select
    *,
    middle * 300 < usual as is_small,
    middle > 300 * usual as is_large,
    lines >= 3 and full_months >= 2 and (
        middle * 300 < least_usual and largest * 30 < usual or middle > 300 * most_usual and least > 30 * usual
    ) as is_sure
from beside
