-- Which loads make the earned-value report of a period: the newest snapshot up to it, and the deltas that came after it.
{{ loads_of_period('earned_value', 'report_load_id') }}
