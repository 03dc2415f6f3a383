-- Which loads make the ledger of a period, source by source: the newest snapshot up to it, and the deltas after it.
{{ loads_of_period('cost') }}
