"""What the sender gets: a page to read, and every fault in CSV and JSON."""

import csv
import datetime as dt
import io
import json
import re

import openpyxl
import polars as pl
import pytest

from pipelines.lib.errors import ConfigError
from pipelines.lib.validation.fault_list import write_fault_list
from pipelines.lib.validation.findings import FINDING_COLUMNS
from pipelines.lib.validation.rules import Rule, RuleBook, load_rules
from pipelines.lib.validation.wording import ENGLISH, RuleWords, Wording, load_wordings
from pipelines.lib.workspace import PROJECT_ROOT

WORDS = {"feed": "risk", "table": "risk", "why": "Nobody <manages> it.", "fix": "Name the owner."}
RULES = (
    Rule(id="V55", title="A risk has an owner", severity="warning", fails_when="owner is null", **WORDS),
    Rule(id="V11", title="Ids are unique", severity="blocking", fails_when="true", **WORDS),
)
FRENCH = {**ENGLISH, "expected": "Attendu", "why": "Pourquoi", "REJECTED": "refusé", "blocking": "bloquant"}
RISK_OWNER = RuleWords(title="Un risque a un porteur", why="Personne ne le suit.", fix="Nommer le porteur.")
SAID = {rule.id: RuleWords(title=rule.title, why=rule.why, fix=rule.fix) for rule in RULES}
WORDINGS = (Wording("en", ENGLISH, SAID), Wording("fr", FRENCH, {**SAID, "V55": RISK_OWNER}))
BOOK = RuleBook(RULES, {}, WORDINGS)
SUBMISSION = {
    "file_name": "register & co.csv",
    "verdict": "REJECTED",
    "source_id": "acme.risk",
    "data_date": dt.datetime(2026, 3, 1),
    "received_at": dt.datetime(2026, 3, 4),
    "reason": "fails V11",
}


def findings(rule_id, severity, count, **more):
    rows = [
        {
            "rule_id": rule_id,
            "severity": severity,
            "source_file": "r.csv",
            "source_row": n + 2,
            "row_key": f"R{n}",
            **more,
        }
        for n in range(count)
    ]
    return pl.DataFrame(rows, schema=FINDING_COLUMNS)


@pytest.fixture
def written(tmp_path):
    """201 and 250 rows under two rules, the less severe first; one hostile value."""
    hostile = {"value": "<script>alert(1)</script>", "column_name": "owner", "message": "A risk has an owner: =cmd()"}
    rows = pl.concat([findings("V55", "warning", 250, **hostile), findings("V11", "blocking", 1, value="=1+1")])
    return write_fault_list(tmp_path / "new" / "folder", SUBMISSION, rows, BOOK)


def test_the_page_says_file_verdict_and_data_date(written):
    page = written["html"].read_text()
    for part in ("register &amp; co.csv", "rejected", "2026-03-01", "251 faults, 2 rules", "fails V11"):
        assert part in page


def test_the_worst_comes_first(written):
    page = written["html"].read_text()
    assert page.index("Ids are unique") < page.index("A risk has an owner")


def test_values_are_escaped(written):
    page = written["html"].read_text()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Nobody &lt;manages&gt; it." in page and "Name the owner." in page


def test_the_page_shows_200_rows_a_rule_and_counts_honestly(written):
    page = written["html"].read_text()
    assert page.count("&lt;script&gt;") == 200
    assert "(V55, 250 rows)" in page and "(V11, 1 row)" in page
    assert "50 more in faults.csv" in page


def test_csv_and_json_have_every_row(written):
    content = written["csv"].read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    listed = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(listed) == len(json.loads(written["json"].read_text())) == 251
    assert listed[1]["value"] == "<script>alert(1)</script>" and listed[1]["source_row"] == "2"


def test_a_cell_like_a_formula_does_not_run_in_a_spreadsheet(written):
    listed = list(csv.DictReader(io.StringIO(written["csv"].read_text("utf-8-sig"))))
    assert listed[0]["value"] == "'=1+1"
    assert json.loads(written["json"].read_text())[0]["value"] == "=1+1"


def test_negative_amounts_stay_numbers(tmp_path):
    files = write_fault_list(tmp_path, SUBMISSION, findings("V11", "blocking", 1, value="-1234.50"), BOOK)
    assert next(csv.DictReader(io.StringIO(files["csv"].read_text("utf-8-sig"))))["value"] == "-1234.50"


def test_the_workbook_groups_by_rule_and_nothing_in_it_runs(written):
    book = openpyxl.load_workbook(written["xlsx"])
    summary = [row for row in book["Summary"].iter_rows(values_only=True)]
    assert summary[1] == ("V11", "blocking", 1, "Ids are unique", "Nobody <manages> it.", "Name the owner.")
    assert summary[2][:3] == ("V55", "warning", 250)
    cells = list(book["Rows"].iter_rows())
    assert len(cells) == 252
    assert [cell.value for cell in cells[1]][:8] == ["V11", "blocking", "r.csv", None, 2, "R0", None, "=1+1"]
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}  # "=1+1" and "=cmd()" are text


def test_each_language_has_its_page_and_workbook(written):
    page = written["html.fr"].read_text()
    for part in (
        'lang="fr"',
        "refusé",
        "Attendu: Un risque a un porteur",
        "Nommer le porteur.",
        "bloquant",
        "Ids are unique",
    ):
        assert part in page
    assert openpyxl.load_workbook(written["xlsx.fr"])["Summary"]["D3"].value == "Un risque a un porteur"


def test_the_projects_french_covers_every_rule_and_label():
    rules = load_rules(PROJECT_ROOT / "expectations")
    english, french = rules.wordings
    assert french.language == "fr"
    assert [rule for rule, words in english.rules.items() if french.rules[rule] == words] == []


def test_the_projects_french_knows_the_words_that_rules_say_of_what_they_found():
    rules = load_rules(PROJECT_ROOT / "expectations")
    said = {
        phrase.strip(" ,;:()%") for rule in rules.rules for phrase in re.findall("'([^']*)'", rule.message_from or "")
    }
    own = {phrase for phrase in said if re.search("[a-z]{3}", phrase)} - {"not_started", "day", "risk"}  # words of SQL
    _, french = rules.wordings
    translated = pl.DataFrame({"said": sorted(own)}).with_columns(french.text_of(pl.col("said")).alias("told"))
    assert translated.filter(pl.col("said") == pl.col("told"))["said"].to_list() == []


def test_whole_words_are_translated_and_names_in_them_are_not():
    french = Wording("fr", {}, {}, {"due": "échéance", "received": "reçu", "data date": "date d'état"})
    found = pl.DataFrame({"m": ["received 2026-03-07, due 2026-03-06", "residue, data date 2026-06-01 00:00:00"]})
    assert found.select(french.text_of(pl.col("m")))["m"].to_list() == [
        "reçu 2026-03-07, échéance 2026-03-06",
        "residue, date d'état 2026-06-01",
    ]


def test_a_translation_of_nothing_is_refused(tmp_path):
    (tmp_path / "fr.yml").write_text("labels: {}\nrules: {}\n")
    with pytest.raises(ConfigError, match="a label missing"):
        load_wordings(tmp_path, SAID)


def test_nothing_but_these_files_is_left(written):
    names = ["csv", "fr.html", "fr.xlsx", "html", "json", "xlsx"]
    assert sorted(path.name for path in written["html"].parent.iterdir()) == [f"faults.{name}" for name in names]
