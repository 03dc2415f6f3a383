"""What a proposal does to the configuration, and answers and files that it can't use."""

import datetime as dt

import pytest

from pipelines.lib.config.load import load_config
from pipelines.lib.errors import PmoError
from pipelines.lib.propose.install import check_proposal, install
from pipelines.lib.propose.start import start
from pipelines.lib.propose.write_yaml import as_yaml
from tests.unit.propose.samples import BASICS, LEDGER, file, propose, source


def test_installing_keeps_comments_and_order_and_overwrites_nothing(workspace, tmp_path):
    before = (workspace.sources / "portfolio.yml").read_text()
    proposal = propose(workspace, file(tmp_path, "journal_2026-01-31.csv", LEDGER), answers=["contractor=The builder"])
    install(workspace, proposal)
    after = (workspace.sources / "portfolio.yml").read_text()
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert added == ["  - {id: METRO, name: METRO}", "  - {id: builder, name: builder}"]
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert load_config(workspace.sources).contracts["LOT-3"].contractor == "The builder"
    with pytest.raises(PmoError, match="contract LOT-3 exists"):
        propose(workspace, file(tmp_path, "journal_2026-01-31.csv", LEDGER))
    other = start(workspace, [tmp_path / "journal_2026-01-31.csv"], ["contract=LOT-4", *BASICS[1:]], None, None)
    assert list(other.drafts) == ["builder.cost-journal-2026-01-31"]


def test_a_new_currency_needs_its_rate(workspace, tmp_path):
    path = file(tmp_path, "journal_2026-01-31.csv", LEDGER.replace("€", "CAD"))
    with pytest.raises(PmoError, match=r"rate\.CAD: no answer.*How many EUR is 1 CAD"):
        propose(workspace, path)
    install(workspace, propose(workspace, path, answers=["rate.CAD=0.67"]))
    assert (workspace.sources / "rates.csv").read_text().endswith("\nCAD,budget,,0.67\n")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (["contrat=X"], "--set contrat: nobody asked"),
        (["contract"], "--set contract: no value"),
        (["contract=a b"], "'a b' is no id"),
    ],
)
def test_answers_that_fit_no_question(workspace, tmp_path, answers, message):
    path = file(tmp_path, "journal_2026-01-31.csv", LEDGER)
    with pytest.raises(PmoError, match=message):
        start(workspace, [path], [*BASICS, *answers], None, None)


def test_a_file_that_no_feed_takes_is_said_and_not_guessed(workspace, tmp_path):
    changes = file(tmp_path, "changes.csv", "CO number,Description,Amount,WBS\n1,Pump,10,1.1\n")
    recipe = file(tmp_path, "recipe.csv", "Flour,Eggs\n200,3\n")
    with pytest.raises(PmoError, match=r"change register: no feed takes it.*no columns of any feed were recognised"):
        propose(workspace, changes, recipe)


def test_two_months_of_one_ledger_are_one_source(workspace, tmp_path):
    january = file(tmp_path, "journal_2026-01-31.csv", LEDGER, "cp1252")
    february = file(tmp_path, "journal_2026-02-28.csv", LEDGER, "cp1252")
    proposal = propose(workspace, january, february)
    assert list(proposal.drafts) == ["builder.cost"]
    assert [item.name for item in check_proposal(workspace, proposal)] == [january.name, february.name]


# The layout of an English SAP CJI5: commitments, one row each, a total without WBS element below.
CJI5 = """Project: Line 3
Layout: 1SAP

WBS Element\tRef. Document Number\tReference Item\tDebit Date\tVal/COArea Crcy\tCOArea currency\tName\tPurchase order text
L3.1\t4500001\t10\t03.02.2026\t1,200.50\tEUR\tRails Ltd\tTurnouts
L3.2\t4500002\t10\t05.02.2026\t300.00-\tEUR\tRails Ltd\tReturned
\t\t\t\t900.50\tEUR\t\t
"""


def test_an_english_sap_list_of_commitments(workspace, tmp_path):
    path = file(tmp_path, "CJI5_20260228.txt", CJI5)
    proposal = propose(workspace, path, answers=["CJI5_20260228.entry_type=commitment"])
    own = source(proposal, "cost")
    assert own["read"] == {"kind": "csv", "header_row": 4, "delimiter": "\t"}
    assert own["data_date"] == {"file_name": "CJI5_(?P<date>\\d{8})", "format": "%Y%m%d"}
    (version,) = own["versions"]
    assert version["columns"] == {
        "cost_key": "WBS Element", "document_id": "Ref. Document Number", "line_no": "Reference Item",
        "amount": "Val/COArea Crcy", "currency": "COArea currency", "description": "Purchase order text",
    }  # fmt: skip
    assert version["constants"] == {"entry_type": "commitment", "measure": "period"}
    assert version["drop_rows"] == [{"where": '"WBS Element" is null'}]
    (checked,) = check_proposal(workspace, proposal)
    assert (checked.verdict, checked.findings["rule_id"].to_list()) == ("ACCEPTED", [])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.csv", "", "the file is empty"),
        ("text.xlsx", "a;b", "this is no Excel workbook"),
        ("zip.csv", "PK\x03\x04....", "this is an Excel workbook or ZIP archive, not a CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_out_with_its_reason(workspace, tmp_path, name, content, reason):
    broken = file(tmp_path, name, content)
    proposal = propose(workspace, file(tmp_path, "journal_2026-01-31.csv", LEDGER), broken)
    assert list(proposal.drafts) == ["builder.cost"] and proposal.skipped[name].startswith(reason)
    with pytest.raises(PmoError, match=reason):
        propose(workspace, broken)


def test_a_day_that_stands_twice_is_written_twice():
    day = dt.date(2026, 1, 1)
    assert "[{a: 2026-01-01, b: 2026-01-01}]" in as_yaml({"x": [{"a": day, "b": day}]}, [], "s.json")
