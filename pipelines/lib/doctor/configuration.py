"""Is the configuration sound: every YAML and CSV by itself, so that each broken file is named, then all of it together.

Flows in: sources/ and expectations/. Flows out: findings.
"""

from collections.abc import Callable, Iterator

from pipelines.lib.config.load import configuration_files, load_config
from pipelines.lib.config.yaml_file import read_text, read_yaml
from pipelines.lib.doctor.finding import Finding
from pipelines.lib.errors import PmoError
from pipelines.lib.plural import number_of
from pipelines.lib.validation.rules import load_rules
from pipelines.lib.workspace import Workspace

READERS: dict[str, Callable] = {".yml": read_yaml, ".csv": read_text}


def check_configuration(workspace: Workspace) -> Iterator[Finding]:
    """Each broken file; then sources and rules as a whole, where no file is broken."""
    for about, folder, load in (
        ("sources", workspace.sources, load_config),
        ("expectations", workspace.expectations, load_rules),
    ):
        broken = [finding for path in configuration_files(folder) if (finding := _attempt(READERS[path.suffix], path))]
        whole = None if broken else _attempt(load, folder)
        yield from broken or [
            whole or Finding(about, f"{number_of(len(configuration_files(folder)), 'file')}, all sound")
        ]


def _attempt(read: Callable, path: object) -> Finding | None:
    try:
        read(path)
    except PmoError as error:
        return Finding(error.where or "configuration", error.what, error.fix or "mend the file")
    return None
