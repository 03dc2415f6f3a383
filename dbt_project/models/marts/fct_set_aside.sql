-- Which figures of which period stand without a load that was accepted and set aside.
with

-- What a feed feeds depends on the contract: budgets come from the baseline or the ledger, progress from a schedule or a report.
needed as (

    select
        missed.*,
        contracts.project_id,
        unnest(case missed.feed
            when 'schedule' then
                case when missed.role = 'baseline' then ['schedule', 'budget'] else ['schedule'] end
            when 'cost' then
                case
                    when contracts.bac_from = 'baseline' and contracts.ev_method = 'cost_loaded_schedule'
                        then ['cost', 'commitment']
                    else ['cost', 'commitment', 'budget', 'schedule']
                end
            when 'earned_value' then
                case
                    when contracts.ev_method <> 'reported' then []
                    when contracts.ac_source = 'report' then ['schedule', 'budget', 'cost']
                    else ['schedule', 'budget']
                end
            else [missed.feed]
        end) as need
    from {{ ref('int_set_aside_period') }} as missed
    left join {{ ref('stg_config__contract') }} as contracts
        on missed.contract_id = contracts.contract_id

)

select
    {{ key(['load_id']) }} as submission_key,
    {{ key(['contract_id']) }} as contract_key,
    {{ key(['contract_id', 'period_id']) }} as period_key,
    contract_id,
    project_id,
    period_id,
    need,
    load_id,
    source_id,
    feed,
    role,
    data_date,
    file_name,
    set_aside_at,
    model,
    reason
from needed
