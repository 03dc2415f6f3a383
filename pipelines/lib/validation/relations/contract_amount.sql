-- The ledger of a contract in its own currency. Grain: contract, cost key and entry type; loads of new lines added up.
select
    p.contract_id,
    t.cost_key,
    t.entry_type,
    sum(case when t.currency = c.currency then t.amount else t.amount * own.rate / theirs.rate end) as amount
from part as p
inner join contract as c on p.contract_id = c.contract_id
inner join ledger_to_date as t on p.load_id = t.load_id and p.contract_id = t.contract_id
left join rate as own on t.currency = own.currency
left join rate as theirs on c.currency = theirs.currency
where p.part = 'cost'
group by p.contract_id, t.cost_key, t.entry_type
