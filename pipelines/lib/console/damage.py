"""What is damaged in the workspace, one line each; `pmo run` and `pmo status` end with it."""

from rich.console import Console

from pipelines.lib.console.plain import plain
from pipelines.lib.lake.damage import Damage


def print_damage(found: list[Damage], console: Console) -> None:
    """Every damaged or missing file; nothing when there is none."""
    for damage in found:
        head = "nothing is published" if damage.stops else "damaged"
        console.print(f"[red]{head}[/red] {plain(damage.sentence())}", soft_wrap=True, highlight=False)
