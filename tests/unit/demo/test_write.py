import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pipelines.demo.faults import FAULTS, OVERTAKEN, ROWS, TRUNCATED, TWIN

ROOT = Path(__file__).resolve().parents[3]
Read = Callable[[Path], dict[str, list[dict[str, str]]]]


def schedules(inbox: Path) -> list[Path]:
    return [path for path in sorted(inbox.rglob("*.xer")) if path.name not in (TRUNCATED.file_name, TWIN.file_name)]


def test_another_process_writes_identical_bytes(inbox: Path, tmp_path: Path) -> None:
    """Month by month, under another hash seed: no set or dict order may leak into a file."""
    code = "import sys; from pathlib import Path; from pipelines.demo.write import write_month\n"
    code += "for month in range(1, 13): write_month(Path(sys.argv[1]), month)"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, env={**os.environ, "PYTHONHASHSEED": "7"}, cwd=ROOT
    )
    first = {path.relative_to(inbox): path for path in inbox.rglob("*") if path.is_file()}
    again = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    assert len(first) == 213 and first.keys() == again.keys()
    for name, path in first.items():
        assert path.read_bytes() == again[name].read_bytes(), name
        assert path.stat().st_mtime == again[name].stat().st_mtime, name


def test_files_in_order_of_receipt_keep_the_order_of_their_names(inbox: Path) -> None:
    for folder in {path.parent for path in inbox.rglob("update_*.xer")}:
        updates = [path for path in sorted(folder.glob("update_*.xer")) if path.name != OVERTAKEN.file_name]
        assert updates == sorted(updates, key=lambda path: path.stat().st_mtime)


def test_every_export_is_closed_and_its_ids_resolve(inbox: Path, read_tables: Read) -> None:
    references = {
        "TASK": (("wbs_id", "PROJWBS"), ("clndr_id", "CALENDAR")),
        "TASKRSRC": (("task_id", "TASK"), ("rsrc_id", "RSRC")),
        "PROJCOST": (("task_id", "TASK"),),
        "TASKACTV": (("task_id", "TASK"),),
    }
    for path in schedules(inbox):
        assert path.read_bytes().endswith(b"\r\n%E\r\n")
        tables = read_tables(path)
        keys = {name: {row[key] for row in tables[name]} for name, key in
                (("TASK", "task_id"), ("PROJWBS", "wbs_id"), ("CALENDAR", "clndr_id"), ("RSRC", "rsrc_id"))}  # fmt: skip
        assert len(keys["TASK"]) == len(tables["TASK"]) == len({row["task_code"] for row in tables["TASK"]})
        for table, columns in references.items():
            for column, target in columns:
                assert {row[column] for row in tables.get(table, [])} <= keys[target], (path.name, table, column)
        ends = {row[column] for row in tables["TASKPRED"] for column in ("task_id", "pred_task_id")}
        assert ends <= keys["TASK"]
        assert {row["curv_id"] for row in tables["TASKRSRC"]} - {""} <= {
            row["curv_id"] for row in tables["RSRCCURVDATA"]
        }


def test_ids_and_short_names_are_new_in_every_export(inbox: Path, read_tables: Read) -> None:
    seen = [read_tables(path) for path in sorted((inbox / "helio-energy/schedule").glob("update_*.xer"))[:2]]
    first, second = ({row["task_code"]: row["task_id"] for row in tables["TASK"]} for tables in seen)
    assert first.keys() == second.keys() and not set(first.values()) & set(second.values())
    assert seen[0]["PROJECT"][0]["proj_short_name"] != seen[1]["PROJECT"][0]["proj_short_name"]


