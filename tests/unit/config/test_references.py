"""What one configuration file says of another is checked before a run touches anything: file, line, key, expectation."""

import shutil

import pytest

from pipelines.lib.config.load import load_config
from pipelines.lib.errors import ConfigError
from pipelines.lib.workspace import PROJECT_ROOT

COST = """feed: cost
contract: {column: Marché, map: {a: L16-civils}}
files: "*.csv"
data_date: {column: Date}
versions:
  - columns: {amount: Montant}
    constants: {measure: period}
"""


@pytest.fixture
def told(tmp_path):
    """What load_config says when a file below parties/client/ holds a text."""
    folder = tmp_path / "sources"
    shutil.copytree(PROJECT_ROOT / "sources", folder)

    def of(text, name="extra.yml", party="client"):
        path = folder / "parties" / party / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        with pytest.raises(ConfigError) as error:
            load_config(folder)
        return str(error.value).replace(str(folder / "parties"), "")

    return of


def test_the_example_itself_is_sound(tmp_path):
    folder = tmp_path / "sources"
    shutil.copytree(PROJECT_ROOT / "sources", folder)
    (folder / "parties/client/extra.yml").write_text(COST)
    assert "client.extra" in load_config(folder).sources


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("a: L16-civils", "a: L99", 2, "contract: 'L99' is not known; expected one of HUB-fitout, "),
        ("{amount: Montant}", "{amonut: Montant}", 6, "column: 'amonut' is not known; expected one of "),
        ("{measure: period}", "{mesure: period}", 7, "column: 'mesure' is not known"),
        ("{measure: period}", "{measure: perid}", 7, "constants: measure: 'perid' is not one of "),
        ("{measure: period}", "{posting_date: 31/01/2026}", 7, "posting_date: '31/01/2026' is not a date"),
        ("feed: cost", "feed: cost\ntable: costs", 2, "table: 'costs' is not known; expected one of cost_entry"),
    ],
)
def test_a_reference_into_nowhere_names_file_and_line(told, old, new, line, said):
    message = told(COST.replace(old, new))
    assert f"/client/extra.yml:{line}" in message and said in message


def test_a_party_nobody_declared(told):
    assert "party (the folder's name): 'nobody' is not known" in told(COST, party="nobody")


def test_a_feed_is_expected_once(tmp_path):
    folder = tmp_path / "sources"
    shutil.copytree(PROJECT_ROOT / "sources", folder)
    path = folder / "contracts/L16-civils.yml"
    text = path.read_text()
    assert "expects: [" in text
    path.write_text(text.replace("expects: [", "expects: [cost, "))
    with pytest.raises(ConfigError, match="expects: cost stands there twice: keep one"):
        load_config(folder)
