-- Which loads make the ledger of a period: the newest snapshot up to it, and the deltas that came after that snapshot.
{{ loads_of_period('cost', 'cost_load_id') }}
