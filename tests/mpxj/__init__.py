"""MPXJ, the reference reader of schedules, as a peer: what the benchmark and the parity suite both need of it."""