def faults_of_status(row: dict[str, str], data_date: str) -> list[str]:
    """Breaches of rules V18 to V23 and V26; ISO-like texts compare like moments."""
    state, start, finish = row["status_code"], row["act_start_date"], row["act_end_date"]
    remaining, original = float(row["remain_drtn_hr_cnt"]), float(row["target_drtn_hr_cnt"])
    checks = {
        "V18": max(start, finish) <= data_date,
        "V19": state == "TK_Complete" or (row["early_end_date"] >= data_date and row["early_start_date"] >= data_date),
        "V20": (state == "TK_Complete") == bool(finish)
        and (not finish or (bool(start) and start <= finish and not remaining)),
        "V21": state != "TK_Active" or (bool(start) and remaining > 0),
        "V22": state != "TK_NotStart" or (not start and remaining == original and row["phys_complete_pct"] == "0"),
        "V23": 0 <= float(row["phys_complete_pct"]) <= 100
        and (row["task_type"] not in ("TT_Mile", "TT_FinMile") or not original),
        "V26": state == "TK_Complete" or row["total_float_hr_cnt"] != "",
    }
    return [rule for rule, is_met in checks.items() if not is_met]


def test_statuses_are_coherent_but_for_the_planted_rows(inbox: Path, read_tables: Read) -> None:
    found = []
    for path in schedules(inbox):
        tables = read_tables(path)
        # The file with the mistyped data date is looked at with the date that was meant.
        data_date = (
            "2025-04-01 00:00" if path.name == "update_2025-03_L16C.xer" else tables["PROJECT"][0]["last_recalc_date"]
        )
        found += [(path.name, rule) for row in tables["TASK"] for rule in faults_of_status(row, data_date)]
    assert sorted(found) == [(ROWS.file_name, "V18"), (ROWS.file_name, "V18"), (ROWS.file_name, "V21")]


def test_the_rejected_file_has_a_data_date_but_no_activities(inbox: Path) -> None:
    content = (inbox / TRUNCATED.party_id / TRUNCATED.feed / TRUNCATED.file_name).read_bytes()
    assert b"2025-04-26 00:00" in content and b"%T\tTASK" not in content and b"%E" not in content
    assert (inbox / TRUNCATED.party_id / TRUNCATED.feed / TRUNCATED.cured_by).read_bytes().endswith(b"%E\r\n")


def test_the_mistyped_data_date_is_replaced_by_a_manifest(inbox: Path, read_tables: Read) -> None:
    folder = inbox / "acme-civils/schedule"
    wrong, right = (read_tables(folder / f"update_2025-03_L16C{end}.xer") for end in ("", "_corrected"))
    assert wrong["PROJECT"][0]["last_recalc_date"] == "2025-08-01 00:00"
    assert right["PROJECT"][0]["last_recalc_date"] == "2025-04-01 00:00"
    manifest = yaml.safe_load((folder / "update_2025-03_L16C_corrected.xer.manifest.yml").read_text())
    assert manifest["replaces"] == dt.date(2025, 8, 1)


def test_a_twin_is_one_activity_under_two_internal_ids(inbox: Path, read_tables: Read) -> None:
    folder = inbox / TWIN.party_id / TWIN.feed
    faulty, sound = (read_tables(folder / name)["TASK"] for name in (TWIN.file_name, TWIN.cured_by))
    extra = [row for row in faulty if row not in sound]
    assert len(faulty) == len(sound) + 1 and len(extra) == 1
    assert [row["task_code"] for row in sound].count(extra[0]["task_code"]) == 1


def test_an_overtaken_status_comes_after_the_next_one(inbox: Path) -> None:
    folder = inbox / OVERTAKEN.party_id / OVERTAKEN.feed
    august, september = (folder / f"update_2025-{month}_L16S.xer" for month in ("08", "09"))
    assert august.stat().st_mtime > september.stat().st_mtime


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.kind)
def test_every_planted_fault_names_files_that_exist(inbox: Path, fault) -> None:
    folder = inbox / fault.party_id / fault.feed
    assert (folder / fault.file_name).is_file()
    assert fault.cured_by is None or (folder / fault.cured_by).is_file()
