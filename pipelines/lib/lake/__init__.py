"""The archive of bytes, the records of what was decided, and the views that dbt reads."""
