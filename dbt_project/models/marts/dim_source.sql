with

-- A source that has left the configuration keeps its submissions, so it keeps its row.
sources as (

    select
        source_id,
        party_id,
        feed,
        contract_id,
        content
    from {{ ref('stg_config__source') }}
    union all
    select
        source_id,
        max(party_id),
        max(feed),
        null,
        max(content)
    from {{ ref('stg_submission__verdict') }}
    where source_id is not null and source_id not in (select source_id from {{ ref('stg_config__source') }})
    group by source_id

)

select
    {{ key(['source_id']) }} as source_key,
    source_id,
    {{ key(['party_id']) }} as party_key,
    party_id,
    feed,
    contract_id,
    content
from {{ with_unknown('sources', {'feed': 'unknown'}) }}
