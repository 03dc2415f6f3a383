"""Which source a contract waits for, told from how the sources name their contracts."""

import pytest

from pipelines.lib.config.load import load_config
from pipelines.lib.config.tables import config_tables
from pipelines.lib.workspace import PROJECT_ROOT


@pytest.fixture(scope="module")
def expected():
    frame = config_tables(load_config(PROJECT_ROOT / "sources"))["config_contract_expects"]
    return {
        (contract, feed): source
        for contract, feed, source in frame.select("contract_id", "feed", "source_id").iter_rows()
    }


def test_a_map_or_a_fixed_contract_names_it(expected):
    assert expected["L16-systems", "cost"] == "client.cost"
    assert expected["M5-track", "cost"] == "rail-agency.cost"
    assert expected["M5-track", "schedule"] == "sud-rail.schedule"


def test_a_column_of_the_contracts_own_ids_needs_no_map(expected):
    assert expected["HUB-station", "cost"] == expected["HUB-fitout", "cost"] == "hub-authority.cost"


def test_every_feed_that_a_contract_of_the_demo_expects_has_a_source(expected):
    assert None not in expected.values() and len(expected) == 19
