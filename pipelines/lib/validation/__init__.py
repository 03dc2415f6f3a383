"""Is this file acceptable: rules as YAML, judged by Great Expectations on DuckDB; a predicate per rule finds rows."""
