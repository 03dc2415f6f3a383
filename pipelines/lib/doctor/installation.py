"""Is the program installed as it was tested: Python, the locked versions of the packages that decide figures, imports.

Flows in: requirements.lock and what is installed. Flows out: findings.
"""

import importlib
import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from pipelines.lib.doctor.finding import Finding
from pipelines.lib.workspace import PROJECT_ROOT

PYTHON = ((3, 11), (3, 14))  # from, below
# Package -> what is imported of it.
DECISIVE = {
    "dagster": "dagster",
    "dbt-core": "dbt.cli.main",
    "dbt-duckdb": "dbt.adapters.duckdb",
    "duckdb": "duckdb",
    "great-expectations": "great_expectations",
    "polars": "polars",
    "pydantic": "pydantic",
    "fastexcel": "fastexcel",
}
INSTALL = "install the lock again: make clean run"


def check_installation() -> Iterator[Finding]:
    """Python, then each decisive package."""
    fits = PYTHON[0] <= sys.version_info[:2] < PYTHON[1]
    yield Finding("Python", platform.python_version(), "" if fits else "use Python 3.11 to 3.13")
    locked = locked_versions()
    for package, module in DECISIVE.items():
        yield _check(package, module, locked.get(package))


def locked_versions() -> dict[str, str]:
    """Package -> its version in requirements.lock; empty where the lock is not beside the program."""
    path = PROJECT_ROOT / "requirements.lock"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ \\;]+)", text, flags=re.MULTILINE))


def _check(package: str, module: str, locked: str | None) -> Finding:
    try:
        found = version(package)
        importlib.import_module(module)
    except PackageNotFoundError:
        return Finding(package, "is not installed", INSTALL)
    except Exception as error:  # whatever an import raises is what is to be told
        return Finding(package, f"can't be imported: {' '.join(str(error).split())[:200]}", INSTALL)
    if locked and found != locked:
        return Finding(package, f"{found}, the lock has {locked}", INSTALL)
    return Finding(package, found)
