-- Adding a KPI of the ledger's amounts: one row in seeds/kpi_definition.csv, one line in `measured`. An amount the ledger does not
-- hold is unknown (E19); one that the ledger holds in a currency without a rate is too (E9).
{%- set kinds = {
    'forecast': ['forecast'], 'commitment': ['commitment'], 'certified': ['certified'], 'invoiced': ['invoice'],
    'paid': ['payment'], 'budget': ['budget', 'budget_change', 'transfer'], 'contingency': ['contingency'],
    'draw': ['contingency_draw'], 'revision': ['price_revision']
} %}
with contract_period as (
    select distinct project_id, contract_id, period_id, currency
    from {{ ref('fct_earned_value') }}
    where baseline_basis = 'in_force'
),

ledger as (
    select
        contract_id, period_id, min(ledger_date) as ledger_date, min(ledger_age) as ledger_age,
        {%- for kind, types in kinds.items() %}
        {%- set filter = "filter (where entry_type in ('" ~ types | join("', '") ~ "'))" %}
        case when count(*) {{ filter }} = count(amount) {{ filter }} then sum(amount) {{ filter }} end as {{ kind }},
        coalesce(bool_or(amount is null) {{ filter }}, false) as is_{{ kind }}_unrated{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('fct_cost_status') }}
    group by contract_id, period_id
),

exposure as (
    select
        contract_id, period_id, max(register_age) as register_age, max(data_date) as register_date,
        sum(residual_emv_cost) filter (where is_open and not is_faulty) as residual
    from {{ ref('fct_risk_status') }}
    group by contract_id, period_id
),

amount as (
    select
        contract_period.*, ledger.* exclude (contract_id, period_id),
        case when contingency is not null and not is_draw_unrated then contingency - coalesce(draw, 0) end as remaining,
        case when contingency is not null and not is_draw_unrated then coalesce(draw, 0) end as drawn,
        exposure.residual, exposure.register_age, exposure.register_date
    from contract_period
    left join ledger using (contract_id, period_id)
    left join exposure using (contract_id, period_id)
),

measured as (
    select amount.*, kpi.*
    from amount
    cross join lateral (
        values
        -- noqa: disable=LT01
        --kpi_id  variant      numerator               denominator  unrated
        ('CO-10', 'default',   forecast,               null,        is_forecast_unrated),
        ('CO-17', 'certified', certified,              null,        is_certified_unrated),
        ('CO-17', 'invoiced',  invoiced,               null,        is_invoiced_unrated),
        ('CO-17', 'paid',      paid,                   null,        is_paid_unrated),
        ('CO-18', 'to_commit', forecast - commitment,  null,        is_forecast_unrated or is_commitment_unrated),
        ('CO-18', 'available', budget - commitment,    null,        is_budget_unrated or is_commitment_unrated),
        ('CO-22', 'drawn',     drawn,                  contingency, is_contingency_unrated or is_draw_unrated),
        ('CO-22', 'remaining', remaining,              null,        is_contingency_unrated or is_draw_unrated),
        ('CO-27', 'default',   revision,               null,        is_revision_unrated),
        ('RK-06', 'emv',       remaining,              residual,    is_contingency_unrated or is_draw_unrated)
    ) as kpi (kpi_id, variant, numerator, denominator, is_unrated)
),

reasoned as (
    select
        * replace (
            case when kpi_id <> 'RK-06' or register_age is not null then numerator end as numerator
        ),
        kpi_id = 'RK-06' as is_covered_risk,
        case
            when ledger_age is null or (kpi_id = 'RK-06' and register_age is null) then 'E12'
            when is_unrated then 'E9'
            when numerator is null then 'E19'
            when kpi_id = 'RK-06' and denominator is null then 'E1'
        end as reason_code
    from measured
),

all_rows as (
    select
        *, null as item_id, 'in_force' as baseline_basis, null as baseline_id, null as multiplier, null as progress,
        cast(ledger_date as timestamp) as status_date, null as value_date, 1 as known_weight, 1 as total_weight,
        case when is_covered_risk then least(cast(ledger_date as timestamp), register_date) else cast(ledger_date as timestamp) end
            as data_date_min,
        case when is_covered_risk then greatest(cast(ledger_date as timestamp), register_date) else cast(ledger_date as timestamp) end
            as data_date_max,
        case when is_covered_risk then greatest(ledger_age, register_age) else ledger_age end as age
    from reasoned
)

select {{ kpi_part_columns() }}
from all_rows
