{#- The loads whose every row a critical finding falsifies, because it names no row: an alarm about the whole file, or about a
    contract in it (contract_id null: all of them). `table` is the canonical table; `falsified` limits it to one kind. -#}
{% macro faulty_loads(table, falsified=none) %}
    select distinct
        load_id,
        contract_id
    from {{ ref('int_faulty_row') }}
    where
        table_name in ('{{ table }}', 'submission') and is_whole_load
        {%- if falsified %} and falsified = '{{ falsified }}'{% endif %}
{% endmacro %}

{#- Whether such an alarm speaks of a row; `loads` is the CTE of faulty_loads, `rows` the alias of the rows. -#}
{% macro is_in_faulty_load(loads, rows) -%}
    exists (
        select 1
        from {{ loads }}
        where
            {{ loads }}.load_id = {{ rows }}.load_id
            and coalesce({{ loads }}.contract_id = {{ rows }}.contract_id, {{ loads }}.contract_id is null)
    )
{%- endmacro %}
