with

newest as (

    select *
    from {{ ref('int_risk_value') }}
    qualify row_number() over (
        partition by source_id, contract_id, risk_id
        order by data_date desc, load_id asc
    ) = 1

)

select
    {{ key(['risks.source_id', 'risks.contract_id', 'risks.risk_id']) }} as risk_key,
    risks.source_id,
    risks.contract_id,
    contracts.project_id,
    risks.risk_id,
    risks.title,
    risks.risk_type,
    risks.category,
    risks.cost_key,
    risks.owner,
    risks.strategy,
    risks.identified_on
from {{ with_unknown('newest', {'title': 'Unknown'}) }} as risks
left join {{ ref('stg_config__contract') }} as contracts
    on risks.contract_id = contracts.contract_id
