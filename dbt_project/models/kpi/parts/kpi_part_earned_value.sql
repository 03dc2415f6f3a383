-- Adding an earned-value KPI: one row in seeds/kpi_definition.csv, one line in `measured`.
with account as (
    select * from {{ ref('kpi_account') }}
),

baseline_end as (
    select contract_id, baseline_id, max(baseline_finish) as baseline_finish
    from {{ ref('fct_baseline_activity') }}
    where not is_summary
    group by contract_id, baseline_id
),

measured as (
    select account.*, kpi.*
    from account
    cross join lateral (
        values
        -- noqa: disable=LT01
        --kpi_id  variant        numerator            multiplier  denominator  progress
        ('SP-01', 'total',       ev,                  null,       pv,          null),
        ('SP-01', 'discrete',    ev_discrete,         null,       pv_discrete, null),
        ('SP-02', 'amount',      ev - pv,             null,       null,        null),
        ('SP-02', 'pct',         ev - pv,             null,       pv,          null),
        ('SP-20', 'physical',    ev,                  null,       bac,         null),
        ('SP-20', 'planned',     pv,                  null,       bac,         null),
        ('SP-20', 'gap',         ev - pv,             null,       bac,         null),
        ('CO-01', 'default',     bac,                 null,       null,        null),
        ('CO-02', 'pv',          pv,                  null,       null,        null),
        ('CO-02', 'ev',          ev,                  null,       null,        null),
        ('CO-02', 'ac',          ac,                  null,       null,        null),
        ('CO-02', 'pv_period',   pv_period,           null,       null,        null),
        ('CO-02', 'ev_period',   ev_period,           null,       null,        null),
        ('CO-02', 'ac_period',   ac_period,           null,       null,        null),
        ('CO-03', 'cv',          ev - ac,             null,       null,        null),
        ('CO-03', 'cv_pct',      ev - ac,             null,       ev,          null),
        ('CO-04', 'default',     ev,                  null,       ac,          null),
        ('CO-05', 'bottom_up',   eac_1,               null,       null,        ev),
        ('CO-05', 'top_down',    bac,                 ac,         ev,          ev),
        ('CO-06', 'default',     eac_2,               null,       null,        null),
        ('CO-07', 'default',     eac_3,               null,       null,        ev),
        ('CO-08', 'default',     eac_4,               null,       null,        ev),
        ('CO-11', 'default',     eac_1 - ac,          null,       null,        ev),
        ('CO-12', 'vac',         bac - eac_1,         null,       null,        ev),
        ('CO-12', 'vac_pct',     bac - eac_1,         null,       bac,         ev),
        ('CO-13', 'default',     bac - ev,            null,       bac - ac,    null),
        ('CO-14', 'default',     bac - ev,            null,       eac_1 - ac,  ev),
        ('CO-15', 'spent',       ac,                  null,       bac,         null),
        ('CO-15', 'complete',    ev,                  null,       bac,         null),
        ('CO-15', 'gap',         ac - ev,             null,       bac,         null),
        ('CO-16', 'amount',      commitment,          null,       null,        null),
        ('CO-16', 'engaged_pct', commitment,          null,       bac,         null)
    ) as kpi (kpi_id, variant, numerator, multiplier, denominator, progress)
),

-- An account enters a KPI with all its parts or not at all.
judged as (
    select
        measured.*,
        numerator is not null
        and (denominator is not null or definition.rollup <> 'RATIO')
        and (multiplier is not null or not definition.has_multiplier) as is_known,
        {{ kpi_needs() }}
    from measured
    left join {{ ref('dim_kpi') }} as definition using (kpi_id, variant)
),

-- A contract's accounts together, and those of each node.
placed as (
    select *, null as node_type, null as node_id
    from judged
    union all
    select judged.*, node.node_type, node.node_id
    from judged
    inner join {{ ref('kpi_node') }} as node using (contract_id, control_account_id)
),

sums as (
    select
        kpi_id, variant, project_id, contract_id, node_type, node_id, period_id, baseline_basis,
        min(baseline_id) as baseline_id, min(currency) as currency,
        sum(numerator) filter (where is_known) as numerator, sum(multiplier) filter (where is_known) as multiplier,
        sum(denominator) filter (where is_known) as denominator, sum(progress) filter (where is_known) as progress,
        sum(ac) filter (where is_known) as ac,
        min(reason) filter (where not is_known) as missing_reason,
        sum(bac) filter (where is_known) as known_weight, sum(bac) as total_weight,
        sum(faulty_bac) as faulty_bac, sum(unmatched_bac) as unmatched_bac,
        sum(bac) filter (where reason = {{ reason('TOO_MANY_FAULTY_ROWS') }}) as faulty_account_bac,
        count(*) filter (where reason = {{ reason('TOO_MANY_FAULTY_ROWS') }}) as faulty_accounts, count(*) as accounts,
        bool_or(is_rebaselined_in_period) as is_rebaselined,
        max(ev_date) as ev_date, max(needed_age) as age, min(needed_date_min) as data_date_min, max(needed_date_max) as data_date_max
    from placed
    group by all
),

reasoned as (
    select
        sums.*, node_id as item_id, data_date_max as status_date, null as value_date,
        {{ kpi_contract_reason('sums') }} as reason_code
    from sums
    inner join {{ ref('dim_kpi') }} as definition using (kpi_id, variant)
    left join {{ ref('dim_contract') }} as contract using (contract_id)
    left join baseline_end using (contract_id, baseline_id)
)

select {{ kpi_part_columns('node_type') }}
from reasoned
