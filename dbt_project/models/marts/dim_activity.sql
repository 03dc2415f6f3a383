with

newest as (

    select
        contract_id,
        task_code,
        activity_name,
        activity_type,
        wbs_path,
        object_code,
        data_date
    from {{ ref('int_current_activity') }}
    qualify row_number() over (
        partition by contract_id, task_code
        order by (role = 'update') desc, data_date desc, load_id asc
    ) = 1

),

baselined as (

    select distinct
        contract_id,
        task_code
    from {{ ref('int_baseline_activity') }}

)

select
    {{ key(['activities.contract_id', 'activities.task_code']) }} as activity_key,
    activities.contract_id,
    activities.task_code,
    activities.activity_name,
    activities.activity_type,
    case
        when coalesce(activities.wbs_path, '') = '' then {{ key(['null', 'null']) }}
        else {{ key(['activities.contract_id', 'activities.wbs_path']) }}
    end as wbs_key,
    activities.wbs_path,
    activities.object_code,
    baselined.task_code is not null as is_in_baseline,
    activities.data_date as last_data_date
from {{ with_unknown('newest', {'activity_name': 'Unknown'}) }} as activities
left join baselined
    on activities.contract_id = baselined.contract_id
    and activities.task_code = baselined.task_code
