"""A moment of which nothing can be known is refused in a sentence, before anything is built."""

import datetime as dt
from types import SimpleNamespace

import pytest

from pipelines.lib.errors import PmoError
from pipelines.lib.warehouse import history
from pipelines.lib.workspace import Workspace

FIRST = dt.datetime(2026, 3, 1, 12)


@pytest.mark.parametrize(
    ("moment", "known", "said"),
    [
        (dt.datetime(1, 1, 1), [FIRST], "nothing was known then: the first verdict is of 2026-03-01 12:00:00 UTC"),
        (FIRST - dt.timedelta(microseconds=1), [FIRST], "nothing was known then"),
        (dt.datetime.max, [FIRST], "that moment is still to come"),
        (FIRST, [], "nothing has a verdict yet"),
    ],
    ids=str,
)
def test_a_moment_of_which_nothing_can_be_known_is_refused(tmp_path, monkeypatch, moment, known, said):
    monkeypatch.setattr(history, "read_records", lambda _: [SimpleNamespace(committed_at=time) for time in known])
    monkeypatch.setattr(history, "now", lambda: dt.datetime(2026, 4, 1))
    with pytest.raises(PmoError, match=said):
        history.build_as_of(Workspace(tmp_path, tmp_path, tmp_path), moment)
