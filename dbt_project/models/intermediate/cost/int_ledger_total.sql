-- Ledger lines added up to what the status of a period needs; the lines themselves are never multiplied by periods.
select
    contract_id,
    load_id,
    control_account_id,
    cost_key,
    entry_type,
    measure,
    fiscal_period,
    is_actual_cost,
    {{ money('sum(amount)') }} as amount,
    bool_or(amount is null) as is_unrated
from {{ ref('int_ledger_entry') }}
where contract_id is not null
group by contract_id, load_id, control_account_id, cost_key, entry_type, measure, fiscal_period, is_actual_cost
