-- The control accounts of each activity of the schedules compared. Grain: contract, part, activity and account.
-- As the contract says: the WBS path cut at its level, an activity code or a user-defined field; with a map, the cost keys of
-- the nearest schedule key at or above it.
with keyed as (
    select
        p.contract_id,
        p.part,
        a.task_code,
        c.control_account_from,
        c.control_account_level,
        nullif(trim(case when c.control_account_from = 'wbs_level' then a.wbs_path else codes.code_value end), '') as key
    from part as p
    inner join contract as c on p.contract_id = c.contract_id
    inner join schedule_activity as a on p.load_id = a.load_id and p.contract_id = a.contract_id
    left join schedule_code as codes
        on
            a.load_id = codes.load_id and a.task_code = codes.task_code
            and c.control_account_from = codes.code_kind and c.control_account_code = codes.code_type
    where p.part in ('schedule', 'baseline')
),
mapped as (
    select k.contract_id, k.part, k.task_code, m.cost_key as account
    from keyed as k
    inner join account_map as m
        on k.contract_id = m.contract_id and (k.key = m.schedule_key or starts_with(k.key, m.schedule_key || '.'))
    qualify length(m.schedule_key) = max(length(m.schedule_key)) over (partition by k.contract_id, k.part, k.task_code)
)
select contract_id, part, task_code, account
from mapped
union
select
    contract_id,
    part,
    task_code,
    case
        when control_account_from = 'wbs_level' and control_account_level is not null
            then array_to_string(string_split(key, '.')[1:control_account_level], '.')
        else key
    end
from keyed
where key is not null and contract_id not in (select contract_id from account_map)
