-- Expected values of each risk of a current register, in the register's own currency. Opportunities are negative.
with

risks as (

    select risks.*
    from {{ ref('stg_risk__risk') }} as risks
    inner join {{ ref('stg_submission__current') }} as submissions
        on risks.load_id = submissions.load_id
    qualify row_number() over (
        partition by risks.load_id, risks.contract_id, risks.risk_id
        order by risks.source_row
    ) = 1

),

-- Three points give their mean; without all three the likely value stands alone.
impacts as (

    select
        *,
        case when risk_type = 'opportunity' then -1 else 1 end as direction,
        case when probability between 0 and 1 then probability end as known_probability,
        case when residual_probability between 0 and 1 then residual_probability end as known_residual,
        coalesce((cost_min + cost_likely + cost_max) / 3.0, cost_likely) as cost,
        coalesce((days_min + days_likely + days_max) / 3.0, days_likely) as days,
        coalesce(
            (residual_cost_min + residual_cost_likely + residual_cost_max) / 3.0, residual_cost_likely
        ) as residual_cost
    from risks

)

select
    load_id,
    source_id,
    contract_id,
    risk_id,
    title,
    risk_type,
    category,
    cost_key,
    owner,
    strategy,
    status,
    identified_on,
    reviewed_on,
    data_date,
    currency,
    probability,
    direction * known_probability * cost as emv_cost,
    direction * known_probability * days as emv_days,
    direction * known_residual * residual_cost as residual_emv_cost,
    case
        when probability is not null and known_probability is null then {{ reason('NEGATIVE_INPUT') }}
        when known_probability * cost is null then {{ reason('TOO_MANY_FAULTY_ROWS') }}
    end as reason
from impacts
