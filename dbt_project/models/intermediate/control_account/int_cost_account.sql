-- The control account of a ledger's cost key: itself, or its nearest ancestor among the contract's accounts.
select
    ancestors.contract_id,
    ancestors.source_key as cost_key,
    max_by(accounts.control_account_id, ancestors.depth) as control_account_id
from {{ ref('int_key_ancestor') }} as ancestors
inner join {{ ref('int_control_account') }} as accounts
    on ancestors.contract_id = accounts.contract_id
    and ancestors.ancestor = accounts.control_account_id
group by ancestors.contract_id, ancestors.source_key
