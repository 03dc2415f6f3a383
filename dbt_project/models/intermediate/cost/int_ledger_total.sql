-- Ledger lines added up to what the status of a period needs; the lines themselves are never multiplied by periods.
-- Lines with a critical finding stay out of the amount; their size is kept to tell how much is missing. A line of an unknown
-- kind weighs by its amount, and counts as a line only where that is unknown too.
select
    contract_id,
    load_id,
    control_account_id,
    cost_key,
    entry_type,
    measure,
    fiscal_period,
    is_actual_cost,
    {{ money('coalesce(sum(amount) filter (where not is_faulty), 0)') }} as amount,
    coalesce(bool_or(amount is null and not is_faulty), false) as is_unrated,
    {{ money('coalesce(sum(abs(amount)), 0)') }} as size,
    {{ money('coalesce(sum(abs(amount)) filter (where is_faulty or entry_type is null), 0)') }} as faulty_size,
    count(*) filter (where entry_type is not null or amount is null) as lines,
    count(*) filter (where case when entry_type is null then amount is null else is_faulty end) as faulty_lines
from {{ ref('int_ledger_entry') }}
where contract_id is not null
group by contract_id, load_id, control_account_id, cost_key, entry_type, measure, fiscal_period, is_actual_cost
