-- The contracts and periods every verdict belongs to, rejected ones too: as the lake has placed it, else as the manifest
-- says, else by the cut-off nearest to its own.
with

-- A rejected file has no rows to name contracts: its source does, else the contracts that expect its source.
spoken as (

    select
        verdicts.load_id,
        verdicts.source_id,
        verdicts.period_id,
        verdicts.cut_off_day,
        contracts.contract_id
    from {{ ref('stg_submission__verdict') }} as verdicts
    inner join {{ ref('stg_submission__contract') }} as contracts
        on verdicts.load_id = contracts.load_id
    where verdicts.role = 'update'
    union
    select
        verdicts.load_id,
        verdicts.source_id,
        verdicts.period_id,
        verdicts.cut_off_day,
        coalesce(sources.contract_id, expected.contract_id)
    from {{ ref('stg_submission__verdict') }} as verdicts
    left join {{ ref('stg_config__source') }} as sources
        on verdicts.source_id = sources.source_id
    left join {{ ref('stg_config__contract_expects') }} as expected
        on verdicts.source_id = expected.source_id
    where
        verdicts.role = 'update'
        and verdicts.load_id not in (select load_id from {{ ref('stg_submission__contract') }})

),

nearest as (

    select
        spoken.load_id,
        spoken.source_id,
        spoken.contract_id,
        spoken.period_id as named_period_id,
        periods.period_id as nearest_period_id
    from spoken
    left join {{ ref('stg_config__period') }} as periods
        on spoken.contract_id is not distinct from periods.contract_id
        and spoken.cut_off_day is not null
    qualify row_number() over (
        partition by spoken.load_id, spoken.contract_id
        order by abs(date_diff('day', periods.period_end, spoken.cut_off_day)), periods.period_end
    ) = 1

)

select
    nearest.load_id,
    nearest.source_id,
    nearest.contract_id,
    coalesce(placed.period_id, nearest.named_period_id, nearest.nearest_period_id) as period_id,
    placed.is_interim,
    coalesce(placed.speaks, false) as speaks
from nearest
left join {{ ref('stg_submission__period') }} as placed
    on nearest.load_id = placed.load_id
    and nearest.contract_id is not distinct from placed.contract_id
