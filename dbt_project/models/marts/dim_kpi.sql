-- The seed's definitions. A ratio of a project or the portfolio is published twice: the last known, and fresh (the members
-- that delivered in the period), so its definition stands here twice.
with definitions as (
    select * from {{ ref('kpi_definition') }}
),

variants as (
    select *, variant as published_variant, is_default as is_published_default, column_name as published_column
    from definitions

    union all

    select *, variant || '_fresh', false, null
    from definitions
    where rollup = 'RATIO'
)

select
    kpi_id, published_variant as variant, variant as base_variant, is_published_default as is_default,
    published_column as column_name,
    kpi_name, area, formula, standard, unit, parts_unit, rollup, has_multiplier, weight_by, item_scope,
    is_by_node, direction, definition_version,
    numerator_meaning, denominator_meaning, needs,
    reason_zero_denominator, reason_negative_denominator, reason_both_zero, reason_zero_numerator,
    reason_negative_numerator, reason_no_progress,
    needs_independent_ac, hidden_after_baseline_finish, edge_cases
from variants
