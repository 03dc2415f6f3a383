"""The demo portfolio: files as contractors send them, with planted faults, and the figures they must lead to."""
