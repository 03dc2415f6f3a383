"""Layers of the dbt project: kpi reads only dim_ and fct_, marts never read staging's sources, published ones have contracts."""

import pytest

from pipelines.lib.warehouse.parsed import manifest_of
from pipelines.lib.workspace import DBT_PROJECT
from tests.parsed_once import parsed_for_tests


@pytest.fixture(scope="module")
def nodes():
    """The models of today's manifest."""
    manifest = manifest_of(parsed_for_tests())
    return {name: node for name, node in manifest["nodes"].items() if node["resource_type"] == "model"}


def layer(node):
    return node["fqn"][1]


def test_kpi_models_read_only_dimensions_facts_and_each_other(nodes):
    for node in nodes.values():
        if layer(node) == "kpi":
            for parent in node["depends_on"]["nodes"]:
                name = parent.split(".")[-1]
                assert name.startswith(("dim_", "fct_", "kpi_")), f"{node['name']} reads {name}"


def test_only_staging_reads_the_lake(nodes):
    for node in nodes.values():
        sources = [parent for parent in node["depends_on"]["nodes"] if parent.startswith("source.")]
        if sources:
            assert layer(node) == "staging", f"{node['name']} reads {sources}"


def test_no_layer_reads_a_later_one(nodes):
    order = {"staging": 0, "intermediate": 1, "marts": 2, "kpi": 3}
    for node in nodes.values():
        for parent in node["depends_on"]["nodes"]:
            if parent in nodes:
                assert order[layer(nodes[parent])] <= order[layer(node)], f"{node['name']} reads {parent}"


def test_what_is_published_has_an_enforced_contract_and_a_described_grain(nodes):
    for node in nodes.values():
        if layer(node) in ("marts", "kpi") and node["config"]["materialized"] == "table":
            assert node["contract"]["enforced"], node["name"]
            assert node["description"], node["name"]


def test_every_model_has_a_yaml_of_its_own_name(nodes):
    for node in nodes.values():
        sql = DBT_PROJECT / node["original_file_path"]
        assert sql.with_suffix(".yml").is_file(), sql
