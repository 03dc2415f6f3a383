"""A workbook's sheets, or why it can't be opened: what the library finds comes under many names and in no order.

A path flows in, a Workbook flows out or a refusal that its sender can act on.
"""

from pathlib import Path

import polars as pl

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.excel_cells import Workbook, read_workbook
from pipelines.lib.readers.excel_kind import SAVE_AGAIN, kind_of, password


def open_workbook(path: Path, pattern: str | None) -> tuple[str, Workbook]:
    """The kind of a workbook, and the sheets whose name fits a pattern, or all.

    Raises:
        UnreadableFile: no workbook, damaged, protected by a password, or of too many cells.
    """
    data = path.read_bytes()
    kind = kind_of(path, data)
    try:
        return kind, read_workbook(data, kind, pattern)
    except MemoryError:
        raise
    except UnreadableFile as error:
        raise UnreadableFile(error.what, where=path.name, why=error.why, fix=error.fix) from None
    except (Exception, pl.exceptions.PanicException) as error:
        if "password" in str(error).lower():
            raise password(path) from None
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        why = f"a part of it can't be read ({said})"
        raise UnreadableFile("the workbook is damaged", where=path.name, why=why, fix=SAVE_AGAIN) from error
