"""Damage to what stands in the workspace, undone from a copy when the run under it has ended: as a person with a backup does."""

import os
import random
import shutil
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

# Kind of state -> where its files are.
STATE = {
    "record": "lake/_submissions/*.json",
    "receipt": "lake/_receipts/*.json",
    "comparison": "lake/_comparisons/*.json",
    "lake file": "lake/*/source_id=*/*.parquet",
    "archived file": "archive/*/*/*",
    "published file": "published/pmo.duckdb",
    "state of the publication": "published/publication.json",
    "configuration file": "sources/contracts/*.yml",
}


def of(pattern: str) -> Callable[[Path, random.Random, ExitStack], None]:
    """One file of a kind emptied, cut, overwritten, or gone."""

    def begin(home: Path, chance: random.Random, ends: ExitStack) -> None:
        files = sorted(home.glob(pattern))
        if not files:
            return
        path = chance.choice(files)
        _back_afterwards(home, ends)
        content = path.read_bytes()
        path.chmod(0o644)
        kind = chance.randrange(5)
        if kind == 4:
            path.unlink()
        else:
            cut = content[: chance.randrange(max(1, len(content)))]
            path.write_bytes([b"", cut, chance.randbytes(len(content)), b"{}"][kind])

    return begin


def foreign_log(home: Path, chance: random.Random, _: ExitStack) -> None:
    """A write-ahead log that a foreign process left beside the published file."""
    (home / "published/pmo.duckdb.wal").write_bytes(chance.randbytes(2000))


def folders_gone(home: Path, chance: random.Random, ends: ExitStack) -> None:
    """A folder that a run makes again."""
    del ends
    for name in chance.sample(["tmp", "faults", "published/parquet", "lake/_staging", "lake/_left_in_inbox.json"], 2):
        shutil.rmtree(home / name, ignore_errors=True)


def things_in_the_inbox(home: Path, _: random.Random, ends: ExitStack) -> None:
    """What is no file: links out of the workspace, a pipe, a socket, a folder with the name of a file."""
    folder = home / "inbox/builder/cost"
    secret = home.with_name("secret.csv")
    secret.write_text("cost_key,amount\nSECRET,1\n")
    (folder / "ledger_2025-05-31.csv").symlink_to(secret)
    (folder / "ledger_2025-06-30.csv").symlink_to("ledger_2025-06-30.csv")
    os.mkfifo(folder / "ledger_2025-07-31.csv")
    (folder / "ledger_2025-08-31.csv").mkdir()
    listener = socket.socket(socket.AF_UNIX)
    here = os.open(folder, os.O_RDONLY)
    listener.bind(f"/proc/self/fd/{here}/ledger_2025-09-30.csv")

    def clear() -> None:
        listener.close()
        os.close(here)
        assert secret.read_text().endswith("SECRET,1\n")
        assert not any(
            "SECRET" in path.read_text(errors="replace") for path in (home / "archive").rglob("*") if path.is_file()
        )
        for number in (5, 6, 7, 9):
            for path in folder.glob(f"ledger_2025-{number:02d}-*"):
                path.unlink()
        shutil.rmtree(folder / "ledger_2025-08-31.csv")

    ends.callback(clear)


def _back_afterwards(home: Path, ends: ExitStack) -> None:
    """The workspace comes back from its copy, with what was delivered meanwhile still in the inbox."""
    backup = home.with_name(home.name + "_backup")
    shutil.rmtree(backup, ignore_errors=True)
    shutil.copytree(home, backup, symlinks=True)

    def restore() -> None:
        shutil.rmtree(home)
        backup.rename(home)

    ends.callback(restore)
