"""Which project of the file is meant. An export carries stubs of other projects for its external links."""

from dataclasses import dataclass

import polars as pl

from pipelines.lib.readers import RawFile


@dataclass(frozen=True)
class Scope:
    """The choice.

    Attributes:
        project_id: P6's proj_id; None when there is none or the choice is ambiguous.
        exported: Number of projects that claim to be the one (1 is as it should be).
        short_names: Their proj_short_name.
    """

    project_id: str | None
    exported: int
    short_names: list[str]


def choose_project(raw: RawFile, named: str | None) -> Scope:
    """Find the project to conform.

    Exported projects (export_flag Y; all, where the file has no such column) that have activities count;
    where none of them has any, exported ones without. `named` (proj_short_name) picks one of several.
    """
    projects = _projects(raw)
    tasks = raw.tables.get("TASK")
    if tasks is not None and "proj_id" in tasks.columns:
        busy = projects.filter(pl.col("proj_id").is_in(tasks["proj_id"].unique().to_list()))
        projects = projects if busy.is_empty() else busy
    if named is not None and projects.height > 1:
        projects = projects.filter(pl.col("proj_short_name") == named)
    names = projects["proj_short_name"].fill_null("").to_list()
    only = projects["proj_id"][0] if projects.height == 1 else None
    return Scope(only, projects.height, names)


def _projects(raw: RawFile) -> pl.DataFrame:
    """proj_id, proj_short_name of every exported project."""
    frame = raw.tables.get("PROJECT")
    if frame is None or frame.is_empty() or "proj_id" not in frame.columns:
        return _projects_of_tasks(raw)
    if "export_flag" in frame.columns:
        frame = frame.filter(pl.col("export_flag") == "Y")
    if "proj_short_name" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias("proj_short_name"))
    return frame.select("proj_id", "proj_short_name")


def _projects_of_tasks(raw: RawFile) -> pl.DataFrame:
    """Without PROJECT the activities say how many projects there are: the sender still gets all the faults."""
    tasks = raw.tables.get("TASK")
    ids = tasks["proj_id"].drop_nulls().unique().sort() if tasks is not None and "proj_id" in tasks.columns else []
    ids = pl.Series("proj_id", ids if len(ids) else [""], dtype=pl.String)
    return pl.DataFrame([ids, pl.repeat(None, len(ids), dtype=pl.String, eager=True).alias("proj_short_name")])
