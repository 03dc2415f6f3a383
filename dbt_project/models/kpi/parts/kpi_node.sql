-- The nodes whose figures a control account enters: itself and, where accounts are WBS nodes, every WBS node above and at it.
with account as (
    select contract_id, control_account_id, wbs_path from {{ ref('dim_control_account') }}
    where contract_id is not null
)

select contract_id, control_account_id, 'account' as node_type, control_account_id as node_id
from account

union all

select
    contract_id, control_account_id, 'wbs' as node_type,
    array_to_string(string_split(wbs_path, '.')[1:depths.depth], '.') as node_id
from account, unnest(generate_series(1, len(string_split(wbs_path, '.')))) as depths (depth)
