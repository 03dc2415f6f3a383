select
    {{ key(['contract_id', 'period_id']) }} as period_key,
    contract_id,
    period_id,
    period_start,
    period_end,
    due_on,
    row_number() over calendar as period_index,
    lag(period_id) over calendar as previous_period_id
from {{ ref('stg_config__period') }}
window calendar as (partition by contract_id order by period_end)
