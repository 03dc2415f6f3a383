-- What a cost key may be named after. Grain: contract and key. is_account: the ledger's amounts find a control account
-- there (its map, or without a map the keys of its schedules and of its earned-value reports); the others are nodes of the
-- schedule's WBS.
with named as (
    select contract_id, cost_key as key, true as is_account
    from account_map
    union all
    select contract_id, account, true
    from activity_account
    where contract_id not in (select contract_id from account_map)
    union all
    select p.contract_id, e.control_account, true
    from part as p
    inner join control_account_period as e on p.load_id = e.load_id and p.contract_id = e.contract_id
    inner join contract as c on p.contract_id = c.contract_id
    where
        p.part = 'earned_value' and c.ev_method = 'reported' and e.control_account is not null
        and p.contract_id not in (select contract_id from account_map)
    union all
    select p.contract_id, w.wbs_path, false
    from part as p
    inner join schedule_wbs as w on p.load_id = w.load_id and p.contract_id = w.contract_id
    where p.part in ('schedule', 'baseline') and w.wbs_path <> ''
)
select
    contract_id,
    key,
    bool_or(is_account) as is_account
from named
where contract_id in (select contract_id from part where part in ('schedule', 'baseline', 'earned_value'))
group by contract_id, key
