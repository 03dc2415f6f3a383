{#- Why a contract's earned-value part does not stand, or a note beside it (kpi_reason says which reason does what).
    `sums` has the contract's sums; the aliases contract and baseline_end are joined beside it. -#}
{% macro kpi_contract_reason(sums) %}
    case
        when {{ sums }}.needs_independent_ac and contract.perspective = 'owner' and contract.pricing = 'lump_sum' then 'E16'
        when {{ sums }}.numerator is null then
            coalesce({{ sums }}.missing_reason, case when {{ sums }}.needs = 'schedule cost' then 'E4' else 'E12' end)
        when {{ sums }}.needs like '%schedule%' and {{ sums }}.faulty_bac > 0.05 * {{ sums }}.total_weight then 'E17'
        -- of a reported account a fault takes out the whole; one of unknown budget weighs by count
        when {{ sums }}.faulty_account_bac > 0.05 * {{ sums }}.total_weight or {{ sums }}.faulty_accounts > 0.05 * {{ sums }}.accounts then 'E17'
        when {{ sums }}.needs like '%schedule%' and {{ sums }}.unmatched_bac > 0.05 * {{ sums }}.total_weight then 'E3'
        when ({{ sums }}.progress > 0 or {{ sums }}.denominator < 0) and {{ sums }}.ac < 0 then 'E14'
        when {{ sums }}.progress > 0 and {{ sums }}.ac = 0 then 'E1'
        when {{ sums }}.kpi_id = 'CO-11' and {{ sums }}.progress > 0 and {{ sums }}.numerator < 0 then 'E13'
        when {{ sums }}.hidden_after_baseline_finish and {{ sums }}.ev_date > baseline_end.baseline_finish then 'E11'
        when {{ sums }}.is_rebaselined and {{ sums }}.needs not in ('cost', 'commitment') then 'E15'
    end
{% endmacro %}
