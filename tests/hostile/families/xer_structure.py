"""XER files whose structure is hostile: cut, doubled, missing, reordered, too many, too deep."""

from collections.abc import Iterator

from tests.hostile.families.hostile import XER, Hostile
from tests.hostile.families.xer_text import Table, changed, joined, tables

# Names that our own frames use, in a file of somebody else.
OURS = [
    "source_row",
    "load_id",
    "contract_id",
    "project_id",
    "data_date",
    "wbs_path",
    "calendar_key",
    "row",
    "index",
    "value",
]
KEYS = [
    ("PROJECT", "proj_id"), ("PROJECT", "last_recalc_date"), ("PROJECT", "export_flag"), ("CALENDAR", "clndr_id"),
    ("CALENDAR", "day_hr_cnt"), ("CALENDAR", "clndr_data"), ("PROJWBS", "wbs_id"), ("PROJWBS", "proj_id"),
    ("PROJWBS", "parent_wbs_id"), ("RSRC", "rsrc_id"), ("TASK", "task_id"), ("TASK", "proj_id"), ("TASK", "wbs_id"),
    ("TASK", "clndr_id"), ("TASK", "task_code"), ("TASK", "task_type"), ("TASK", "status_code"),
    ("TASK", "target_start_date"), ("TASK", "complete_pct_type"), ("TASKPRED", "task_id"), ("TASKPRED", "pred_task_id"),
    ("TASKPRED", "pred_type"), ("TASKRSRC", "task_id"), ("TASKRSRC", "rsrc_id"), ("TASKRSRC", "target_cost"),
]  # fmt: skip


def structure() -> Iterator[Hostile]:
    """Every file of this family."""
    for trait, content, harmless in [*_cut(), *_tables(), *_fields(), *_many()]:
        yield Hostile(trait, "schedule", content, is_harmless=harmless)


def _cut() -> Iterator[tuple[str, bytes, bool]]:
    _, found = tables()
    for name in found:
        at = XER.index(f"%T\t{name}\r\n".encode())
        yield f"cut_before_{name}", XER[:at], False
    at = XER.index(b"%T\tTASK\r\n")
    yield "cut_in_fields_of_TASK", XER[: at + 16], False
    yield "cut_in_a_row", XER[: len(XER) // 2], False
    yield "head_only", XER.splitlines()[0], False
    yield "empty", b"", False


def _tables() -> Iterator[tuple[str, bytes, bool]]:
    head, found = tables()
    for name, table in found.items():
        yield f"no_{name}", joined(head, [other for other in found.values() if other is not table]), False
        yield f"twice_{name}", joined(head, [*found.values(), table]), False
        yield (
            f"empty_{name}",
            joined(head, [Table(t.name, t.fields, [] if t is table else t.rows) for t in found.values()]),
            name == "RSRC",
        )
    yield "reversed_tables", joined(head, list(reversed(found.values()))), True
    yield (
        "unknown_table",
        joined(head, [*found.values(), Table("MEMO", ["a", "a", ""], [["1", "2", "3"], [], ["x"] * 9])]),
        True,
    )
    yield "two_projects", changed(lambda t: t["PROJECT"].rows.append(["2", *t["PROJECT"].rows[0][1:]])), False


def _fields() -> Iterator[tuple[str, bytes, bool]]:
    for name, field in KEYS:
        yield (
            f"{name}_without_{field}",
            changed(lambda t, n=name, f=field: t[n].drop(f)),
            field == "proj_id" and name == "TASK",
        )
    for name in ("CALENDAR", "PROJECT", "PROJWBS", "RSRC", "TASK", "TASKPRED", "TASKRSRC"):
        yield f"our_names_in_{name}", changed(lambda t, n=name: _append(t[n], OURS)), True
        yield f"doubled_key_in_{name}", changed(lambda t, n=name: _append(t[n], [t[n].fields[0]])), False
        yield f"nameless_field_in_{name}", changed(lambda t, n=name: _append(t[n], ["", " "])), True
    yield "capital_fields", changed(lambda t: [_upper(table) for table in t.values()]), True


def _many() -> Iterator[tuple[str, bytes, bool]]:
    task = tables()[1]["TASK"]
    yield "20000_tables", XER.replace(b"%E\r\n", b"%T\tUDFVALUE\r\n%F\ta\r\n" * 20_000 + b"%E\r\n"), True
    yield "20000_fields", changed(lambda t: _append(t["TASK"], [f"f{n}" for n in range(20_000)])), True
    yield "rows_of_one_cell", changed(lambda t: t["TASK"].rows.extend([["1"]] * 500)), False
    yield "rows_of_1000_cells", changed(lambda t: t["TASK"].rows.extend([["9"] * 1000] * 20)), False
    yield "rows_without_fields", XER.replace("\t".join(["%F", *task.fields]).encode() + b"\r\n", b""), False
    yield "name_of_1_MB", changed(lambda t: t["TASK"].put("task_name", "x" * 1_000_000)), True
    yield (
        "names_of_60000",
        changed(lambda t: [row.__setitem__(5, f"{n}" * 60_000) for n, row in enumerate(t["TASK"].rows)]),
        True,
    )
    yield (
        "wbs_3000_deep",
        changed(
            lambda t: t["PROJWBS"].rows.extend([f"{n}", "1", f"{n - 1}", f"L{n}", "x", "N"] for n in range(3, 3003))
        ),
        False,
    )
    yield "wbs_own_parent", changed(lambda t: t["PROJWBS"].put("parent_wbs_id", "2", 1)), False
    yield (
        "wbs_loop",
        changed(lambda t: t["PROJWBS"].rows.extend([["3", "1", "4", "a", "a", "N"], ["4", "1", "3", "b", "b", "N"]])),
        False,
    )
    yield "wbs_orphan", changed(lambda t: t["PROJWBS"].put("parent_wbs_id", "77", 1)), False
    yield "link_to_itself", changed(lambda t: t["TASKPRED"].put("pred_task_id", "2")), False
    yield "link_loop", changed(lambda t: t["TASKPRED"].rows.append(["99", "1", "5", "1", "1", "PR_FS", "0"])), False
    yield "doubled_activity", changed(lambda t: t["TASK"].rows.append(t["TASK"].rows[0])), False


def _append(table: Table, names: list[str]) -> None:
    table.fields += names
    for row in table.rows:
        row += ["1"] * len(names)


def _upper(table: Table) -> None:
    table.fields = [field.upper() for field in table.fields]
