"""Plain Python that does the work. Never imports Dagster (ruff TID251 keeps it so)."""
