with

accounts as (

    select
        contract_id,
        control_account_id
    from {{ ref('int_control_account') }}
    union
    select
        contract_id,
        control_account_id
    from {{ ref('int_account_grid') }}
    union
    select
        contract_id,
        control_account_id
    from {{ ref('int_ledger_entry') }}

)

select
    {{ key(['accounts.contract_id', 'accounts.control_account_id']) }} as control_account_key,
    accounts.contract_id,
    accounts.control_account_id,
    coalesce(wbs.wbs_name, accounts.control_account_id, 'Unknown') as control_account_name,
    coalesce(accounts.control_account_id = 'UNMAPPED', false) as is_unmapped
from {{ with_unknown('accounts', {'control_account_id': none}) }} as accounts
left join {{ ref('dim_wbs') }} as wbs
    on accounts.contract_id = wbs.contract_id
    and accounts.control_account_id = wbs.wbs_path
