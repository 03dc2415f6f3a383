-- One value per activity and code type; where a file gives several, the first by alphabet.
select
    load_id,
    contract_id,
    task_code,
    code_kind,
    code_type,
    min(code_value) as code_value
from {{ ref('stg_schedule__code') }}
where task_code is not null
group by load_id, contract_id, task_code, code_kind, code_type
