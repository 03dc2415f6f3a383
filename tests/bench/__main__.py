"""`make bench`: every speed figure of the README in one run, side by side with a peer where there is one.

Prints a table and writes bench.json. Nothing here is a test: a clock is no assertion.
"""

import json
import platform
import sys
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

PARTS = {
    "reading": "xer_versus_mpxj",
    "workbook": "read_xlsx",
    "validating": "validate_ledger",
    "small files": "small_files",
    "running": "run_demo",
}


def main() -> None:
    """Run the parts named on the command line, or all."""
    console = Console()
    results = {}
    for name in sys.argv[1:] or PARTS:
        with console.status(name):
            results[name] = import_module(f"tests.bench.{PARTS[name]}").run()
    results["machine"] = {"python": platform.python_version(), "system": platform.platform(terse=True)}
    Path("bench.json").write_text(json.dumps(results, indent=1, default=str), encoding="utf-8")
    table = Table("what", "figure")
    for name in PARTS:
        for key, value in results.get(name, {}).items():
            if not isinstance(value, list | dict):  # those are in bench.json
                table.add_row(f"{name}: {key}", f"{value:.2f}" if isinstance(value, float) else str(value))
    console.print(table)
    console.print("written to bench.json")


if __name__ == "__main__":
    main()
