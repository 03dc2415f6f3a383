import polars as pl
import pytest

from pipelines.lib.config.feed import TableSpec
from pipelines.lib.conform import Conformed
from pipelines.lib.conform.encoding_of_codes import with_doubtful_codes
from pipelines.lib.readers import Note

TABLE = TableSpec.model_validate(
    {
        "name": "cost_entry",
        "grain": "one row per line",
        "key": ["cost_key"],
        "columns": {"cost_key": {"type": "string", "max_length": 250}, "description": {"type": "string"}},
    }
)


@pytest.mark.parametrize(
    ("cost_key", "kind"), [("A1", "encoding_of_names"), (None, "encoding_of_names"), ("Añ", "encoding_of_codes")]
)
def test_codes_in_letters_of_a_doubtful_encoding_are_told(cost_key: str | None, kind: str) -> None:
    rows = pl.DataFrame({"cost_key": [None, cost_key], "description": ["Gdñsk", None]}, schema=TABLE.schema())
    notes = [Note("encoding_of_names", "either"), Note("joined", "a row")]
    told = with_doubtful_codes(Conformed({"cost_entry": rows}, pl.DataFrame(), {"notes": notes}), {"cost_entry": TABLE})
    assert [note.kind for note in told.envelope["notes"]] == [kind, "joined"]
