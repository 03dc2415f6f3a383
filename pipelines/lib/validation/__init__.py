"""Is this file acceptable: rules as YAML, judged by Great Expectations on DuckDB; failing rows by one predicate a rule."""
