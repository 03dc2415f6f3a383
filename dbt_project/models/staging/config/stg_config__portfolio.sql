select
    portfolio_id,
    portfolio_name,
    base_currency,
    as_of
from {{ source('lake', 'config_portfolio') }}
