"""Every check, family by family. A family that fails on something unforeseen is a finding and stops no other."""

from collections.abc import Callable, Iterator

from pipelines.lib.doctor.configuration import check_configuration
from pipelines.lib.doctor.finding import Finding
from pipelines.lib.doctor.installation import check_installation
from pipelines.lib.doctor.machine import check_machine
from pipelines.lib.doctor.workspace import check_workspace
from pipelines.lib.workspace import Workspace

FAMILIES: dict[str, Callable[[Workspace], Iterator[Finding]]] = {
    "installation": lambda _: check_installation(),
    "configuration": check_configuration,
    "machine": check_machine,
    "workspace": check_workspace,
}


def examine(workspace: Workspace) -> Iterator[tuple[str, Finding]]:
    """(family, finding) of everything that was looked at."""
    for family, check in FAMILIES.items():
        try:
            yield from ((family, finding) for finding in check(workspace))
        except Exception as error:
            said = f"the check itself failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
            yield family, Finding(family, said, "report this: a check must not fail")
