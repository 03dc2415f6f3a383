with

-- Paths come from WBS tables and from the activities themselves; a CSV schedule has no WBS table.
nodes as (

    select
        wbs.contract_id,
        wbs.wbs_path,
        wbs.wbs_name,
        submissions.role,
        wbs.data_date,
        wbs.load_id,
        wbs.source_row
    from {{ ref('stg_schedule__wbs') }} as wbs
    inner join {{ ref('stg_submission__current') }} as submissions
        on wbs.load_id = submissions.load_id
    where wbs.wbs_path <> ''

),

sent as (

    select
        contract_id,
        wbs_path
    from nodes
    union
    select
        contract_id,
        wbs_path
    from {{ ref('int_current_activity') }}
    where wbs_path <> ''

),

paths as (

    select distinct
        sent.contract_id,
        depths.depth as wbs_level,
        array_to_string(string_split(sent.wbs_path, '.')[1:depths.depth], '.') as wbs_path
    from sent,
        unnest(generate_series(1, len(string_split(sent.wbs_path, '.')))) as depths (depth)

),

names as (

    select
        contract_id,
        wbs_path,
        wbs_name
    from nodes
    qualify row_number() over (
        partition by contract_id, wbs_path
        order by (role = 'update') desc, data_date desc, load_id asc, source_row asc
    ) = 1

),

named as (

    select
        paths.contract_id,
        paths.wbs_path,
        string_split(paths.wbs_path, '.')[paths.wbs_level] as wbs_code,
        coalesce(names.wbs_name, string_split(paths.wbs_path, '.')[paths.wbs_level]) as wbs_name,
        paths.wbs_level,
        nullif(array_to_string(string_split(paths.wbs_path, '.')[1:paths.wbs_level - 1], '.'), '') as parent_wbs_path
    from paths
    left join names
        on paths.contract_id is not distinct from names.contract_id
        and paths.wbs_path = names.wbs_path
    union all
    select
        null,
        null,
        null,
        'Unknown',
        null,
        null

)

select
    {{ key(['contract_id', 'wbs_path']) }} as wbs_key,
    contract_id,
    wbs_path,
    wbs_code,
    wbs_name,
    wbs_level,
    parent_wbs_path,
    case
        when parent_wbs_path is null then {{ key(['null', 'null']) }}
        else {{ key(['contract_id', 'parent_wbs_path']) }}
    end as parent_wbs_key
from named
