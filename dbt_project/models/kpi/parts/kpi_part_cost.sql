-- Adding a KPI of the ledger's amounts: one row in seeds/kpi_definition.csv, one line in `measured`. An amount the ledger does not
-- hold is unknown (E19); one it holds in a currency without a rate (E9) or in faulty lines (E17) is too.
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
        min(reason) {{ filter }} as {{ kind }}_reason{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('fct_cost_status') }}
    group by contract_id, period_id
),

exposure as (
    select
        contract_id, period_id, age as register_age, data_date_max as register_date, numerator as residual,
        reason_code as residual_reason
    from {{ ref('kpi_part_risk') }}
    where kpi_id = 'RK-03' and variant = 'residual'
),

amount as (
    select
        contract_period.*, ledger.* exclude (contract_id, period_id),
        case when contingency is not null and draw_reason is null then contingency - coalesce(draw, 0) end as remaining,
        case when contingency is not null and draw_reason is null then coalesce(draw, 0) end as drawn,
        exposure.* exclude (contract_id, period_id)
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
        --kpi_id  variant      numerator               denominator  unknown
        ('CO-10', 'default',   forecast,               null,        forecast_reason),
        ('CO-17', 'certified', certified,              null,        certified_reason),
        ('CO-17', 'invoiced',  invoiced,               null,        invoiced_reason),
        ('CO-17', 'paid',      paid,                   null,        paid_reason),
        ('CO-18', 'to_commit', forecast - commitment,  null,        coalesce(forecast_reason, commitment_reason)),
        ('CO-18', 'available', budget - commitment,    null,        coalesce(budget_reason, commitment_reason)),
        ('CO-22', 'drawn',     drawn,                  contingency, coalesce(contingency_reason, draw_reason)),
        ('CO-22', 'remaining', remaining,              null,        coalesce(contingency_reason, draw_reason)),
        ('CO-27', 'default',   revision,               null,        revision_reason),
        ('RK-06', 'emv',       remaining,              residual,    coalesce(contingency_reason, draw_reason, residual_reason))
    ) as kpi (kpi_id, variant, numerator, denominator, amount_reason)
),

reasoned as (
    select
        measured.* replace (
            case when not {{ kpi_rests_on('risk') }} or register_age is not null then numerator end as numerator
        ),
        {{ kpi_rests_on('risk') }} as is_covered_risk,
        case
            when ledger_age is null or ({{ kpi_rests_on('risk') }} and register_age is null) then {{ reason('STALE') }}
            when amount_reason is not null then amount_reason
            when numerator is null then {{ reason('NOT_REPORTED') }}
            when definition.rollup = 'RATIO' and denominator is null then definition.reason_zero_denominator
        end as reason_code
    from measured
    inner join {{ ref('dim_kpi') }} as definition using (kpi_id, variant)
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
