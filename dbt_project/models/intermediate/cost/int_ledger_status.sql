-- Cost of each control account to date, by the ledger of each period.
select
    contract_id,
    period_id,
    control_account_id,
    {{ money('coalesce(sum(amount) filter (where is_now and is_actual_cost), 0)') }} as ac,
    {{ money('coalesce(sum(amount) filter (where not is_now and is_actual_cost), 0)') }} as ac_before,
    {{ money("coalesce(sum(amount) filter (where is_now and kind = 'commitment'), 0)") }} as commitment,
    {{ money("coalesce(sum(amount) filter (where is_now and kind = 'budget'), 0)") }} as budget,
    coalesce(bool_or(is_unrated) filter (where is_actual_cost), false) as is_ac_unrated,
    coalesce(bool_or(is_too_faulty) filter (where is_now and kind = 'actual cost'), false) as is_ac_too_faulty,
    coalesce(bool_or(is_unrated) filter (where kind = 'commitment'), false) as is_commitment_unrated,
    coalesce(bool_or(is_unrated) filter (where kind = 'budget'), false) as is_budget_unrated,
    coalesce(bool_or(kind = 'commitment'), false) as has_commitment,
    coalesce(bool_or(kind = 'budget'), false) as has_budget
from {{ ref('int_ledger_counted') }}
group by contract_id, period_id, control_account_id
