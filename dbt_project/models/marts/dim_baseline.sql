select
    {{ key(['contract_id', 'baseline_id']) }} as baseline_key,
    contract_id,
    baseline_id,
    kind,
    approved_on,
    in_force_from,
    in_force_to,
    change_id,
    is_original,
    is_progressed,
    load_id,
    submission_id
from {{ with_unknown(ref('int_baseline_in_force'), {'kind': 'unknown'}) }}
