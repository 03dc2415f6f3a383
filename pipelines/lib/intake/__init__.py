"""Receipts -> verdicts: identify, read, conform, validate, commit. One module a step, in that order."""
