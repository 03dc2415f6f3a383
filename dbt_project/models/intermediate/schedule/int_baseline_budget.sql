-- Budget of each baseline activity: its cost, or its share of the newest ledger's budget where the schedule only has weights.
with

ledger as (

    select
        budgets.contract_id,
        budgets.control_account_id,
        budgets.budget
    from {{ ref('int_ledger_status') }} as budgets
    inner join {{ ref('int_contract_period') }} as periods
        on budgets.contract_id = periods.contract_id
        and budgets.period_id = periods.period_id
    qualify rank() over (partition by budgets.contract_id order by periods.period_index desc) = 1

)

select
    lines.contract_id,
    lines.baseline_id,
    lines.task_code,
    {{ money("sum(case
        when contracts.ev_method = 'cost_loaded_schedule' then lines.weight
        else lines.weight * " ~ ratio('ledger.budget', 'totals.weight') ~ "
    end)") }} as budget
from {{ ref('int_budget_line') }} as lines
inner join {{ ref('stg_config__contract') }} as contracts
    on lines.contract_id = contracts.contract_id
inner join {{ ref('int_account_budget') }} as totals
    on lines.contract_id = totals.contract_id
    and lines.baseline_id = totals.baseline_id
    and lines.control_account_id = totals.control_account_id
left join ledger
    on lines.contract_id = ledger.contract_id
    and lines.control_account_id = ledger.control_account_id
where lines.task_code is not null
group by lines.contract_id, lines.baseline_id, lines.task_code
