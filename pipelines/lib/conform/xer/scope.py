"""Which project of the file is meant. An export carries stubs of other projects for its external links."""

from dataclasses import dataclass

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
    busy = set(_cells(raw, "TASK", "proj_id"))
    projects = [one for one in projects if one[0] in busy] or projects
    if named is not None and len(projects) > 1:
        projects = [one for one in projects if one[1] == named]
    only = projects[0][0] if len(projects) == 1 else None
    return Scope(only, len(projects), [name or "" for _, name in projects])


def _projects(raw: RawFile) -> list[tuple[str | None, str | None]]:
    """(proj_id, proj_short_name) of every exported project."""
    ids = _cells(raw, "PROJECT", "proj_id")
    if not ids:  # the activities say how many projects there are: the sender still gets all the faults
        return [(project, None) for project in sorted(set(_cells(raw, "TASK", "proj_id")) - {None}) or [""]]
    names = _cells(raw, "PROJECT", "proj_short_name") or [None] * len(ids)
    flags = _cells(raw, "PROJECT", "export_flag") or ["Y"] * len(ids)
    return [(project, name) for project, name, flag in zip(ids, names, flags, strict=True) if flag == "Y"]


def _cells(raw: RawFile, table: str, column: str) -> list[str | None]:
    frame = raw.tables.get(table)
    if frame is None or column not in frame.columns:
        return []
    return frame[column].to_list() if table == "PROJECT" else frame[column].unique().to_list()
