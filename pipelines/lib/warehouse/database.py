"""A DuckDB file and the log beside it, which whoever opens the file next replays into it."""

from pathlib import Path


def log_of(file: Path) -> Path:
    """The log that DuckDB replays into a database file when it is opened."""
    return file.with_name(file.name + ".wal")


def remove_database(file: Path) -> None:
    """Remove a DuckDB file of ours and the log that would be replayed into its successor."""
    file.unlink(missing_ok=True)
    log_of(file).unlink(missing_ok=True)
