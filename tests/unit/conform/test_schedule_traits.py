"""Schedules with a trait that P6 itself does not write: each is read, or what is missing is named."""

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.conform.test_schedule_tables import column, conform
from tests.unit.conform.xer_maker import CALENDAR, PROJECT, TASK_FIELDS, WBS, table, xer

CASES = Path(__file__).parents[2] / "hostile" / "cases"


@pytest.mark.parametrize(
    "name", ["x15_upper/update_noprojid.xer", "x15_upper/update_prednotask.xer", "x15_upper/update_rsrcnotask.xer"]
)
def test_a_column_that_rows_can_not_do_without_is_missing(name: str) -> None:
    missing = {"noprojid": "PROJECT.proj_id", "prednotask": "TASKPRED.task_id", "rsrcnotask": "TASKRSRC.task_id"}
    conformed = conform(CASES / name)
    assert conformed.envelope["missing_columns"] == [missing[Path(name).stem.removeprefix("update_")]]


def test_a_column_that_every_export_of_p6_has_is_missing(tmp_path: Path) -> None:
    task = table(
        "TASK", "task_id wbs_id task_code clndr_id complete_pct_type target_start_date", "1 101 A 10 CP_Drtn _"
    )
    assignment = table("TASKRSRC", "taskrsrc_id task_id rsrc_id", "1 1 1")
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, WBS, CALENDAR, task, assignment))
    assert conformed.envelope["absent_columns"] == [
        "TASK.target_end_date (for planned_finish)",
        "TASKRSRC.target_cost (for budget_cost)",
    ]


def test_fields_named_like_our_own_columns_change_nothing(tmp_path: Path) -> None:
    ours = "owner row parent predecessor_owner predecessor_code is_external code_type code_value points own_type"
    link = "task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt " + ours
    tasks = table("TASK", TASK_FIELDS + " " + ours, "1 1 101 10 A One" + " _" * 20, "2 1 101 10 B Two" + " _" * 20)
    links = table("TASKPRED", link, "2 1 1 1 PR_FS 0" + " x" * 10)
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, WBS, CALENDAR, tasks, links))
    rows = conformed.tables["schedule_relationship"]
    assert rows.select("predecessor_code", "successor_code", "is_external").rows() == [("A", "B", False)]


def test_a_tree_of_three_thousand_levels_is_cut_and_said(tmp_path: Path) -> None:
    rows = [f"{node} 1 {node - 1} W{node} N" for node in range(1, 3001)]
    wbs = table("PROJWBS", "wbs_id proj_id parent_wbs_id wbs_short_name proj_node_flag", *rows)
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, wbs))
    levels = column(conformed, "wbs", "wbs_level")
    assert levels[:201] == list(range(201)) and set(levels[201:]) == {None}
    assert [note.kind for note in conformed.envelope["notes"]][:2] == ["wbs_too_deep"] * 2


@pytest.mark.parametrize(
    "cell", ["2026-03-01 08.30", "2026-3-1 8:30", "2026-03-01 08:30:00", "2026-03-01 08:30 AM", "2026-03-01 08.30.00"]
)
def test_a_date_in_any_of_the_forms_that_were_seen(tmp_path: Path, cell: str) -> None:
    project = [line.replace("2026-02-01 00:00", cell) for line in PROJECT]
    conformed = conform(xer(tmp_path / "a.xer", project, WBS))
    assert conformed.envelope["data_date"] == dt.datetime(2026, 3, 1, 8, 30)


