"""Whatever stands in a configuration file: it loads, or one PmoError says where. Never a traceback, never for long."""

import copy
import datetime as dt
import os
import random
import re
import shutil
from pathlib import Path

import pytest
import yaml

from pipelines.lib.config import load as loading
from pipelines.lib.config.contract import Contract
from pipelines.lib.config.csv_file import read_control_account_map
from pipelines.lib.config.load import load_config
from pipelines.lib.config.tables import config_tables
from pipelines.lib.errors import ConfigError, PmoError
from pipelines.lib.validation.rules import load_rules
from pipelines.lib.workspace import PROJECT_ROOT

SMALL = PROJECT_ROOT / "tests/end_to_end/small"
VALUES = [None, "", [], {}, "x", 0, -1, 10**40, 1e308, float("nan"), float("inf"), True, dt.date(1, 1, 1), "2025-02-31",
          dt.datetime(9999, 12, 31), "a\x00b", [None], [[]], {"x": 1}, {1: 2}, "é" * 5000, ["x", 1, {}], {None: None}]  # fmt: skip
# Words of the library that checks the models.
THEIRS = re.compile(
    r"Input should|Value error|Assertion|Extra inputs|Field required|input_value|type=|valid (string|dict|list)|\[\w+\(\)"
)
NAMES = [path.relative_to(SMALL) for path in sorted(SMALL.rglob("*.yml"))]


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hurt") / "sources"
    shutil.copytree(SMALL, folder)
    shutil.copytree(PROJECT_ROOT / "sources/feeds", folder / "feeds")
    (folder / "thresholds.yml").write_text(
        "thresholds:\n  - {kpi: SP-01, direction: higher, green: 0.95, amber: 0.9, source: here}\n"
    )
    return folder


@pytest.fixture
def feeds_read_once(sources, monkeypatch):
    feeds = loading._load_feeds(sources)
    monkeypatch.setattr(loading, "_load_feeds", lambda folder: feeds)


def places(data, path=()):
    """The path of every node of a document."""
    yield path
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        yield from places(part, (*path, key))


def changed(data, path, value):
    if not path:
        return value
    data = copy.deepcopy(data)
    at = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return data


def every_change(original, count, seed):
    data = yaml.safe_load(original)
    changes = [(path, value) for path in places(data) for value in VALUES]
    for path, value in random.Random(seed).sample(changes, min(count, len(changes))):
        yield path, value, yaml.safe_dump(changed(data, path, value), allow_unicode=True)


def refused(load):
    """Whether it was refused, and in our words."""
    try:
        load()
    except PmoError as error:
        assert not THEIRS.search(str(error)), error
        return True
    return False


def each_change_is_told(path, count, load):
    original = path.read_text()
    refusals = 0
    try:
        for at, value, text in every_change(original, count, seed=path.name):
            path.write_text(text)
            try:
                refusals += refused(load)
            except Exception as error:
                raise AssertionError(f"{path.name} {at} = {value!r}") from error
    finally:
        path.write_text(original)
    assert refusals


@pytest.mark.parametrize("name", [*NAMES, "thresholds.yml"], ids=str)
def test_any_value_in_any_key_loads_or_is_told(sources, feeds_read_once, name):
    each_change_is_told(sources / name, 40, lambda: config_tables(load_config(sources)))


def test_any_value_in_a_feed_loads_or_is_told(sources):
    each_change_is_told(sources / "feeds" / "risk.yml", 25, lambda: load_config(sources))


@pytest.mark.parametrize("name", ["risk.yml", "parties/client.yml", "translations/fr.yml"])
def test_any_value_in_a_rule_loads_or_is_told(tmp_path, name):
    folder = tmp_path / "expectations"
    shutil.copytree(PROJECT_ROOT / "expectations", folder)
    each_change_is_told(folder / name, 15, lambda: load_rules(folder))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "expected keys with values"),
        (b"- a\n- b\n", "expected keys with values"),
        (b"contract:\n\tproject: P1\n", "C1.yml:2: not valid YAML"),
        ("contract: C1\ncontractor: Béton\n".encode("cp1252"), "C1.yml:2: not UTF-8 text"),
        ("contract: C1\n".encode("utf-16"), "C1.yml:1: not UTF-8 text"),
        (b"contract: C1\nstarted_on: 2025-02-31\n", "C1.yml:2: not valid YAML: '2025-02-31': day"),
        (b"a: &a [1]\nb: [*a, *a]\n", "C1.yml:2: not valid YAML: *a: aliases are not taken"),
        (b"a: " + b"[" * 5000 + b"]" * 5000, "nested deeper than 40 levels"),
        (b"? [a, b]\n: 1\n", "a key must be a word"),
        (
            b"signed_value: " + b"1" * 6000,
            "C1.yml:1: not valid YAML: '1111111111111111111111111111111111111111': Exceeds",
        ),
        (b"signed_value: 1e300", "C1.yml:1: signed_value: expected 10000000000000 or less"),
        (b'contract: C1\nstarted_on: !!timestamp "x"', "C1.yml:2: not valid YAML: 'x': not what its tag says"),
        (b"contract: C1\nstarted_on: 20250505", "C1.yml:2: started_on: expected a date, YYYY-MM-DD (found 20250505)"),
    ],
)
def test_a_file_that_is_broken_as_a_whole_is_told(sources, feeds_read_once, content, said):
    path = sources / "contracts" / "C1.yml"
    original = path.read_bytes()
    path.write_bytes(content)
    try:
        with pytest.raises(ConfigError) as error:
            load_config(sources)
    finally:
        path.write_bytes(original)
    assert said in str(error.value)


