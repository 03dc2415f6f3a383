{#- The code of a reason by its name, as seeds/kpi_reason.csv has them (a test holds the two equal). -#}
{% macro reason(name) -%}
    {%- set codes = {
        'ZERO_DEN': 'E1',
        'NO_BASELINE': 'E2',
        'PARTIAL_BASELINE': 'E3',
        'NOT_STARTED': 'E4',
        'COMPLETE': 'E5',
        'NO_DATA_DATE': 'E6',
        'BLANK_FLOAT': 'E7',
        'NOT_RESOURCE_LOADED': 'E8',
        'NO_RATE': 'E9',
        'NO_COST_LINK': 'E10',
        'PV_PLATEAU': 'E11',
        'STALE': 'E12',
        'EAC_LE_AC': 'E13',
        'NEGATIVE_INPUT': 'E14',
        'REBASELINED_IN_PERIOD': 'E15',
        'NO_INDEPENDENT_AC': 'E16',
        'TOO_MANY_FAULTY_ROWS': 'E17',
        'MIXED_TAX_BASIS': 'E18',
        'NOT_REPORTED': 'E19',
        'SET_ASIDE': 'E20'
    } -%}
    {%- if name not in codes %}{{ exceptions.raise_compiler_error('no reason is named ' ~ name) }}{% endif -%}
    '{{ codes[name] }}'
{%- endmacro %}
