"""Which source a file belongs to and in which role, or a sentence that says why it belongs to none."""

import datetime as dt
import unicodedata

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.config.source import DataDatePlace
from pipelines.lib.intake.data_date import date_in_name
from pipelines.lib.intake.identify import identify
from pipelines.lib.lake.archive import Receipt

MOMENT = dt.datetime(2025, 2, 3)


def receipt(name, folder="schedule", party="builder", manifest=None):
    return Receipt("r", "0" * 64, name, party, folder, MOMENT, MOMENT, 1, manifest)


@pytest.fixture
def identity(workspace):
    def of(*what, sources=None, **more):
        for stem, text in (sources or {}).items():
            (workspace.sources / f"parties/builder/{stem}.yml").write_text(text)
        return identify(load(workspace), receipt(*what, **more))

    return of


def ledger_source(files):
    return f'feed: cost\ncontract: C1\nfiles: "{files}"\ndata_date: {{file_name: "(?P<date>.*)"}}\n'


def test_a_file_belongs_to_the_source_of_its_folder_and_pattern(identity):
    found = identity("update_01.xer")
    assert (found.source.source_id, found.problem, found.role, found.baseline_id) == (
        "builder.schedule", None, "update", None
    )  # fmt: skip


def test_the_case_of_a_name_does_not_matter(identity):
    assert identity("UPDATE_01.XER").source.source_id == "builder.schedule"


def test_an_unknown_folder_says_which_file_to_add_and_what_is_known(identity):
    found = identity("x.csv", "cost", "stranger")
    assert found.source is None
    assert "no source is configured for inbox/stranger/cost" in found.problem
    assert "add sources/parties/stranger/cost.yml" in found.problem
    assert "builder.cost, builder.risk, builder.schedule" in found.problem


def test_another_party_cannot_deliver_into_a_partys_source(identity):
    assert identity("update_01.xer", party="stranger").source is None


def test_a_name_that_fits_no_pattern_says_which_were_expected(identity):
    found = identity("costs_2025-01-31.csv", "cost")
    assert found.source is None
    assert found.problem == (
        "costs_2025-01-31.csv matches none of the patterns expected in inbox/builder/cost: ledger_*.csv"
    )


def test_two_sources_that_claim_a_file_are_both_named(identity):
    two = {"cost-north": ledger_source("*north*.csv"), "cost-south": ledger_source("*.csv")}
    found = identity("a_north.csv", "cost", sources=two)
    assert found.source is None
    assert "several sources claim a_north.csv" in found.problem
    assert "builder.cost-north" in found.problem and "builder.cost-south" in found.problem
    assert identity("a_east.csv", "cost").source.source_id == "builder.cost-south"


def test_a_folder_of_the_sources_own_name_decides(identity):
    """`ledger_north.csv` fits both patterns; builder/cost is the folder of builder.cost."""
    both = {"cost-north": ledger_source("*north*.csv")}
    assert identity("ledger_north.csv", "cost", sources=both).source.source_id == "builder.cost"
    assert identity("ledger_north.csv", "cost-north").source.source_id == "builder.cost-north"


def test_a_baseline_is_known_by_its_name(identity):
    found = identity("baseline.xer")
    assert (found.role, found.baseline_id, found.problem) == ("baseline", "BL0", None)
    assert identity("my_baseline.xer").role == "update"  # the pattern is ^baseline


def test_a_baseline_may_name_itself(identity):
    text = 'feed: schedule\ncontract: C1\nfiles: "*.xer"\nbaseline_files: "(?P<baseline_id>BL\\\\d+)"\n'
    found = identity("plan_BL0.xer", sources={"schedule": text})
    assert (found.role, found.baseline_id, found.problem) == ("baseline", "BL0", None)
    found = identity("plan_BL7.xer")
    assert (found.role, found.baseline_id) == ("baseline", "BL7")
    assert found.problem == "baseline BL7 is not one of the contract's `baselines`: BL0"


def test_an_undeclared_baseline_of_a_manifest_lists_the_declared_ones(identity):
    found = identity("plan.xer", manifest="{role: baseline, baseline_id: BL7}")
    assert found.problem == "baseline BL7 is not one of the contract's `baselines`: BL0"
    assert found.source.source_id == "builder.schedule"  # the sender is known, so the fault list reaches him


def test_a_manifest_decides_the_role_before_the_name(identity):
    assert identity("baseline.xer", manifest="role: update").role == "update"
    assert identity("plan.xer", manifest="{role: baseline, baseline_id: BL0}").baseline_id == "BL0"


def test_a_baseline_without_a_name_needs_the_contract_to_have_one(identity, workspace):
    path = workspace.sources / "contracts/C1.yml"
    more = (
        "kind: initial}, {id: BL1, approved_on: 2025-05-01, effective_from: 2025-06-01, kind: rebaseline, change: CO-1}"
    )
    path.write_text(path.read_text().replace("kind: initial}", more))
    assert identity("baseline.xer").problem == "baseline (unnamed) is not one of the contract's `baselines`: BL0, BL1"


def test_names_match_in_any_unicode_form(identity):
    """A Mac writes the accent as a character of its own, Windows writes `é` as one; YAML may hold either."""
    one, two = (unicodedata.normalize(form, "relevé_2025-01-31.csv") for form in ("NFC", "NFD"))
    assert one != two
    for pattern in (unicodedata.normalize(form, "Relevé_*.csv") for form in ("NFC", "NFD")):
        for name in (one, two):
            found = identity(name, "cost", sources={"cost": ledger_source(pattern)})
            assert found.source.source_id == "builder.cost", (pattern, name)


def test_the_regular_expressions_see_the_composed_name(identity):
    text = 'feed: schedule\ncontract: C1\nfiles: "*.xer"\nbaseline_files: "^référence"\n'
    found = identity(unicodedata.normalize("NFD", "référence.xer"), sources={"schedule": text})
    assert found.role == "baseline"
    source = found.source.model_copy(update={"data_date": DataDatePlace(file_name="relevé_(?P<date>.{10})")})
    assert date_in_name(source, unicodedata.normalize("NFD", "relevé_2025-01-31.csv")) == dt.datetime(2025, 2, 1)
    assert date_in_name(source, "RELEVÉ_2025-01-31.CSV") == dt.datetime(2025, 2, 1)


def test_the_case_of_a_folder_does_not_matter(identity):
    assert identity("update_01.xer", "Schedule", "BUILDER").source.source_id == "builder.schedule"
