-- Failing means: a fact points at a dimension row that does not exist, so that a BI tool would silently drop it.
{%- set links = [
    ('fct_earned_value', 'contract_key', 'dim_contract'),
    ('fct_earned_value', 'control_account_key', 'dim_control_account'),
    ('fct_earned_value', 'period_key', 'dim_period'),
    ('fct_earned_value', 'baseline_key', 'dim_baseline'),
    ('fct_activity_status', 'contract_key', 'dim_contract'),
    ('fct_activity_status', 'activity_key', 'dim_activity'),
    ('fct_activity_status', 'submission_key', 'dim_submission'),
    ('fct_baseline_activity', 'activity_key', 'dim_activity'),
    ('fct_baseline_activity', 'baseline_key', 'dim_baseline'),
    ('fct_milestone_status', 'milestone_key', 'dim_milestone'),
    ('fct_milestone_status', 'period_key', 'dim_period'),
    ('fct_risk_status', 'risk_key', 'dim_risk'),
    ('fct_risk_status', 'contract_key', 'dim_contract'),
    ('fct_risk_status', 'period_key', 'dim_period'),
    ('fct_cost_entry', 'contract_key', 'dim_contract'),
    ('fct_cost_entry', 'control_account_key', 'dim_control_account'),
    ('fct_cost_entry', 'submission_key', 'dim_submission'),
    ('fct_delivery', 'contract_key', 'dim_contract'),
    ('fct_delivery', 'source_key', 'dim_source'),
    ('fct_delivery', 'period_key', 'dim_period'),
    ('fct_submission', 'submission_key', 'dim_submission'),
    ('fct_submission', 'source_key', 'dim_source'),
    ('fct_submission', 'contract_key', 'dim_contract'),
    ('fct_finding', 'rule_key', 'dim_rule'),
    ('fct_finding', 'submission_key', 'dim_submission'),
    ('dim_activity', 'wbs_key', 'dim_wbs'),
    ('dim_wbs', 'parent_wbs_key', 'dim_wbs')
] %}
{% for fact, column, dimension in links %}
select '{{ fact }}' as fact, '{{ column }}' as key_column, {{ column }} as key_value
from {{ ref(fact) }}
where {{ column }} not in (select {{ column | replace('parent_', '') }} from {{ ref(dimension) }})
{% if not loop.last %}union all{% endif %}
{% endfor %}
