"""A broken YAML is told with file, line, key and what was expected."""

import pytest

from pipelines.lib.config.contract import Contract
from pipelines.lib.config.yaml_file import parse, read_yaml
from pipelines.lib.errors import ConfigError

GOOD = "contract: C1\nproject: P1\ncontractor: Acme\ncurrency: EUR\n"


def write(tmp_path, text):
    path = tmp_path / "C1.yml"
    path.write_text(text)
    return path


def test_a_good_file_becomes_a_model(tmp_path):
    assert parse(Contract, write(tmp_path, GOOD)).currency == "EUR"


def test_a_wrong_value_names_file_line_key_and_expectation(tmp_path):
    path = write(tmp_path, GOOD + "cost_view:\n  pricing: cheap\n")
    with pytest.raises(ConfigError) as error:
        parse(Contract, path)
    assert f"{path}:6: cost_view.pricing: expected 'lump_sum', 'remeasured' or 'cost_plus'" in str(error.value)


def test_an_unknown_key_is_refused_at_its_line(tmp_path):
    path = write(tmp_path, GOOD + "currrency: EUR\n")
    with pytest.raises(ConfigError, match=rf"{path}:5: currrency: there is no such key"):
        parse(Contract, path)


def test_a_key_inside_a_list_is_found(tmp_path):
    path = write(tmp_path, GOOD + "milestones:\n  - {activity: A1, name: M1}\n  - {activity: A2}\n")
    with pytest.raises(ConfigError, match=rf"{path}:7: milestones.1.name: this key is missing"):
        parse(Contract, path)


def test_a_key_written_twice_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r":5: not valid YAML: key 'contract' is written twice"):
        read_yaml(write(tmp_path, GOOD + "contract: C2\n"))


def test_what_is_not_yaml_names_its_line(tmp_path):
    with pytest.raises(ConfigError, match=r"C1.yml:2: not valid YAML"):
        read_yaml(write(tmp_path, "contract: [C1\nproject: P1\n"))


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("{method: guessed}", "expected 'cost_loaded_schedule', 'budget_weighted' or 'reported'"),
        ("{method: budget_weighted}", "needs weight"),
        ("{ac_from: report}", "ac_from report needs method reported"),
    ],
)
def test_earned_value_says_where_it_comes_from(tmp_path, said, problem):
    with pytest.raises(ConfigError, match=problem):
        parse(Contract, write(tmp_path, f"{GOOD}earned_value: {said}\n"))


def test_two_stages_of_the_same_money_are_never_one_ac(tmp_path):
    with pytest.raises(ConfigError, match="stages of the same money"):
        parse(Contract, write(tmp_path, GOOD + "cost_view:\n  ac_from: [invoice, actual]\n"))


def test_accents_of_the_configuration_are_read_in_one_form(tmp_path):
    assert read_yaml(write(tmp_path, "name: Re\u0301union\n")) == {"name": "R\u00e9union"}
