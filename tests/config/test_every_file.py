"""Every configuration file of the project parses and points at things that exist."""

import json

import pytest
import yaml

from pipelines.lib.config.load import load_config
from pipelines.lib.errors import ConfigError
from pipelines.lib.validation.rules import load_rules
from pipelines.lib.workspace import PROJECT_ROOT

SOURCES, EXPECTATIONS = PROJECT_ROOT / "sources", PROJECT_ROOT / "expectations"
TEMPLATES = sorted((SOURCES / "parties" / "_template").glob("*.yml"))


def test_the_whole_configuration_loads():
    config = load_config(SOURCES)
    assert len(config.contracts) == 6
    assert set(config.feeds) == {"schedule", "cost", "earned_value", "risk", "invoice"}


@pytest.mark.parametrize(
    "path", sorted(SOURCES.rglob("*.yml")) + sorted(EXPECTATIONS.rglob("*.yml")), ids=lambda p: p.name
)
def test_a_file_fits_a_screen_or_is_a_list(path):
    yaml.safe_load(path.read_text(encoding="utf-8"))
    limit = 80 if "parties" in path.parts or "contracts" in path.parts else 1200
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


def test_every_rule_says_why_and_how_to_fix():
    for rule in load_rules(EXPECTATIONS).rules:
        assert len(rule.why) > 15 and len(rule.fix) > 15, rule.id


def test_a_contract_that_does_not_exist_stops_everything(tmp_path):
    import shutil

    shutil.copytree(SOURCES, tmp_path / "sources")
    path = next((tmp_path / "sources" / "parties").glob("[!_]*/schedule.yml"))
    content = yaml.safe_load(path.read_text())
    path.write_text(yaml.safe_dump({**content, "contract": "NOPE"}))
    with pytest.raises(ConfigError, match="'NOPE' is not known; expected one of"):
        load_config(tmp_path / "sources")


def test_the_editor_schemas_are_current():
    from pipelines.lib.json_schema import SCHEMAS, schema_of

    for name, model in SCHEMAS.items():
        path = SOURCES / "schema" / f"{name}.json"
        assert json.loads(path.read_text()) == schema_of(model), f"run: python -m pipelines.lib.json_schema ({name})"
