"""What every test may ask for."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.lib.intake import session
from pipelines.lib.worker import Worker

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real third-party files beside the project; a test that needs it skips where it is missing."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("needs the real sample files in ../shared/data, which are not beside this checkout")
    return folder / "data"


@pytest.fixture(autouse=True, scope="module")
def own_temporary_folder() -> Iterator[None]:
    """A run sends temporary files into its workspace; the tests after this module get their own place back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", tempfile.tempdir)
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_processes() -> Iterator[None]:
    """The limited processes of an intake are kept from test to test: importing Great Expectations takes seconds."""
    kept: dict[object, Worker] = {}

    class Kept(Worker):
        def __new__(cls, *asked: object, **named: object) -> Worker:
            return kept.setdefault((asked, *named.items()), object.__new__(cls))

        def __init__(self, *asked: object, **named: object) -> None:
            if not hasattr(self, "limits"):
                super().__init__(*asked, **named)

        def __exit__(self, *_: object) -> None:
            """Goes on."""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "Worker", Kept)
        yield
    for worker in kept.values():
        worker.stop()
