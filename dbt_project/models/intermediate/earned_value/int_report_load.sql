-- Which loads make the earned-value report of a period: those of the one source that speaks for it.
select * exclude (source_rank)
from ({{ loads_of_period('earned_value') }})
where source_rank = 1
