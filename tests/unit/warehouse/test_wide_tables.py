"""The committed wide tables and dictionary are what the seeds say today, and the seeds hold together."""

import re

import pytest
import yaml

from pipelines.lib.errors import ConfigError
from pipelines.lib.warehouse.kpi_dictionary import PAGE, dictionary
from pipelines.lib.warehouse.kpi_seed import SEEDS, read_definitions, read_reasons
from pipelines.lib.warehouse.wide_tables import MODELS, wide_tables
from pipelines.lib.workspace import DBT_PROJECT


@pytest.mark.parametrize("name", sorted(wide_tables()))
def test_committed_wide_table_is_current(name):
    committed = (MODELS / name).read_text(encoding="utf-8")
    assert committed == wide_tables()[name], "run python -m pipelines.lib.warehouse.wide_tables"


def test_committed_dictionary_is_current():
    assert PAGE.read_text(encoding="utf-8") == dictionary(), "run python -m pipelines.lib.warehouse.kpi_dictionary"


def test_yaml_names_the_columns_the_sql_makes():
    for name, text in wide_tables().items():
        if name.endswith(".sql"):
            made = re.findall(r" as (\w+),?$", text, flags=re.MULTILINE)
            named = [
                column["name"]
                for column in yaml.safe_load(wide_tables()[name.replace(".sql", ".yml")])["models"][0]["columns"]
            ]
            assert set(made) - {"measure"} <= set(named)
            assert len(named) == len(set(named))


def test_every_kpi_has_one_default_and_a_column():
    defaults = [kpi.kpi_id for kpi in read_definitions() if kpi.is_default]
    assert sorted(defaults) == sorted({kpi.kpi_id for kpi in read_definitions()})
    assert {"spi", "cpi", "eac_1", "bei"} <= {kpi.column_name for kpi in read_definitions()}


def test_default_without_a_column_is_refused(tmp_path):
    text = (
        (SEEDS / "kpi_definition.csv")
        .read_text(encoding="utf-8")
        .replace("CO-04,default,true,cpi,", "CO-04,default,true,,")
    )
    (tmp_path / "kpi_definition.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="CO-04 default"):
        read_definitions(tmp_path)


def test_reasons_keep_the_members_the_rules_keep():
    # a zero denominator, nothing earned, complete, past the baseline finish, overspent: the parts are known and count above
    kept = {reason.reason_code for reason in read_reasons() if reason.excludes_member == "false"}
    assert {"E1", "E4", "E5", "E11", "E13"} <= kept
    assert not kept & {"E2", "E3", "E6", "E8", "E9", "E10", "E14", "E16", "E17"}


def test_the_macro_names_the_reasons_of_the_seed():
    macro = (DBT_PROJECT / "macros/reason.sql").read_text(encoding="utf-8")
    named = dict(re.findall(r"'([A-Z_]+)': '(E\d+)'", macro))
    assert named == {reason.reason_name: reason.reason_code for reason in read_reasons()}
