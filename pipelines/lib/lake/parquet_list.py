"""Files as DuckDB is to read them: exactly these. In its paths `[`, `*` and `?` are patterns, in ours letters."""

import re
from collections.abc import Iterable
from pathlib import Path


def literal(path: Path | str) -> str:
    """A path that DuckDB takes for itself, whatever letters it has."""
    return re.sub(r"([\[*?])", r"[\1]", str(path))


def parquet_list(paths: Iterable[Path | str]) -> str:
    """A list of files in SQL, for read_parquet()."""
    return "[" + ", ".join("'" + literal(path).replace("'", "''") + "'" for path in paths) + "]"
