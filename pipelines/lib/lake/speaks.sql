-- Which submission speaks for which period of which contract. Grain: load x contract.
-- A submission belongs to the period whose cut-off is nearest to its cut-off day, or as its manifest says. Further than
-- 10 days from any cut-off it is interim and speaks only when nothing else does. Two in one period: the later data date.
with candidate as (
    select
        c.load_id,
        c.source_id,
        c.role,
        c.data_date,
        m.contract_id,
        p.period_id,
        abs(date_diff('day', p.period_end, c.cut_off_day)) as distance_days,
        s.period_id is not null as is_declared
    from lake.current_submission as c
    inner join lake.submission as s on c.load_id = s.load_id
    inner join lake.submission_contract as m on c.load_id = m.load_id
    inner join lake.config_period as p
        on m.contract_id = p.contract_id and (s.period_id is null or s.period_id = p.period_id)
),
nearest as (
    select
        candidate.*,
        not is_declared and distance_days > 10 as is_interim,
        row_number() over (partition by load_id, contract_id order by distance_days, period_id) as nearness
    from candidate
)
select
    load_id,
    contract_id,
    period_id,
    distance_days,
    is_interim,
    role = 'update' and row_number() over (
        partition by source_id, contract_id, role, period_id
        order by is_interim, data_date desc, load_id
    ) = 1 as speaks
from nearest
where nearness = 1
