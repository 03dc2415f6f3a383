-- The budget of a contract's work in its baseline in force and in its latest update. Grain: contract; stamped with the update.
with budgets as (
    select
        p.contract_id,
        p.part,
        a.task_code,
        sum(a.budget_cost) as budget
    from part as p
    inner join schedule_assignment as a on p.load_id = a.load_id and p.contract_id = a.contract_id
    where p.part in ('baseline', 'schedule')
    group by p.contract_id, p.part, a.task_code
),
by_activity as (
    select
        contract_id,
        task_code,
        sum(budget) filter (where part = 'baseline') as planned,
        sum(budget) filter (where part = 'schedule') as carried
    from budgets
    group by contract_id, task_code
),
totals as (
    select
        contract_id,
        sum(planned) as planned,
        sum(carried) as carried,
        count(*) filter (where abs(coalesce(planned, 0) - coalesce(carried, 0)) > 1) as activities
    from by_activity
    group by contract_id
)
select
    file.* exclude (part),
    try_cast(totals.planned as decimal(38, 2)) as baseline_budget,
    try_cast(totals.carried as decimal(38, 2)) as update_budget,
    totals.activities as activities_apart,
    contract.signed_value
from file
inner join totals on file.contract_id = totals.contract_id
left join contract on file.contract_id = contract.contract_id
where file.part = 'schedule'
