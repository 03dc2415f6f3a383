"""What a file says is shown on the terminal, never obeyed; a command that fails ends in one sentence."""

import errno
import io
import sqlite3

import polars as pl
import pytest
from rich.console import Console

from pipelines.lib.console.faults import print_findings
from pipelines.lib.console.mishap import explain
from pipelines.lib.console.plain import plain
from pipelines.lib.errors import ConfigError, DamagedWorkspace, InternalError, WarehouseError
from pipelines.lib.files import fault_of_machine
from pipelines.lib.workspace import Workspace

HOSTILE = [
    "[/red]",
    "[bold]x[/]",
    "\x1b[2J\x1b[31m",
    "a\rb",
    "\u202eexe.fdp",
    "\udcff",
    "\\[/red]\\",
    "[link=file:///etc]x",
]


def test_a_full_disk_that_dagsters_storage_meets_is_the_machines_fault():
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert fault_of_machine(error).what == "No space left on device"


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path, tmp_path / "sources", tmp_path / "expectations")


def console():
    return Console(file=io.StringIO(), width=300)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_text_of_a_file_is_shown_and_not_obeyed(text):
    target = console()
    target.print(f"[red]rejected[/red] {plain(text)} [red]x[/red]")
    shown = target.file.getvalue()
    assert not set(shown) & set("\x1b\r\u202e\udcff")
    assert text.replace("\\", "").strip("\x1b\udcff\u202e")[:3] in shown.replace("\\", "") or "\ufffd" in shown


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_findings_of_a_hostile_file_are_printed(text):
    cell = {name: [text] for name in ("source_sheet", "row_key", "column_name", "value", "message")}
    found = pl.DataFrame({"rule_id": ["V01"], "severity": ["warning"], "source_row": [1]} | {
        name: [value[0].encode("utf-8", "replace").decode()] for name, value in cell.items()})  # fmt: skip
    target = console()
    print_findings(target, found)
    assert "V01" in target.file.getvalue() and "\x1b" not in target.file.getvalue()


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ConfigError("no [/red] key"), 1, "Stopped. no [/red] key."),
        (WarehouseError("dbt"), 2, "Not published. dbt."),
        (DamagedWorkspace("a record"), 4, "Not published. a record."),
        (OSError(errno.ENOSPC, "No space left on device", "/w/x"), 1, "/w/x: No space left on device. "),
        (PermissionError(errno.EACCES, "Permission denied", "/w"), 1, "/w: Permission denied. "),
    ],
)
def test_each_error_is_one_sentence_with_its_exit_code(workspace, error, code, said):
    target = console()
    assert explain(error, workspace, target) == code
    assert said in target.file.getvalue() and len(target.file.getvalue().splitlines()) == 1
    assert not workspace.logs.exists()


@pytest.mark.parametrize("error", [KeyError("x"), InternalError("the run failed: boom")])
def test_what_was_not_foreseen_keeps_its_traceback_in_a_file(workspace, error):
    target = console()
    assert explain(error, workspace, target) == 1
    (log,) = workspace.logs.iterdir()
    assert type(error).__name__ in log.read_text() and str(log) in target.file.getvalue()
    assert "Traceback" not in target.file.getvalue()


def test_when_even_the_log_can_not_be_written_that_is_said(workspace):
    workspace.logs.write_text("a file where the folder should be")
    target = console()
    assert explain(KeyError("x"), workspace, target) == 1
    assert "could not be kept" in target.file.getvalue()
