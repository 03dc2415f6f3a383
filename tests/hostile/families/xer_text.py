"""An XER taken apart into tables and put together again, to plant a trait in one place of it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile.families.hostile import XER


@dataclass
class Table:
    """One table: its name, fields and rows of cells."""

    name: str
    fields: list[str]
    rows: list[list[str]]

    def text(self) -> str:
        """As it stands in a file."""
        lines = [f"%T\t{self.name}", "\t".join(["%F", *self.fields])]
        return "\r\n".join([*lines, *("\t".join(["%R", *row]) for row in self.rows)])

    def drop(self, field: str) -> None:
        """Take a field out, and its cell out of every row."""
        at = self.fields.index(field)
        for cells in (self.fields, *self.rows):
            del cells[at]

    def put(self, field: str, value: str, row: int = 0) -> None:
        """Write a cell."""
        self.rows[row][self.fields.index(field)] = value


def tables(content: bytes = XER) -> tuple[str, dict[str, Table]]:
    """The head line of a file (the good one), and its tables."""
    head, *blocks = content.decode("cp1252").replace("\r\n%E\r\n", "").split("\r\n%T\t")
    found = {}
    for block in blocks:
        name, fields, *rows = block.split("\r\n")
        found[name] = Table(name, fields.split("\t")[1:], [row.split("\t")[1:] for row in rows])
    return head, found


def joined(head: str, parts: list[Table]) -> bytes:
    """A whole file."""
    return ("\r\n".join([head, *(table.text() for table in parts), "%E"]) + "\r\n").encode("cp1252", "replace")


def changed(change: Callable[[dict[str, Table]], object], content: bytes = XER) -> bytes:
    """A file (the good one) after a change of its tables."""
    head, found = tables(content)
    change(found)
    return joined(head, list(found.values()))


def cell(table: str, field: str, value: str, row: int = 0) -> bytes:
    """The good file with one cell written."""
    return changed(lambda found: found[table].put(field, value, row))
