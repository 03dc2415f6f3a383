-- What each period of a contract rests on: its schedule, its ledger, its earned-value report, its baseline.
with

periods as (

    select
        *,
        row_number() over (partition by contract_id order by period_end) as period_index,
        lag(period_id) over (partition by contract_id order by period_end) as previous_period_id
    from {{ ref('stg_config__period') }}
    where contract_id is not null

)

select
    periods.contract_id,
    periods.period_id,
    periods.period_start,
    periods.period_end,
    periods.due_on,
    periods.period_index,
    periods.previous_period_id,
    schedule.load_id as schedule_load_id,
    schedule.submission_id as schedule_submission_id,
    schedule.data_date as ev_date,
    schedule.cut_off_day as schedule_cut_off_day,
    schedule.age as schedule_age,
    ledger.load_id as cost_load_id,
    ledger.submission_id as cost_submission_id,
    ledger.cut_off_day as ac_date,
    ledger.age as cost_age,
    report.load_id as report_load_id,
    report.submission_id as report_submission_id,
    report.data_date as report_date,
    report.cut_off_day as report_cut_off_day,
    report.age as report_age,
    baseline.baseline_id,
    baseline.load_id as baseline_load_id,
    original.baseline_id as original_baseline_id,
    original.load_id as original_baseline_load_id
from periods
left join {{ ref('int_feed_status') }} as schedule
    on periods.contract_id = schedule.contract_id
    and periods.period_id = schedule.period_id
    and schedule.feed = 'schedule' and schedule.is_chosen
left join {{ ref('int_feed_status') }} as ledger
    on periods.contract_id = ledger.contract_id
    and periods.period_id = ledger.period_id
    and ledger.feed = 'cost' and ledger.is_chosen
left join {{ ref('int_feed_status') }} as report
    on periods.contract_id = report.contract_id
    and periods.period_id = report.period_id
    and report.feed = 'earned_value' and report.is_chosen
left join {{ ref('int_baseline_in_force') }} as baseline
    on periods.contract_id = baseline.contract_id
    and periods.period_end >= baseline.in_force_from
    and periods.period_end <= coalesce(baseline.in_force_to, periods.period_end)
left join {{ ref('int_baseline_in_force') }} as original
    on periods.contract_id = original.contract_id
    and original.is_original
