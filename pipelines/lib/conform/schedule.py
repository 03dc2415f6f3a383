"""From a raw XER to the canonical tables of a schedule.

A RawFile flows in, a Conformed flows out. Judging the content belongs to validation.
"""

from collections.abc import Collection
from dataclasses import replace

from pipelines.lib.conform import Conformed
from pipelines.lib.conform.xer.activities import conform_activities
from pipelines.lib.conform.xer.assignments import conform_assignments
from pipelines.lib.conform.xer.calendars import conform_calendars
from pipelines.lib.conform.xer.codes import conform_codes
from pipelines.lib.conform.xer.digits import with_points
from pipelines.lib.conform.xer.envelope import envelope
from pipelines.lib.conform.xer.project import conform_project
from pipelines.lib.conform.xer.relationships import conform_relationships
from pipelines.lib.conform.xer.scope import choose_project
from pipelines.lib.conform.xer.tables import XerTables
from pipelines.lib.conform.xer.wbs import conform_wbs
from pipelines.lib.readers import Note, RawFile

# The canonical table that the rows of a P6 table become.
CANONICAL = {
    "PROJECT": "schedule_project",
    "PROJWBS": "schedule_wbs",
    "TASK": "schedule_activity",
    "TASKPRED": "schedule_relationship",
    "TASKRSRC": "schedule_assignment",
    "PROJCOST": "schedule_assignment",
    "CALENDAR": "schedule_calendar",
    "TASKACTV": "schedule_code",
    "UDFVALUE": "schedule_code",
}
# By what the one project is chosen, before its rows are read.
CHOSEN_BY = {("PROJECT", "export_flag")}


def conform_schedule(raw: RawFile, project: str | None) -> Conformed:
    """Fill the seven canonical schedule tables.

    Args:
        raw: What `read_xer` returns.
        project: proj_short_name of the project meant, or a pattern of it, where a file exports several; None = the one
            exported project.

    Returns:
        The tables, typed, with `source_row`; all empty when it is ambiguous which project is meant. The envelope says
        data_date (last_recalc_date, None if missing), data_date_text (what stands there), project_row (why the row of
        PROJECT says nothing),
        exported_projects, project_list, project_problem (why none of them is the one), currency, missing_tables,
        missing_columns, missing_pairs, encoding, is_ended, is_cut, is_unclosed, activity_count, total_rows_found
        and notes.
        Content never raises: what can't be read is null and a bad cell.
    """
    scope = choose_project(raw, project)
    file = XerTables(with_points(raw), scope.project_id)
    calendars = conform_calendars(file)
    wbs = conform_wbs(file)
    header, data_date, data_date_text = conform_project(file, wbs, calendars.index)
    activities = conform_activities(file, wbs, calendars.index)
    tables = {
        "schedule_project": header,
        "schedule_wbs": wbs,
        "schedule_activity": activities,
        "schedule_relationship": conform_relationships(file),
        "schedule_assignment": conform_assignments(file, activities),
        "schedule_calendar": calendars.table,
        "schedule_code": conform_codes(file, activities),
    }
    facts = envelope(raw, scope) | {
        "data_date": data_date,
        "data_date_text": data_date_text,
        "activity_count": activities.height,
        "project_row": _shifted_project(raw.notes),
        "notes": [*(_in_our_terms(note, file.asked | CHOSEN_BY) for note in raw.notes), *file.notes],
    }
    return Conformed(tables, file.bad.frame(), facts)


def _shifted_project(notes: list[Note]) -> str | None:
    """Why nothing but ids is known of the project: its row has other cells than its header."""
    kinds = ("cells_too_many", "cells_too_few")
    told = (
        f"line {note.row}, PROJECT: {note.message}" for note in notes if note.table == "PROJECT" and note.kind in kinds
    )
    return next(told, None)


def _in_our_terms(note: Note, asked: Collection[tuple[str, str]]) -> Note:
    """A note on a P6 table speaks of its canonical one, so that it meets the row it is about."""
    if note.kind == "column_twice" and (note.table, note.column) not in asked:
        note = replace(note, kind="column_again")  # nobody reads either of them
    return replace(note, table=CANONICAL.get(note.table, note.table))
