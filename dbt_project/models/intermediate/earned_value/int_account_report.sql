-- Control accounts of contracts whose contractor reports earned value: taken at their word, and why a figure is unknown.
-- A report measures against the baseline in force; against the original one it says nothing once the two differ.
with

named as (

    select distinct
        contract_id,
        control_account_id
    from {{ ref('int_report_entry') }}

),

reported as (

    select
        accounts.*,
        named.control_account_id is null and periods.report_age is not null as is_never_named,
        {%- for amount, name in {'bac': 'bac', 'pv': 'pv', 'ev': 'ev', 'ac': 'report_ac'}.items() %}
        case when is_never_named then 0 else report.{{ amount }} end as {{ name }},
        {%- endfor %}
        periods.report_age,
        report.is_unrated,
        report.is_progress_faulty,
        report.is_cost_faulty,
        coalesce(accounts.baseline_id, '') <> coalesce(periods.baseline_id, '') as is_other_baseline
    from {{ ref('int_account_weight') }} as accounts
    inner join {{ ref('int_contract_period') }} as periods
        on accounts.contract_id = periods.contract_id
        and accounts.period_id = periods.period_id
    left join {{ ref('int_report_value') }} as report
        on accounts.contract_id = report.contract_id
        and accounts.period_id = report.period_id
        and accounts.control_account_id = report.control_account_id
    left join named
        on accounts.contract_id = named.contract_id
        and accounts.control_account_id = named.control_account_id
    where accounts.ev_method = 'reported'

),

-- An account that only the ledger knows, and no report ever named, has no budget and earns nothing; its cost counts. One that
-- a report named before and this one leaves out is unknown.
reasoned as (

    select
        *,
        case
            when is_other_baseline then {{ reason('NO_BASELINE') }}
            when report_age is null then {{ reason('STALE') }}
            when is_unrated then {{ reason('NO_RATE') }}
            when bac is null and is_progress_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }}
            when bac is null then {{ reason('NOT_REPORTED') }}
        end as report_bac_reason,
        case
            when is_other_baseline then {{ reason('NO_BASELINE') }}
            when report_age is null then {{ reason('STALE') }}
            when is_unrated then {{ reason('NO_RATE') }}
            when is_progress_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }}
            when pv is null or ev is null then {{ reason('NOT_REPORTED') }}
        end as report_ev_reason,
        case
            when ac_source = 'ledger' then ac_reason
            when report_age is null then {{ reason('STALE') }}
            when is_unrated then {{ reason('NO_RATE') }}
            when is_cost_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }}
            when report_ac is null then {{ reason('NOT_REPORTED') }}
        end as report_ac_reason
    from reported

)

select
    contract_id,
    control_account_id,
    period_id,
    baseline_basis,
    baseline_id,
    is_rebaselined_in_period,
    {{ money('case when report_bac_reason is null then bac end') }} as bac,
    {{ money('case when report_ev_reason is null then pv end') }} as pv,
    {{ money('case when report_ev_reason is null then ev end') }} as ev,
    {{ money("case when report_ac_reason is null then case ac_source when 'ledger' then ac else report_ac end end") }} as ac,
    {{ money("case when report_ac_reason is null and ac_source = 'ledger' then ac_before end") }} as ac_before,
    {{ money('case when commitment_reason is null then commitment end') }} as commitment,
    report_bac_reason as bac_reason,
    report_ev_reason as ev_reason,
    report_ac_reason as ac_reason,
    commitment_reason
from reasoned
