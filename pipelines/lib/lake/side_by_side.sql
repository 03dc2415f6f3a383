-- The loads of a contract that are read side by side. Grain: contract x part x load; parts are the feeds' updates, the
-- baseline in force (`baseline`) and the first one (`original`).
-- They are those that speak for the newest period for which every feed that the contract has ever had speaks: comparing a
-- ledger of June with a schedule of April would find faults that nobody made. A ledger of new lines is all its loads since
-- the last snapshot. Where two sources send the same feed, the one the contract expects is taken, then the fresher.
with speaking as (
    select
        p.contract_id,
        p.period_id,
        c.feed,
        c.source_id,
        c.load_id,
        c.data_date,
        count(distinct c.feed) over (partition by p.contract_id, p.period_id) as feeds_of_period,
        count(distinct c.feed) over (partition by p.contract_id) as feeds
    from lake.submission_period as p
    inner join lake.current_submission as c on p.load_id = c.load_id
    where p.speaks
),
chosen as (
    select s.*
    from speaking as s
    left join lake.config_contract_expects as e
        on s.contract_id = e.contract_id and s.feed = e.feed and s.source_id = e.source_id
    where s.feeds > 1 and s.feeds_of_period = s.feeds
    qualify
        s.period_id = max(s.period_id) over (partition by s.contract_id)
        and row_number() over (
            partition by s.contract_id, s.period_id, s.feed
            order by (e.source_id is not null) desc, s.data_date desc, s.source_id
        ) = 1
),
ledgers as (
    select
        source_id,
        load_id,
        data_date,
        max(case when content = 'snapshot' then data_date end) over (
            partition by source_id order by data_date rows between unbounded preceding and current row
        ) as snapshot_date
    from lake.current_submission
    where feed = 'cost' and role = 'update'
),
baselines as (
    select
        declared.contract_id,
        files.load_id,
        row_number() over (
            partition by declared.contract_id order by declared.effective_from desc, files.data_date desc, files.load_id
        ) = 1 as is_in_force,
        row_number() over (
            partition by declared.contract_id
            order by (declared.kind = 'initial') desc, declared.effective_from, files.data_date desc, files.load_id
        ) = 1 as is_original
    from lake.config_baseline as declared
    inner join lake.current_submission as files
        on declared.baseline_id = files.baseline_id and files.feed = 'schedule' and files.role = 'baseline'
    inner join lake.submission_contract as contracts
        on files.load_id = contracts.load_id and declared.contract_id = contracts.contract_id
    inner join (select distinct contract_id, period_id from chosen) as period
        on declared.contract_id = period.contract_id
    inner join lake.config_period as calendar
        on period.contract_id = calendar.contract_id and period.period_id = calendar.period_id
    where declared.effective_from <= calendar.period_end
)
select contract_id, feed as part, load_id
from chosen
where feed <> 'cost'
union all
select chosen.contract_id, 'cost', parts.load_id
from chosen
inner join ledgers as newest on chosen.load_id = newest.load_id
inner join ledgers as parts
    on
        newest.source_id = parts.source_id and parts.data_date <= newest.data_date
        and parts.data_date >= coalesce(newest.snapshot_date, parts.data_date)
union all
select contract_id, 'baseline', load_id
from baselines
where is_in_force
union all
select contract_id, 'original', load_id
from baselines
where is_original
