{#- Why the earned-value part of a contract or node does not stand, or a note beside it (kpi_reason says which reason does what).
    `sums` has its sums; the aliases definition, contract and baseline_end are joined beside it. -#}
{% macro kpi_contract_reason(sums) %}
    case
        when definition.needs_independent_ac and contract.perspective = 'owner' and contract.pricing = 'lump_sum'
            then {{ reason('NO_INDEPENDENT_AC') }}
        when {{ sums }}.numerator is null and {{ sums }}.missing_reason is not null then {{ sums }}.missing_reason
        when {{ sums }}.numerator is null and {{ kpi_rests_on('schedule') }} and {{ kpi_rests_on('cost') }}
            then {{ reason('NOT_STARTED') }}
        when {{ sums }}.numerator is null then {{ reason('STALE') }}
        when {{ kpi_rests_on('schedule') }} and {{ too_many(sums ~ '.faulty_bac', sums ~ '.total_weight') }}
            then {{ reason('TOO_MANY_FAULTY_ROWS') }}
        -- of a reported account a fault takes out the whole; one of unknown budget weighs by count
        when {{ too_many(sums ~ '.faulty_account_bac', sums ~ '.total_weight') }}
            or {{ too_many(sums ~ '.faulty_accounts', sums ~ '.accounts') }}
            then {{ reason('TOO_MANY_FAULTY_ROWS') }}
        when {{ kpi_rests_on('schedule') }} and {{ too_many(sums ~ '.unmatched_bac', sums ~ '.total_weight') }}
            then {{ reason('PARTIAL_BASELINE') }}
        when ({{ sums }}.progress > 0 or {{ sums }}.denominator < 0) and {{ sums }}.ac < 0 then {{ reason('NEGATIVE_INPUT') }}
        when {{ sums }}.progress > 0 and {{ sums }}.ac = 0 then {{ reason('ZERO_DEN') }}
        when {{ sums }}.progress > 0 and {{ sums }}.numerator < 0 and definition.reason_negative_numerator is not null
            then definition.reason_negative_numerator
        when definition.hidden_after_baseline_finish and {{ sums }}.ev_date > baseline_end.baseline_finish
            then {{ reason('PV_PLATEAU') }}
        when {{ sums }}.is_rebaselined and ({{ kpi_rests_on('schedule') }} or {{ kpi_rests_on('budget') }})
            then {{ reason('REBASELINED_IN_PERIOD') }}
    end
{% endmacro %}
