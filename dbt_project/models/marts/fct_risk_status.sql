with

rates as (

    select
        currency,
        rate
    from {{ ref('stg_config__rate') }}
    where rate_type = 'budget'

),

faults as (

    select distinct
        load_id,
        row_key
    from {{ ref('int_faulty_row') }}
    where table_name = 'risk' and row_key is not null

),

-- An alarm about the whole register, or about a contract in it, is one about each of its risks.
whole_faults as (

    {{ faulty_loads('risk') }}

),

-- Own currency of the contract; a programme risk is told in the base currency.
targeted as (

    select
        risks.*,
        status.contract_id as period_contract_id,
        status.period_id,
        status.submission_id,
        status.age,
        contracts.project_id,
        coalesce(contracts.currency, portfolio.base_currency) as target_currency
    from {{ ref('int_feed_status') }} as status
    inner join {{ ref('int_risk_value') }} as risks
        on status.load_id = risks.load_id
        and status.contract_id is not distinct from risks.contract_id
    left join {{ ref('stg_config__contract') }} as contracts
        on risks.contract_id = contracts.contract_id
    cross join {{ ref('stg_config__portfolio') }} as portfolio
    where status.feed = 'risk'

),

converted as (

    select
        targeted.*,
        case
            when coalesce(targeted.currency, targeted.target_currency) = targeted.target_currency then 1.0
            else {{ ratio('own_rates.rate', 'target_rates.rate') }}
        end as factor
    from targeted
    left join rates as own_rates
        on targeted.currency = own_rates.currency
    left join rates as target_rates
        on targeted.target_currency = target_rates.currency

)

select
    {{ key(['risks.source_id', 'risks.contract_id', 'risks.risk_id']) }} as risk_key,
    {{ key(['risks.contract_id']) }} as contract_key,
    {{ key(['risks.contract_id', 'risks.period_id']) }} as period_key,
    risks.risk_id,
    risks.contract_id,
    risks.project_id,
    risks.source_id,
    risks.submission_id,
    risks.period_id,
    periods.period_end,
    risks.data_date,
    risks.title,
    risks.owner,
    risks.status,
    risks.risk_type,
    risks.target_currency as currency,
    risks.currency as source_currency,
    risks.probability,
    {{ money('risks.emv_cost * risks.factor') }} as emv_cost,
    risks.emv_days,
    {{ money('risks.residual_emv_cost * risks.factor') }} as residual_emv_cost,
    risks.reviewed_on,
    coalesce(risks.status = 'open', false) as is_open,
    coalesce(risks.reason, case when risks.factor is null then {{ reason('NO_RATE') }} end) as reason,
    faults.row_key is not null or {{ is_in_faulty_load('whole_faults', 'risks') }} as is_faulty,
    risks.age as register_age
from converted as risks
inner join {{ ref('stg_config__period') }} as periods
    on risks.period_contract_id is not distinct from periods.contract_id
    and risks.period_id = periods.period_id
left join faults
    on risks.load_id = faults.load_id
    and risks.risk_id = faults.row_key
