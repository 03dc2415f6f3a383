-- A report's rows by month, given or that of the period's last day; amounts to date, else the period's own.
select
    *,
    coalesce(fiscal_period, strftime(period_end, '%Y-%m')) as month,
    coalesce(pv, pv_period) as planned,
    coalesce(ev, ev_period) as earned,
    coalesce(ac, ac_period) as spent
from control_account_period
