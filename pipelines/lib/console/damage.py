"""What is damaged in the workspace, one line each; `pmo run` and `pmo status` end with it."""

from rich.console import Console

from pipelines.lib.console.plain import plain, plain_path
from pipelines.lib.lake.damage import Damage
from pipelines.lib.warehouse.publication import is_whole
from pipelines.lib.workspace import Workspace


def print_damage(found: list[Damage], console: Console) -> None:
    """Every damaged or missing file; nothing when there is none."""
    for damage in found:
        head = "nothing is published" if damage.stops else "damaged"
        console.print(f"[red]{head}[/red] {plain(damage.sentence())}", soft_wrap=True, highlight=False)


def print_remade(workspace: Workspace, console: Console) -> None:
    """Say of a publication that is no longer as it was made that the run makes it anew."""
    if workspace.published_file.exists() and not is_whole(workspace):
        console.print(f"{plain_path(workspace.published_file)} is not as it was made: it is made anew.", soft_wrap=True)
