with

-- Before a contract's first period stands nothing when it began in that period; else nobody knows what was before.
timed as (

    select
        accounts.*,
        periods.period_end,
        case when contracts.ev_method = 'reported' then periods.report_date else periods.ev_date end as ev_date,
        case when contracts.ac_source = 'report' then periods.report_cut_off_day else periods.ac_date end as ac_date,
        periods.ac_date as commitment_date,
        case
            when contracts.ev_method = 'reported' then periods.report_submission_id
            else periods.schedule_submission_id
        end as ev_submission_id,
        case
            when contracts.ac_source = 'report' then periods.report_submission_id
            else periods.cost_submission_id
        end as ac_submission_id,
        case when contracts.ev_method = 'reported' then periods.report_age else periods.schedule_age end as ev_age,
        case when contracts.ac_source = 'report' then periods.report_age else periods.cost_age end as ac_age,
        periods.cost_age as commitment_age,
        contracts.project_id,
        contracts.currency,
        contracts.tax_basis,
        periods.period_index,
        {%- for measure in ['pv', 'ev', 'ac'] %}
        case
            when periods.period_index > 1 then lag(accounts.{{ measure }}) over by_time
            when contracts.started_on >= periods.period_start then 0
        end as previous_{{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('int_account_known') }} as accounts
    inner join {{ ref('int_contract_period') }} as periods
        on accounts.contract_id = periods.contract_id
        and accounts.period_id = periods.period_id
    inner join {{ ref('stg_config__contract') }} as contracts
        on accounts.contract_id = contracts.contract_id
    window by_time as (
        partition by accounts.contract_id, accounts.control_account_id, accounts.baseline_basis
        order by periods.period_index
    )

)

select
    {{ key(['timed.contract_id']) }} as contract_key,
    {{ key(['timed.contract_id', 'timed.control_account_id']) }} as control_account_key,
    {{ key(['timed.contract_id', 'timed.period_id']) }} as period_key,
    case
        when timed.baseline_id is null then {{ key(['null', 'null']) }}
        else {{ key(['timed.contract_id', 'timed.baseline_id']) }}
    end as baseline_key,
    timed.contract_id,
    timed.project_id,
    timed.control_account_id,
    timed.period_id,
    timed.period_end,
    timed.baseline_basis,
    timed.baseline_id,
    timed.is_rebaselined_in_period,
    timed.currency,
    timed.tax_basis,
    timed.ev_date,
    timed.ac_date,
    timed.commitment_date,
    timed.ev_submission_id,
    timed.ac_submission_id,
    timed.bac,
    timed.pv,
    timed.ev,
    timed.ac,
    timed.commitment,
    timed.bac_discrete,
    timed.pv_discrete,
    timed.ev_discrete,
    {{ money('timed.pv - timed.previous_pv') }} as pv_period,
    {{ money('timed.ev - timed.previous_ev') }} as ev_period,
    {{ money('timed.ac - timed.previous_ac') }} as ac_period,
    timed.faulty_bac,
    timed.unmatched_bac,
    {{ money('case when timed.period_index > 1 then timed.ac_before - timed.previous_ac end') }}
        as prior_period_adjustment,
    timed.bac_reason,
    timed.ev_reason,
    timed.ac_reason,
    timed.commitment_reason,
    timed.ev_age,
    timed.ac_age,
    timed.commitment_age
from timed