def test_thousands_by_the_declared_symbols_alone_are_no_decimals(tmp_path: Path) -> None:
    currencies = table("CURRTYPE", "curr_short_name decimal_symbol digit_group_symbol", "EUR , .")
    task = table("TASK", "task_id proj_id wbs_id clndr_id task_code", "1 1 101 10 A1")

    def costs(quantities):
        rows = [
            f"{at} 1 1 {quantity} {cost}"
            for at, (quantity, cost) in enumerate(zip(quantities, ["14.000", "500"], strict=True))
        ]
        assigned = table("TASKRSRC", "taskrsrc_id proj_id task_id target_qty target_cost", *rows)
        found = conform(xer(tmp_path / "a.xer", currencies, PROJECT, WBS, CALENDAR, task, assigned))
        return column(found, "assignment", "budget_cost"), found.bad_cells.select("column_name", "value").rows()

    assert costs(["8", "16"]) == ([14000, 500], [])
    said = "14.000 (thousands by the symbols the file declares, decimals by the points it writes elsewhere)"
    assert costs(["43.6364", "101.818"]) == ([None, 500], [("budget_cost", said)])


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        (("EUR 1.1", "USD 1"), ["1.1"]),
        (("EUR 1,1", "USD 1,0"), ["1,1"]),
        (("EUR 1", "USD 1"), []),
        (("EUR 1.1", "USD 0.9"), []),
        (("EUR _", "USD 1"), []),
        (("CHF 1", "USD 1.1"), [None]),
        (("CHF 1.1", "USD 1.2"), []),
    ],
)
def test_two_base_currencies_are_told(tmp_path: Path, rates: tuple, said: list) -> None:
    currencies = table("CURRTYPE", "curr_short_name base_exch_rate", *rates)
    found = conform(xer(tmp_path / "a.xer", currencies, PROJECT, WBS, CALENDAR))
    assert [note.value for note in found.envelope["notes"] if note.kind == "base_currency_unclear"] == said


@pytest.mark.parametrize("cell", ["NaN", "inf", "-Infinity"])
def test_a_word_that_a_computer_takes_for_a_number_is_none(tmp_path: Path, cell: str) -> None:
    calendar = [line.replace("\t8\t", f"\t{cell}\t") for line in CALENDAR]
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, WBS, calendar))
    assert conformed.bad_cells["value"].to_list() == [cell]
    assert column(conformed, "calendar", "hours_per_day")[0] == 8.0


def _hours(tmp_path: Path, decimal: str | None, cells: list[str]) -> tuple[list, list]:
    """Hours of activities written in some way, under the digit symbols of CURRTYPE; and the cells that can't be read."""
    fields = "task_id proj_id wbs_id clndr_id task_code target_drtn_hr_cnt"
    tasks = table("TASK", fields, *(f"{at} 1 101 10 A{at} {cell}" for at, cell in enumerate(cells)))
    group = {",": ".", ".": ","}.get(decimal, "")
    currencies = table("CURRTYPE", "curr_id curr_short_name decimal_symbol digit_group_symbol",
                       "1 USD . ,", f"2 EUR {decimal} {group}")  # fmt: skip
    conformed = conform(xer(tmp_path / "a.xer", *([currencies] if decimal else []), PROJECT, WBS, CALENDAR, tasks))
    return column(conformed, "activity", "original_duration_hours"), conformed.bad_cells["value"].to_list()


# What stands in the cells by CURRTYPE of the base currency; without that table by all numbers of the file.
@pytest.mark.parametrize(
    ("decimal", "cells", "hours", "unread"),
    [
        (",", ["1.234,5", "8,25", "1.234", "40"], [1234.5, 8.25, 1234.0, 40.0], []),
        (".", ["1,234.5", "8.25", "1,234", "40"], [1234.5, 8.25, 1234.0, 40.0], []),
        (",", ["8.5", "1.234", "40"], [8.5, 1.234, 40.0], []),
        (",", ["8,5", "8.5"], [8.5, None], ["8.5 (the file writes decimals with a comma)"]),
        (".", ["8,5", "8.5"], [None, 8.5], ["8,5"]),
        (None, ["8,5", "1,234", "1.234,5"], [8.5, 1.234, 1234.5], []),
        (None, ["1,234", "40"], [None, 40.0], ["1,234"]),
    ],
)
def test_digit_symbols_decide_for_the_whole_file(tmp_path: Path, decimal, cells, hours, unread) -> None:
    assert _hours(tmp_path, decimal, cells) == (hours, unread)
