with

-- A rule that has left the configuration keeps its findings, so it keeps its row.
rules as (

    select
        rule_id,
        feed,
        table_name,
        severity,
        title,
        why,
        fix,
        falsifies
    from {{ ref('stg_config__rule') }}
    union all
    select
        rule_id,
        null,
        max(table_name),
        max(severity),
        'Retired rule',
        null,
        null,
        null
    from {{ ref('stg_submission__finding') }}
    where rule_id not in (select rule_id from {{ ref('stg_config__rule') }})
    group by rule_id

)

select
    {{ key(['rule_id']) }} as rule_key,
    rule_id,
    feed,
    table_name,
    severity,
    title,
    why,
    fix,
    falsifies
from {{ with_unknown('rules', {'title': 'Unknown'}) }}
