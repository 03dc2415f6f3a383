"""From samples written by hand to configuration that loads: what is seen, asked, left open."""

import pytest

from pipelines.lib.errors import PmoError
from pipelines.lib.propose.install import check_proposal
from tests.unit.propose.samples import LEDGER, REGISTER, file, propose, source
from tests.unit.readers.books import write


def test_a_french_ledger_is_read_as_it_comes(workspace, tmp_path):
    proposal = propose(workspace, file(tmp_path, "journal_2026-01-31.csv", LEDGER, "cp1252"))
    own = source(proposal, "cost")
    # `pièce` is `pičce` in cp1250: the encoding is not written down, the mapped name `N° pièce` tells it in every file.
    assert own["read"] == {"kind": "csv", "header_row": 3, "delimiter": ";"}
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
    classes = ["status.Watch=open", "probability.High=0.7", "probability.Low=0.1"]
    given = propose(workspace, register, answers=["currency=EUR", *classes])
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
    proposal = propose(workspace, path, answers=["currency=EUR"])
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
