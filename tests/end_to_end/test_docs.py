"""The walk-through of docs/add-a-contractor.md, run as it stands: each command, and every line of output that it shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.pipeline import PROJECT_ROOT

pytestmark = pytest.mark.slow
BLOCK = re.compile(r"```(sh|text)\n(.*?)```", re.S)


def blocks():
    page = (PROJECT_ROOT / "docs/add-a-contractor.md").read_text(encoding="utf-8")
    return BLOCK.findall(page[: page.index("# What the configuration says")])


def test_the_five_minutes_are_what_the_page_says(tmp_path):
    shutil.copytree(PROJECT_ROOT / "sources", tmp_path / "sources")
    environment = {
        **os.environ,
        "PMO_HOME": str(tmp_path / "workspace"),
        "PMO_SOURCES": str(tmp_path / "sources"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
    }
    said, seen = "", 0
    for kind, text in blocks():
        if kind == "sh":
            done = subprocess.run(
                ["bash", "-e", "-c", text], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
            said = done.stdout
        else:
            lines = {line.strip() for line in said.splitlines()}
            shown = [line.strip() for line in text.splitlines() if line.strip()]
            assert [line for line in shown if line not in lines] == [], said
            seen += len(shown)
    assert seen > 30
