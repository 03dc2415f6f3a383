-- What a report says of each account to date, under the code without its case and blanks: amounts to date of the newest
-- month with any value or cost, else the periods added up. Grain: load, contract and account.
with said as (
    select
        *,
        upper(regexp_replace(control_account, '\s+', '', 'g')) as account,
        coalesce(fiscal_period, strftime(period_end, '%Y-%m')) as month,
        coalesce(ev, ac, ev_period, ac_period) is not null as is_past
    from control_account_period
    where control_account is not null
)

select
    load_id,
    any_value(submission_id) as submission_id,
    any_value(source_id) as source_id,
    contract_id,
    any_value(data_date) as data_date,
    any_value(source_file) as source_file,
    max_by(source_sheet, month) filter (where is_past) as source_sheet,
    max_by(source_row, month) filter (where is_past) as source_row,
    any_value(currency) as currency,
    account,
    max_by(control_account, month) as control_account,
    count(distinct control_account) as spellings,
    max(month) filter (where is_past) as month,
    coalesce(max_by(pv, month) filter (where is_past), sum(pv_period) filter (where is_past)) as pv,
    coalesce(max_by(ev, month), sum(ev_period)) as ev,
    coalesce(max_by(ac, month), sum(ac_period)) as ac,
    max_by(bac, month) as bac,
    max_by(ev = ev_period and ev > 0 or ac = ac_period and ac > 0, month) as is_period_alone
from said
group by load_id, contract_id, account
