-- Every control account a contract has budget, cost or reported value on, in each of its periods, against both baselines.
with

accounts as (

    select
        contract_id,
        control_account_id
    from {{ ref('int_account_budget') }}
    union
    select
        contract_id,
        control_account_id
    from {{ ref('int_ledger_total') }}
    union
    select
        contract_id,
        control_account_id
    from {{ ref('int_report_entry') }}

),

bases as (

    select
        contract_id,
        period_id,
        'in_force' as baseline_basis,
        baseline_id,
        baseline_load_id,
        lag(baseline_id) over (partition by contract_id order by period_index) <> baseline_id as is_rebaselined
    from {{ ref('int_contract_period') }}
    union all
    select
        contract_id,
        period_id,
        'original',
        original_baseline_id,
        original_baseline_load_id,
        false
    from {{ ref('int_contract_period') }}

)

select
    bases.contract_id,
    coalesce(accounts.control_account_id, 'UNMAPPED') as control_account_id,
    bases.period_id,
    bases.baseline_basis,
    bases.baseline_id,
    bases.baseline_load_id is not null as has_baseline,
    coalesce(bases.is_rebaselined, false) as is_rebaselined_in_period
from bases
left join accounts
    on bases.contract_id = accounts.contract_id
