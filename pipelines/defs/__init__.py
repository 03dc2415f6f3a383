"""Dagster definitions only, a few lines each; the work is in pipelines/lib."""
