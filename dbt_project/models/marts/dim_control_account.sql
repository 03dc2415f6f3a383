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

),

-- With a map the accounts are cost keys, which may be written like a WBS path and be none.
unmapped_contracts as (

    select
        contract_id,
        control_account_from
    from {{ ref('stg_config__contract') }}
    where contract_id not in (select contract_id from {{ ref('stg_config__control_account_map') }})

)

select
    {{ key(['accounts.contract_id', 'accounts.control_account_id']) }} as control_account_key,
    accounts.contract_id,
    accounts.control_account_id,
    coalesce(wbs.wbs_name, accounts.control_account_id, 'Unknown') as control_account_name,
    coalesce(accounts.control_account_id = 'UNMAPPED', false) as is_unmapped,
    case when contracts.control_account_from = 'wbs_level' then wbs.wbs_path end as wbs_path
from {{ with_unknown('accounts', {'control_account_id': none}) }} as accounts
left join {{ ref('dim_wbs') }} as wbs
    on accounts.contract_id = wbs.contract_id
    and accounts.control_account_id = wbs.wbs_path
left join unmapped_contracts as contracts
    on accounts.contract_id = contracts.contract_id
