-- Generated from seeds/kpi_definition.csv by `python -m pipelines.lib.warehouse.wide_tables`.
with measurement as (
    select *, kpi_id || ' ' || variant as measure
    from {{ ref('fct_kpi') }}
    where scope = 'node' and baseline_basis = 'in_force'
)

select
    project_id, contract_id, node_type, item_id, period_id, max(period_end) as period_end, max(currency) as currency,
    min(data_date_min) as data_date_min, max(data_date_max) as data_date_max,
    max(value) filter (where measure = 'SP-01 total') as spi,
    max(rag) filter (where measure = 'SP-01 total') as spi_rag,
    max(value) filter (where measure = 'SP-02 amount') as sv,
    max(rag) filter (where measure = 'SP-02 amount') as sv_rag,
    max(value) filter (where measure = 'SP-20 gap') as progress_gap,
    max(rag) filter (where measure = 'SP-20 gap') as progress_gap_rag,
    max(value) filter (where measure = 'SP-20 physical') as progress_physical,
    max(rag) filter (where measure = 'SP-20 physical') as progress_physical_rag,
    max(value) filter (where measure = 'SP-20 planned') as progress_planned,
    max(rag) filter (where measure = 'SP-20 planned') as progress_planned_rag,
    max(value) filter (where measure = 'CO-01 default') as bac,
    max(rag) filter (where measure = 'CO-01 default') as bac_rag,
    max(value) filter (where measure = 'CO-02 ev') as ev,
    max(rag) filter (where measure = 'CO-02 ev') as ev_rag,
    max(value) filter (where measure = 'CO-02 pv') as pv,
    max(rag) filter (where measure = 'CO-02 pv') as pv_rag,
    max(value) filter (where measure = 'CO-02 ac') as ac,
    max(rag) filter (where measure = 'CO-02 ac') as ac_rag,
    max(value) filter (where measure = 'CO-03 cv') as cv,
    max(rag) filter (where measure = 'CO-03 cv') as cv_rag,
    max(value) filter (where measure = 'CO-04 default') as cpi,
    max(rag) filter (where measure = 'CO-04 default') as cpi_rag,
    max(value) filter (where measure = 'CO-05 bottom_up') as eac_1,
    max(rag) filter (where measure = 'CO-05 bottom_up') as eac_1_rag,
    max(value) filter (where measure = 'CO-06 default') as eac_2,
    max(rag) filter (where measure = 'CO-06 default') as eac_2_rag,
    max(value) filter (where measure = 'CO-07 default') as eac_3,
    max(rag) filter (where measure = 'CO-07 default') as eac_3_rag,
    max(value) filter (where measure = 'CO-08 default') as eac_4,
    max(rag) filter (where measure = 'CO-08 default') as eac_4_rag,
    max(value) filter (where measure = 'CO-11 default') as etc,
    max(rag) filter (where measure = 'CO-11 default') as etc_rag,
    max(value) filter (where measure = 'CO-12 vac') as vac,
    max(rag) filter (where measure = 'CO-12 vac') as vac_rag,
    max(value) filter (where measure = 'CO-13 default') as tcpi_bac,
    max(rag) filter (where measure = 'CO-13 default') as tcpi_bac_rag,
    max(value) filter (where measure = 'CO-14 default') as tcpi_eac,
    max(rag) filter (where measure = 'CO-14 default') as tcpi_eac_rag,
    max(value) filter (where measure = 'CO-15 gap') as cost_gap,
    max(rag) filter (where measure = 'CO-15 gap') as cost_gap_rag,
    max(value) filter (where measure = 'CO-16 amount') as committed,
    max(rag) filter (where measure = 'CO-16 amount') as committed_rag
from measurement
group by project_id, contract_id, node_type, item_id, period_id
