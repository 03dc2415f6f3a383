"""Rules on a file as a whole and on its unreadable cells: each on a clean envelope with one thing changed."""

import datetime as dt

import pytest

from tests.unit.validation.clean import at, with_row
from tests.unit.validation.firing import assert_counts_agree, assert_fires_alone, found, judged, name

FEED, TABLES, FILE = "submission", (), "submission"
NAMED = {"row_key": "A1", "canonical_table": "schedule_activity", "value": "x"}


def bad_cell(is_required, is_beyond=False):
    cell = {**NAMED, "column_name": "percent_complete", "message": "expected a number"}
    return [{**cell, "is_required": is_required, "is_beyond": is_beyond}]


def note(kind):
    return [{**NAMED, "kind": kind, "message": "five cells under four headers"}]


CASES = [
    ("V01", "unreadable", FILE, with_row(FILE, 0, problem="not a schedule", exported_projects=None, data_date=None), [None]),
    ("V01B", "other bytes", FILE, with_row(FILE, 0, is_other_bytes=True), [None]),
    ("V03", "no TASK", FILE, with_row(FILE, 0, missing_tables="TASK"), [None]),
    ("V03", "no amount", FILE, with_row(FILE, 0, feed="cost", exported_projects=None, missing_columns="amount"), [None]),
    ("V03B", "no CALENDAR", FILE, with_row(FILE, 0, missing_pairs="CALENDAR"), [None]),
    ("V03C", "column gone", FILE, with_row(FILE, 0, absent_columns="Fournisseur (for supplier)"), [None]),
    ("V03D", "new column", FILE, with_row(FILE, 0, unmapped_columns="Remarque"), [None]),
    ("V04", "no data date", FILE, with_row(FILE, 0, data_date=None), [None]),
    ("V04E", "date with letters", FILE, with_row(FILE, 0, data_date=None, data_date_text="soon"), [None]),
    ("V04F", "ledger without date", FILE, with_row(FILE, 0, feed="cost", exported_projects=None, data_date=None), [None]),
    ("V04B", "long ago", FILE, with_row(FILE, 0, data_date=at("2002-03-01")), [None]),
    ("V04B", "far ahead", FILE, with_row(FILE, 0, data_date=at("2062-03-01"), received_at=at("2062-03-02")), [None]),
    ("V04C", "after receipt", FILE, with_row(FILE, 0, data_date=at("2026-04-01")), [None]),
    ("V04D", "mid-month", FILE, with_row(FILE, 0, cut_off_distance_days=11), [None]),
    ("V05", "two projects", FILE, with_row(FILE, 0, exported_projects=2, project_problem="A, B"), [None]),
    ("V87", "received tomorrow", FILE, with_row(FILE, 0, receipt_note="the file's own time is later than its arrival"), [None]),
    ("V88", "received years before its day", FILE, with_row(FILE, 0, receipt_problem="2016 is before 2026"), [None]),
    ("V86B", "it replaces nothing", FILE, with_row(FILE, 0, replaces_problem="it replaces 2025-02-30"), [None]),
    ("V86", "the period of last year", FILE, with_row(FILE, 0, period_problem="its manifest says 2025-02"), [None]),
    ("V90", "a baseline of two months later", FILE, with_row(FILE, 0, role="baseline", baseline_from=dt.date(2026, 1, 1)), [None]),
    ("V06", "mojibake", FILE, with_row(FILE, 0, replacement_characters=3), [None]),
    ("V01C", "cut off", FILE, with_row(FILE, 0, is_ended=False), [None]),
    ("V01D", "half a row", FILE, with_row(FILE, 0, is_ended=False, is_cut=True), [None]),
    ("V01D", "P6 without its end mark", FILE, with_row(FILE, 0, is_ended=False, is_cut=True, is_unclosed=True), [None]),
    ("V07B", "headers only", FILE, with_row(FILE, 0, row_count=0), [None]),
    ("V65", "needed cell", "bad_cell", bad_cell(True), [2]),
    ("V66", "other cell", "bad_cell", bad_cell(False), [2]),
    ("V70", "needed cell beyond its bounds", "bad_cell", bad_cell(True, is_beyond=True), [2]),
    ("V70B", "other cell beyond its bounds", "bad_cell", bad_cell(False, is_beyond=True), [2]),
    ("V67", "shifted row", "note", note("cells_too_many"), [2]),
    ("V68", "dead calendar", "note", note("calendar_never_works"), [2]),
    ("V73", "another project", FILE, with_row(FILE, 0, activity_codes=120, known_codes=3, is_stranger=True), [None]),
    ("V74", "pounds", FILE, with_row(FILE, 0, currency_problem="the file keeps its costs in GBP"), [None]),
    ("V75", "codes in an unknown code page", "note", note("encoding_of_codes"), [2]),
    ("V75B", "names in an unknown code page", "note", note("encoding_of_names"), [2]),
    ("V76", "rows not read", "note", note("rows_not_read"), [2]),
    ("V80", "francs among euros", "note", note("other_currency"), [2]),
    ("V74B", "euros said to be dollars", "note", note("currency_contradicted"), [2]),
    ("V80B", "francs above the table", "note", note("currency_around"), [2]),
    ("V82", "posted in 1926", "note", note("far_cost_date"), [2]),
    ("V84", "1.234 may be 1234", "note", note("thousands_or_decimals"), [2]),
    ("V91", "1.2E+04 may have been 12345", "note", note("exponent_amount"), [2]),
    ("V91B", "a code of 1.23E+11", "note", note("exponent_code"), [2]),
    ("V68", "k EUR in the title", "note", note("scale_around"), [2]),
    ("V82B", "reviewed in 2206", "note", note("far_date"), [2]),
    ("V82C", "a baseline planned for 2199", "note", note("far_plan"), [2]),
    ("V77", "a credit among the budgets", "note", note("negative_budget"), [2]),
    ("V92", "the amount twice, and not the same", "note", note("column_twice"), [2]),
    ("V68", "the comment twice, and not the same", "note", note("column_twice_unneeded"), [2]),
    ("V69", "the amount twice", "note", note("column_again"), [2]),
    ("V69", "hidden rows", "note", note("hidden_rows"), [2]),
]  # fmt: skip
# What is no fault: boundaries, and look-alikes that careless rules would catch.
FINE = {
    "a ledger knows no end mark": (FILE, with_row(FILE, 0, feed="cost", exported_projects=None, is_ended=None)),
    "ten days from the cut-off": (FILE, with_row(FILE, 0, cut_off_distance_days=10)),
    "a baseline is for no period": (FILE, with_row(FILE, 0, role="baseline", period_problem="its manifest says 2025-02")),
    "a baseline worked over for a month": (FILE, with_row(FILE, 0, role="baseline", baseline_from=dt.date(2026, 2, 1))),
    "a baseline is for no cut-off": (FILE, with_row(FILE, 0, role="baseline", cut_off_distance_days=40)),
}  # fmt: skip


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    return judged(CASES, FINE, TABLES, tmp_path_factory.mktemp("loads"))


def test_great_expectations_counts_what_the_predicates_find(validated):
    assert_counts_agree(validated, CASES, FEED)


def test_clean_tables_trip_nothing(validated):
    assert found(validated, "clean").is_empty()


@pytest.mark.parametrize("what", FINE)
def test_no_fault_is_seen_where_there_is_none(validated, what):
    assert found(validated, what).select("rule_id", "source_row").rows() == []


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_rows_at_fault_and_alone(validated, case):
    assert_fires_alone(validated, case)


def test_a_bad_cell_is_reported_where_it_stands(validated):
    row = found(validated, "V65 needed cell").row(0, named=True)
    assert (row["table_name"], row["column_name"], row["value"]) == ("schedule_activity", "percent_complete", "x")
    assert row["message"].endswith(": expected a number")
