"""From samples written by hand to configuration that loads."""

import shutil

import pytest
import yaml

from pipelines.lib.config.load import load_config
from pipelines.lib.errors import PmoError
from pipelines.lib.propose.install import check_proposal, install
from pipelines.lib.propose.start import start
from pipelines.lib.workspace import PROJECT_ROOT, Workspace
from tests.unit.readers.books import write

LEDGER = """Grand livre du lot 3;;;;;
Édité le 02/02/2026;;;;;
Code OTP;N° pièce;Date comptable;Nature;Montant (€);Commentaire
G.1;5001;28/01/2026;Réalisé;1 234,50;Béton
G.2;5002;31/01/2026;Engagé;20 000,00;Acier
;;;;21 234,50;Total général
"""
REGISTER = """Risk ID,Title,Status,Probability,Cost impact,Owner,Likes
R1,Ground,Open,35,"100,000",Ann,3
R2,Strike,Watch,5,"20,000",Bob,4
"""
BASICS = ["contract=LOT-3", "project=METRO", "party=builder"]


@pytest.fixture
def workspace(tmp_path):
    shutil.copytree(PROJECT_ROOT / "sources", tmp_path / "sources")
    return Workspace(home=tmp_path / "home", sources=tmp_path / "sources", expectations=PROJECT_ROOT / "expectations")


def file(tmp_path, name, text, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def propose(workspace, *files, answers=(), feed=None, prompt=None):
    return start(workspace, list(files), [*BASICS, *answers], feed, prompt)


def source(proposal, name):
    return yaml.safe_load(proposal.texts[f"parties/builder/{name}.yml"])


def test_a_french_ledger_is_read_as_it_comes(workspace, tmp_path):
    proposal = propose(workspace, file(tmp_path, "journal_2026-01-31.csv", LEDGER, "cp1252"))
    own = source(proposal, "cost")
    assert own["read"] == {"kind": "csv", "header_row": 3, "delimiter": ";", "encoding": "cp1252"}
    assert own["locale"] == {"decimal": ",", "thousands": " ", "date": ["%d/%m/%Y"]}
    assert own["files"] == "journal_*.csv"
    (version,) = own["versions"]
    assert version["columns"] == {
        "cost_key": "Code OTP", "document_id": "N° pièce", "posting_date": "Date comptable", "amount": "Montant (€)",
        "entry_type": {"column": "Nature", "map": {"Engagé": "commitment", "Réalisé": "actual"}},
        "description": "Commentaire",
    }  # fmt: skip
    assert version["constants"] == {"currency": "EUR", "measure": "period"}
    assert version["drop_rows"] == [{"where": '"Code OTP" is null'}]
    (checked,) = check_proposal(workspace, proposal)
    assert (checked.verdict, checked.findings.height) == ("ACCEPTED", 0)


def test_what_the_register_does_not_say_is_asked_or_left_open(workspace, tmp_path):
    register = file(tmp_path, "risks.csv", REGISTER)
    asked = []

    def prompt(text, default):
        asked.append(text)
        return {"[status.Watch]": "open", "[risks.data_date]": "2026-01-31"}.get(text.split(" ")[0], default)

    proposal = propose(workspace, register, prompt=prompt)
    (version,) = source(proposal, "risk")["versions"]
    assert version["columns"]["status"] == {"column": "Status", "map": {"Open": "open", "Watch": "open"}}
    assert version["columns"]["probability"] == {"column": "Probability", "unit": "percent"}
    assert version["columns"]["cost_likely"] == "Cost impact"
    assert version["ignore"] == ["Likes"]
    assert proposal.drafts["builder.risk"].samples == {register: "risks_2026-01-31.csv"}
    assert [text.split("]")[0] for text in asked if "currency" in text] == ["[currency", "[contract_currency"]
    unasked = propose(workspace, register, answers=["risks.data_date=2026-01-31"])
    assert "no word of ours for Watch" in unasked.drafts["builder.risk"].open[0]


def test_classes_need_the_probability_that_somebody_gives_them(workspace, tmp_path):
    register = file(tmp_path, "risks_2026-01-31.csv", REGISTER.replace(",35,", ",High,").replace(",5,", ",Low,"))
    left = propose(workspace, register, answers=["status.Watch=open"])
    assert "probability" not in source(left, "risk")["versions"][0]["columns"]
    assert "Probability" in source(left, "risk")["versions"][0]["ignore"]
    given = propose(workspace, register, answers=["status.Watch=open", "probability.High=0.7", "probability.Low=0.1"])
    how = source(given, "risk")["versions"][0]["columns"]["probability"]
    assert how == {"column": "Probability", "map": {"High": "0.7", "Low": "0.1"}}
    assert [item.verdict for item in check_proposal(workspace, given)] == ["ACCEPTED_WITH_WARNINGS"]  # no responses


def test_sheets_and_two_header_rows(workspace, tmp_path):
    rows = [
        ["Budget of lot 3"],
        [],
        ["Cost code", "Amount", "", "Kind"],
        ["", "Initial", "Revised", ""],
        ["1.1", 10, 12, "Budget"],
    ]

    def content(book, sheet):
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.merge_range("B3:C3", "Amount")

    path = write(
        tmp_path / "budget_2026-01-31.xlsx", {"Notes": [["Read me", "please"], ["all", "of it"]], "Budget": content}
    )
    proposal = propose(workspace, path)
    own = source(proposal, "cost")
    assert own["read"] == {"kind": "excel", "sheet": "Budget", "header_rows": 2}
    assert own["versions"][0]["columns"]["amount"] in ("Amount / Initial", "Amount / Revised")
    assert list(proposal.skipped) == ["budget_2026-01-31.xlsx [Notes]"]
    assert [item.verdict for item in check_proposal(workspace, proposal)] == ["ACCEPTED"]


def test_rows_of_other_contracts_and_nodes_that_sum_up_others_stay_out(workspace, tmp_path):
    text = "Contract,WBS,Budget\nA,1,30\nA,1.1,10\nA,1.2,20\nB,1,5\n"
    path = file(tmp_path, "budget_2026-01-31.csv", text)
    with pytest.raises(PmoError, match="rows_of: no answer"):
        propose(workspace, path)
    proposal = propose(workspace, path, answers=["rows_of=A"])
    where = [rule["where"] for rule in source(proposal, "cost")["versions"][0]["drop_rows"]]
    assert where[0] == "\"Contract\" <> 'A'"


def test_a_dates_order_that_nobody_can_see_is_asked(workspace, tmp_path):
    text = "Cost code,Posting date,Amount\n1.1,03/04/2026,10\n1.2,05/06/2026,20\n"
    path = file(tmp_path, "costs_2026-06-30.csv", text)
    with pytest.raises(PmoError, match="date_order: no answer"):
        propose(workspace, path, answers=["costs_2026-06-30.entry_type=actual"])
    for answer, written in (("day", "%d/%m/%Y"), ("month", "%m/%d/%Y")):
        proposal = propose(workspace, path, answers=["costs_2026-06-30.entry_type=actual", f"date_order={answer}"])
        assert source(proposal, "cost")["locale"]["date"] == [written]


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
