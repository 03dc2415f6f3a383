-- Amounts of control accounts without those of a kind of money that stands too much in faulty lines: such an amount is
-- unknown on every account, also where no line of it is left.
with

faults as (

    select
        contract_id,
        period_id,
        bool_or(is_too_faulty) filter (where kind = 'actual cost') as is_ac_faulty,
        bool_or(is_too_faulty) filter (where kind = 'commitment') as is_commitment_faulty,
        bool_or(is_too_faulty) filter (where kind = 'budget') as is_budget_faulty
    from {{ ref('int_ledger_counted') }}
    where is_now
    group by contract_id, period_id

),

judged as (

    select
        accounts.*,
        coalesce(faults.is_ac_faulty and contracts.ac_source is distinct from 'report', false) as is_ac_faulty,
        coalesce(faults.is_commitment_faulty, false) as is_commitment_faulty,
        coalesce(
            faults.is_budget_faulty and contracts.ev_method <> 'reported'
            and not (contracts.ev_method = 'cost_loaded_schedule' and contracts.bac_from = 'baseline'),
            false
        ) as is_budget_faulty
    from {{ ref('int_account_value') }} as accounts
    inner join {{ ref('stg_config__contract') }} as contracts
        on accounts.contract_id = contracts.contract_id
    left join faults
        on accounts.contract_id = faults.contract_id
        and accounts.period_id = faults.period_id

)

select
    * exclude (is_ac_faulty, is_commitment_faulty, is_budget_faulty) replace (
        {%- for amount in ['bac', 'bac_discrete', 'pv', 'ev', 'pv_discrete', 'ev_discrete', 'faulty_bac', 'unmatched_bac'] %}
        case when not is_budget_faulty then {{ amount }} end as {{ amount }},
        {%- endfor %}
        case when not is_ac_faulty then ac end as ac,
        case when not is_ac_faulty then ac_before end as ac_before,
        case when not is_commitment_faulty then commitment end as commitment,
        coalesce(bac_reason, case when is_budget_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }} end) as bac_reason,
        coalesce(ev_reason, case when is_budget_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }} end) as ev_reason,
        coalesce(ac_reason, case when is_ac_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }} end) as ac_reason,
        case when is_commitment_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }} else commitment_reason end as commitment_reason
    )
from judged