RATES = b"currency,rate_type,period,rate\nGBP,budget,,1.17\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (RATES.replace(b"GBP", b"\xa3"), "rates.csv:2: not UTF-8 text: save it as UTF-8"),
        (RATES.decode().encode("utf-16"), "rates.csv:1: not UTF-8 text"),
        (b"", "rates.csv:1: not a CSV file: it is empty"),
        (b"currency,rate\nGBP,1\n", "rates.csv:1: expected columns rate_type, period"),
        (b"currency,rate_type,period,rate,rate\nGBP,budget,,1,1\n", "rates.csv:1: column 'rate' stands twice"),
        (
            b"currency,rate_type,period,rate\nGBP,average,2025-13,1\n",
            "rates.csv:2: period: expected a month as 2026-03",
        ),
        (b"currency,rate_type,period,rate\n\nGBP,budget,,nan\n", "rates.csv:3: rate: expected a positive number"),
        (
            RATES + b"USD,budget,,-1\nUSD,bugdet,,2\n",
            "rates.csv:3: rate: expected a positive number, with a point: 1.17 (found '-1')",
        ),
        (
            RATES + b"USD,budget,,-1\nUSD,bugdet,,2\n",
            "rates.csv:4: rate_type: expected one of budget, average, closing (found 'bugdet')",
        ),
        (RATES + b"$,budget,,1\n", "rates.csv:3: currency: expected a code of three capitals, as USD (found '$')"),
        (
            RATES + b"GBP,budget,,1.2\n",
            "rates.csv:3: rate: this currency, rate_type and period stand twice: keep one (found '1.2')",
        ),
        (b'currency,rate_type,period,rate\nGBP,"budget,,1\n', "rates.csv:2: not a CSV file"),
        (RATES + b"USD,budget,,1,17\n", "rates.csv:3: 5 cells under 4 headers (found 'USD,budget,,1,17')"),
    ],
)
def test_a_csv_of_ours_that_is_broken_is_told(sources, feeds_read_once, content, said):
    path = sources / "rates.csv"
    path.write_bytes(content)
    try:
        with pytest.raises(ConfigError) as error:
            load_config(sources)
    finally:
        path.unlink()
    assert said.replace(": save", ". save") in str(error.value)


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir], ids=["pipe", "folder"])
@pytest.mark.parametrize("name", ["contracts/C1.yml", "rates.csv"])
def test_what_is_no_file_is_told_and_never_waited_for(sources, feeds_read_once, name, make):
    path = sources / name
    original = path.read_bytes() if path.exists() else None
    path.unlink(missing_ok=True)
    make(path)
    try:
        with pytest.raises(ConfigError, match="is no file"):
            load_config(sources)
    finally:
        path.rmdir() if path.is_dir() else path.unlink()
        if original is not None:
            path.write_bytes(original)


def test_a_mark_at_the_start_of_a_csv_of_ours_is_no_part_of_its_first_header(sources, feeds_read_once):
    path = sources / "rates.csv"
    path.write_bytes(b"\xef\xbb\xbf" + RATES)
    try:
        assert load_config(sources).rates["rate"].to_list() == [1.0, 1.17]
    finally:
        path.unlink()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("A,X,0.5\nA,Y,0.4\nB,Z,1\n", "map.csv:3: share: the shares of A sum to 0.9, expected 1 (found '0.4')"),
        ("A,X,half\n", "map.csv:2: share: expected a number, with a point: 0.5 (found 'half')"),
        ("A,,1\n", "map.csv:2: cost_key: expected a cost code (found '')"),
    ],
)
def test_a_map_of_control_accounts_names_the_cell(tmp_path, lines, said):
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "map.csv").write_text("schedule_key,cost_key,share\n" + lines)
    contract = Contract(contract="C1", project="P", contractor="X", currency="EUR", control_account={"map": "map.csv"})
    with pytest.raises(ConfigError) as error:
        read_control_account_map(tmp_path, {"C1": contract})
    assert said in str(error.value) and str(error.value).count("map.csv") == 1
