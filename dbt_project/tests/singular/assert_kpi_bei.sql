-- Completed due tasks never exceed the due ones, nor all completed ones; undated tasks only lengthen the denominator.
with bei as (
    select
        scope,
        project_id,
        contract_id,
        period_id,
        baseline_basis,
        max(numerator) filter (where variant = 'v_due') as completed_due,
        max(denominator) filter (where variant = 'v_due') as due,
        max(numerator) filter (where variant = 'v_open') as completed,
        max(denominator) filter (where variant = 'v_gold') as due_or_undated
    from {{ ref('fct_kpi') }}
    where kpi_id = 'SP-08'
    group by scope, project_id, contract_id, period_id, baseline_basis
)

select *
from bei
where completed_due > due or completed_due > completed or due > due_or_undated
