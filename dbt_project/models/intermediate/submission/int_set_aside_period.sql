-- In which periods of which contract a load is missed that was accepted and set aside.
with

loads as (

    select * from {{ ref('int_set_aside_load') }}

),

periods as (

    select
        *,
        row_number() over (partition by contract_id order by period_end) as period_index
    from {{ ref('stg_config__period') }}
    where contract_id is not null

),

-- A snapshot is missed until its source's next one, two periods at most: as long as it would have been carried forward.
-- An increment is missed until the next snapshot.
next_loads as (

    select
        loads.load_id,
        loads.contract_id,
        min(periods.period_index) as next_index
    from loads
    inner join {{ ref('stg_submission__current') }} as newer
        on loads.source_id = newer.source_id
        and newer.role = 'update'
        and loads.data_date < newer.data_date
        and (loads.content <> 'delta' or newer.content <> 'delta')
    inner join {{ ref('stg_submission__period') }} as placed
        on newer.load_id = placed.load_id
        and loads.contract_id = placed.contract_id
    inner join periods
        on placed.contract_id = periods.contract_id
        and placed.period_id = periods.period_id
    where placed.speaks
    group by loads.load_id, loads.contract_id

),

updates as (

    select
        loads.*,
        periods.period_id
    from loads
    inner join {{ ref('int_submission_period') }} as placed
        on loads.load_id = placed.load_id
        and loads.contract_id = placed.contract_id
    inner join periods as own
        on placed.contract_id = own.contract_id
        and placed.period_id = own.period_id
    left join next_loads
        on loads.load_id = next_loads.load_id
        and loads.contract_id = next_loads.contract_id
    inner join periods
        on loads.contract_id = periods.contract_id
        and own.period_index <= periods.period_index
        and (next_loads.next_index is null or next_loads.next_index > periods.period_index)
        and (loads.content = 'delta' or periods.period_index - own.period_index <= 2)
    where loads.role = 'update'

),

-- A baseline is missed from its first day on, until the next one.
baselines as (

    select
        loads.*,
        periods.period_id
    from loads
    inner join {{ ref('stg_config__baseline') }} as declared
        on loads.contract_id = declared.contract_id
        and loads.baseline_id = declared.baseline_id
    inner join periods
        on loads.contract_id = periods.contract_id
        and declared.effective_from <= periods.period_end
        and not exists (
            select 1 from {{ ref('stg_config__baseline') }} as later
            where
                later.contract_id = declared.contract_id
                and later.effective_from > declared.effective_from
                and later.effective_from <= periods.period_end
        )
    where loads.role = 'baseline'

),

missed as (

    select * from updates
    union all
    select * from baselines

)

select * from missed
