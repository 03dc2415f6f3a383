-- What the feeds of a contract say of the same figures. Grain: contract; stamped with its ledger. Null: a feed does not say.
with costs as (
    select
        c.contract_id,
        sum(a.amount) filter (where a.entry_type in ('budget', 'budget_change', 'transfer')) as ledger_budget,
        sum(a.amount) filter (where a.entry_type = 'budget_change') as approved_changes,
        sum(a.amount) filter (where a.entry_type = 'contingency_draw') as contingency_draw,
        sum(a.amount) filter (where a.entry_type = 'forecast') as forecast,
        sum(a.amount) filter (where a.entry_type in (select entry_type from ac_type where contract_id = c.contract_id))
            as actual_cost
    from contract as c
    inner join contract_amount as a on c.contract_id = a.contract_id
    group by c.contract_id
),
budgets as (
    select
        p.contract_id,
        p.part,
        sum(a.budget_cost) as budget,
        sum(a.budget_cost * now.percent_complete / 100) as earned
    from part as p
    inner join schedule_assignment as a on p.load_id = a.load_id and p.contract_id = a.contract_id
    left join part as latest on p.contract_id = latest.contract_id and latest.part = 'schedule'
    left join schedule_activity as now
        on latest.load_id = now.load_id and a.contract_id = now.contract_id and a.task_code = now.task_code
    where p.part in ('baseline', 'original')
    group by p.contract_id, p.part
),
risks as (
    select
        p.contract_id,
        sum(r.contingency_drawn * own.rate / theirs.rate) as drawn_by_risks,
        bool_or(r.status = 'occurred') as has_occurred
    from part as p
    inner join contract as c on p.contract_id = c.contract_id
    inner join risk as r on p.load_id = r.load_id and p.contract_id = r.contract_id
    left join rate as own on coalesce(r.currency, c.currency) = own.currency
    left join rate as theirs on c.currency = theirs.currency
    where p.part = 'risk'
    group by p.contract_id
)
select
    file.* exclude (part),
    try_cast(costs.ledger_budget as decimal(38, 2)) as ledger_budget,
    try_cast(costs.approved_changes as decimal(38, 2)) as approved_changes,
    try_cast(costs.contingency_draw as decimal(38, 2)) as contingency_draw,
    try_cast(costs.forecast as decimal(38, 2)) as forecast,
    try_cast(costs.actual_cost as decimal(38, 2)) as actual_cost,
    try_cast(nullif(baseline.budget, 0) as decimal(38, 2)) as baseline_budget,
    try_cast(baseline.earned as decimal(38, 2)) as earned,
    try_cast(nullif(original.budget, 0) as decimal(38, 2)) as original_budget,
    (select min(load_id) from part as p where p.contract_id = file.contract_id and p.part = 'baseline')
    <> (select min(load_id) from part as p where p.contract_id = file.contract_id and p.part = 'original')
        as is_rebaselined,
    try_cast(risks.drawn_by_risks as decimal(38, 2)) as drawn_by_risks,
    risks.has_occurred
from file
left join costs on file.contract_id = costs.contract_id
left join budgets as baseline on file.contract_id = baseline.contract_id and baseline.part = 'baseline'
left join budgets as original on file.contract_id = original.contract_id and original.part = 'original'
left join risks on file.contract_id = risks.contract_id
where file.part = 'cost'
