"""The definitions as the server builds them, pinned by name: an accidental rename shows here."""

import json
import subprocess
import sys

import pytest

from pipelines.lib.config.load import load_config
from pipelines.lib.validation.rules import load_rules
from pipelines.lib.workspace import Workspace

LOOK = """
import json, sys
from pipelines.definitions import defs
repository = defs.get_repository_def()
graph = repository.asset_graph
print(json.dumps({
    "assets": sorted(key.to_user_string() for key in graph.get_all_asset_keys()),
    "checks": sorted(f"{key.asset_key.to_user_string()}:{key.name}" for key in graph.asset_check_keys),
    "jobs": sorted(job.name for job in repository.get_all_jobs() if not job.name.startswith("__")),
    "schedules": sorted(schedule.name for schedule in repository.schedule_defs),
    "sensors": sorted(sensor.name for sensor in repository.sensor_defs),
    "upstream_of_stg": sorted(
        parent.to_user_string()
        for key in graph.get_all_asset_keys()
        if key.path[-1] == "stg_schedule__activity"
        for parent in graph.get(key).parent_keys
    ),
    "upstream_of_published": len(graph.get(next(k for k in graph.get_all_asset_keys() if k.path == ["published"])).parent_keys),
    "heavy": sorted({"great_expectations", "pandas", "jpype", "mpxj"} & set(sys.modules)),
}))
"""


@pytest.fixture(scope="module")
def definitions(tmp_path_factory):
    """What a fresh process sees after importing the definitions."""
    environment = {"PMO_HOME": str(tmp_path_factory.mktemp("home")), "PATH": "/usr/bin:/bin"}
    result = subprocess.run([sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-2000:]
    return json.loads(result.stdout.splitlines()[-1])


def test_importing_the_definitions_imports_nothing_heavy(definitions):
    assert definitions["heavy"] == []


def test_jobs_schedules_and_sensors(definitions):
    assert definitions["jobs"] == ["refresh"]
    assert definitions["schedules"] == ["nightly_refresh"]
    assert definitions["sensors"] == ["inbox_sensor"]


def test_the_graph_runs_from_submissions_over_raw_tables_to_the_publication(definitions):
    tables = load_config(Workspace.from_environment().sources).tables
    assert {"submissions", "published", *(f"raw/{table}" for table in tables)} <= set(definitions["assets"])
    assert definitions["upstream_of_stg"] == ["raw/schedule_activity"]
    assert definitions["upstream_of_published"] >= 25


def test_every_rule_is_one_asset_check_and_the_publication_has_its_own(definitions):
    rules = load_rules(Workspace.from_environment().expectations).rules
    checks = [name.split(":")[1] for name in definitions["checks"] if name != "published:everything_counts"]
    assert sorted(checks) == sorted(rule.id for rule in rules)
    assert len(definitions["checks"]) == len(checks) + 1
