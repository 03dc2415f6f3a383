-- Where the feeds of a contract meet. Grain: contract, part (cost, risk, schedule) and the key that this part names.
-- A schedule's keys are its control accounts; what the ledger holds on a key above or below an account counts as its own.
with named as (
    select
        p.contract_id,
        'cost' as part,
        a.cost_key,
        count(*) as lines,
        sum(a.amount) filter (where a.entry_type in (select entry_type from ac_type where contract_id = p.contract_id))
            as actual_cost,
        null as has_progress,
        null as progress_since,
        null as planned_from
    from (select distinct contract_id from part where part = 'cost') as p
    inner join contract_amount as a on p.contract_id = a.contract_id
    where a.cost_key is not null
    group by p.contract_id, a.cost_key
    union all
    select p.contract_id, 'risk', r.cost_key, count(*), null, null, null, null
    from part as p
    inner join risk as r on p.load_id = r.load_id and p.contract_id = r.contract_id
    where p.part = 'risk' and r.cost_key is not null
    group by p.contract_id, r.cost_key
    union all
    select
        p.contract_id,
        'schedule',
        k.account,
        count(*),
        null,
        bool_or(a.percent_complete > 0),
        min(a.actual_start) filter (where a.percent_complete > 0),
        min(a.start)
    from part as p
    inner join schedule_activity as a on p.load_id = a.load_id and p.contract_id = a.contract_id
    inner join activity_account as k
        on p.contract_id = k.contract_id and p.part = k.part and a.task_code = k.task_code
    where p.part = 'schedule' and a.activity_type in ('task_dependent', 'resource_dependent')
    group by p.contract_id, k.account
),
budgeted as (
    select distinct contract_id, cost_key
    from contract_amount
    where entry_type in ('budget', 'budget_change') and amount <> 0 and cost_key is not null
)
select
    file.*,
    n.cost_key,
    n.lines,
    n.actual_cost,
    coalesce(n.has_progress, false) as has_progress,
    n.progress_since,
    n.planned_from,
    n.contract_id in (select contract_id from known_account) as has_accounts,
    exists (
        select 1 from known_account as k
        where k.contract_id = n.contract_id and (k.key = n.cost_key or k.is_account and starts_with(n.cost_key, k.key || '.'))
    ) as is_known,
    n.contract_id in (select contract_id from budgeted) as has_ledger_budget,
    exists (
        select 1 from budgeted as b
        where
            b.contract_id = n.contract_id
            and (b.cost_key = n.cost_key or starts_with(b.cost_key, n.cost_key || '.') or starts_with(n.cost_key, b.cost_key || '.'))
    ) as is_budgeted,
    exists (
        select 1 from named as c
        where
            c.contract_id = n.contract_id and c.part = 'cost' and c.actual_cost <> 0
            and (c.cost_key = n.cost_key or starts_with(c.cost_key, n.cost_key || '.') or starts_with(n.cost_key, c.cost_key || '.'))
    ) as has_cost,
    exists (
        select 1 from named as s
        where
            s.contract_id = n.contract_id and s.part = 'schedule' and not s.has_progress and s.planned_from >= file.data_date
            and (s.cost_key = n.cost_key or starts_with(n.cost_key, s.cost_key || '.'))
    ) as is_before_its_work
from named as n
inner join file on n.contract_id = file.contract_id and n.part = file.part
