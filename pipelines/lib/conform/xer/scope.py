"""Which project of the file is meant. An export carries stubs of other projects for its external links."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from pipelines.lib.readers import RawFile


@dataclass(frozen=True)
class Scope:
    """The choice.

    Attributes:
        project_id: P6's proj_id; None when there is none or the choice is ambiguous.
        exported: Number of projects that claim to be the one (1 is as it should be).
        short_names: proj_short_name of those, or of all projects of the file where none claims it.
        problem: Why no project is chosen; None where one is.
    """

    project_id: str | None
    exported: int
    short_names: list[str]
    problem: str | None = None


def choose_project(raw: RawFile, named: str | None) -> Scope:
    """Find the project to conform.

    Exported projects (export_flag Y; all, where the file has no such column) that have activities count;
    where none of them has any, exported ones without. `named` (proj_short_name, or a pattern of it: P6 ids often
    change monthly) picks one of several.
    """
    everything, projects = _projects(raw)
    busy = set(_cells(raw, "TASK", "proj_id"))
    exported = [one for one in projects if one[0] in busy] or projects
    chosen = exported
    if named is not None and len(exported) > 1:
        chosen = [one for one in exported if fnmatchcase((one[1] or "").lower(), named.lower())]
    if len(chosen) == 1:
        return Scope(chosen[0][0], 1, _names(chosen))
    seen = _names(chosen or exported or everything)
    return Scope(None, len(chosen), seen, _problem(named, chosen, exported, seen))


def _problem(named: str | None, chosen: list[tuple], exported: list[tuple], seen: list[str]) -> str:
    listed = ", ".join(name or "(no name)" for name in seen) or "none"
    if not exported:
        return f"no project of the file is marked as exported (export_flag Y); it holds: {listed}"
    if not chosen:
        return f"none of the {len(exported)} projects that the file exports is called {named}: {listed}"
    which = f", and {len(chosen)} of them match {named}" if named else ""
    return f"the file exports {len(exported)} projects{which}: {listed}"


def _names(projects: list[tuple[str | None, str | None]]) -> list[str]:
    return [name or "" for _, name in projects]


def _projects(raw: RawFile) -> tuple[list[tuple[str | None, str | None]], list[tuple[str | None, str | None]]]:
    """(proj_id, proj_short_name) of every project of the file, and of those that are exported."""
    ids = _cells(raw, "PROJECT", "proj_id")
    if not ids:  # the activities say how many projects there are: the sender still gets all the faults
        named = [(project, None) for project in sorted(set(_cells(raw, "TASK", "proj_id")) - {None}) or [""]]
        return named, named
    names = _cells(raw, "PROJECT", "proj_short_name") or [None] * len(ids)
    flags = _cells(raw, "PROJECT", "export_flag") or ["Y"] * len(ids)
    everything = list(zip(ids, names, strict=True))
    return everything, [one for one, flag in zip(everything, flags, strict=True) if flag == "Y"]


def _cells(raw: RawFile, table: str, column: str) -> list[str | None]:
    frame = raw.tables.get(table)
    if frame is None or column not in frame.columns:
        return []
    return frame[column].to_list() if table == "PROJECT" else frame[column].unique().to_list()
