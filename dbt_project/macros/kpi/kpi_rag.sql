{#- RAG of exact numbers: numerator against limit x denominator (limits are inclusive), never a rounded value. -#}
{% macro kpi_rag(numerator, denominator, direction, green, amber) %}
    case
        when {{ direction }} = 'higher' and {{ numerator }} >= {{ green }} * {{ denominator }} then 'GREEN'
        when {{ direction }} = 'higher' and {{ numerator }} >= {{ amber }} * {{ denominator }} then 'AMBER'
        when {{ direction }} = 'lower' and {{ numerator }} <= {{ green }} * {{ denominator }} then 'GREEN'
        when {{ direction }} = 'lower' and {{ numerator }} <= {{ amber }} * {{ denominator }} then 'AMBER'
        else 'RED'
    end
{% endmacro %}
