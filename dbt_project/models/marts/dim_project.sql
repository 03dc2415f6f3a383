select
    {{ key(['projects.project_id']) }} as project_key,
    projects.project_id,
    projects.project_name,
    portfolio.portfolio_id,
    portfolio.portfolio_name,
    portfolio.base_currency
from {{ with_unknown(ref('stg_config__project'), {'project_name': 'Unknown'}) }} as projects
left join {{ ref('stg_config__portfolio') }} as portfolio
    on true
