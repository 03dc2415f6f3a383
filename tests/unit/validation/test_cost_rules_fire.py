"""Rules on cost ledgers: each on a clean ledger with one thing changed."""

import datetime as dt
from decimal import Decimal

import duckdb
import pytest

from tests.unit.validation.clean import CLEAN, LINE, plus, with_row
from tests.unit.validation.firing import RULES, assert_counts_agree, assert_fires_alone, found, judged, name

FEED, COST, FILE = "cost", "cost_entry", "submission"
TABLES = (COST,)


def cost_line(amount, description="Steel", **more):
    return {
        **LINE,
        "document_id": "D1",
        "line_no": None,
        "entry_type": "actual",
        "amount": Decimal(amount),
        "description": description,
    } | more


def months(*factors):
    """Months of four lines, each month multiplied by a factor of its own."""
    amounts = (Decimal("1200.37"), Decimal("480.11"), Decimal("933.02"), Decimal("77.9"))
    return [
        cost_line(amount * Decimal(factor), document_id=f"D{month}{n}", fiscal_period=f"2026-0{month}")
        for month, factor in enumerate(factors, 1)
        for n, amount in enumerate(amounts)
    ]


def dated(*years):
    """Lines posted on a day of February in some years."""
    return [
        cost_line(n, document_id=f"D{n}", fiscal_period=None, posting_date=dt.date(year, 2, 2))
        for n, year in enumerate(years, 1)
    ]


BUDGET = cost_line(5000, document_id="B1", entry_type="budget")


def summed(cents, total, words):
    """Three lines, and one below them with the amount of all."""
    parts = [cost_line(100), cost_line(200), cost_line(Decimal(300) + Decimal(cents))]
    return [*parts, cost_line(total, words)]


CASES = [
    ("V49H", "a line alone", COST, [*(cost_line(n * n, document_id=f"E{n}") for n in range(2, 7)), cost_line(9, document_id="D3", fiscal_period="2026-02")], [None]),
    ("V08", "no rate", COST, with_row(COST, 1, currency="XPF"), [3]),
    ("V08", "no currency", COST, with_row(COST, 1, currency=None), [3]),
    ("V09", "grand total", COST, plus(COST, **{**LINE, "document_id": "TOTAL", "entry_type": "budget", "amount": Decimal(3550)}), [9]),
    ("V09", "nameless total", COST, plus(COST, **{**LINE, "entry_type": "budget", "amount": Decimal(3550)}), [9]),
    ("V09B", "sub-total", COST, plus(COST, **{**LINE, "document_id": "X", "entry_type": "budget", "cost_key": None, "amount": Decimal(7)}), [9]),
    ("V09C", "sub-total in words", COST, plus(COST, **{**LINE, "entry_type": "budget", "amount": Decimal(7), "description": "Sous-total lot 1"}), [9]),
    ("V09C", "sum of its code", COST, [*CLEAN[COST], {**LINE, "document_id": "P2", "entry_type": "commitment", "amount": Decimal(100)}, {**LINE, "entry_type": "commitment", "amount": Decimal(700)}], [10]),
    ("V09G", "a total with a code and a document", COST, summed("0.25", "600.25", "Gravel"), [5]),
    ("V09G", "a total in words", COST, [*summed("0", "600", "Total mois"), BUDGET], [5]),
    ("V09G", "a total of sub-totals", COST, [*summed("0.25", "600.25", "Sous-total"), *summed("0.5", "600.5", "Sous-total"), cost_line("1200.75", "Total général"), BUDGET], [5, 9, 10]),
    ("V09H", "a round sum of a few", COST, summed("0", "600", "Gravel"), [5]),
    ("V09H", "a total that is none", COST, summed("0", "601", "Ensemble"), [5]),
    ("V09D", "no amount", COST, plus(COST, **{**LINE, "document_id": "X1", "entry_type": "actual", "amount": None, "fiscal_period": "2026-02"}), [9]),
    ("V13B", "nobody's line", COST, with_row(COST, 0, contract_id=None), [2]),
    ("V42B", "no type", COST, with_row(COST, 1, entry_type=None), [3]),
    ("V42B", "unknown measure", COST, with_row(COST, 1, measure="sum"), [3]),
    ("V49D", "no date at all", COST, plus(COST, **{**LINE, "document_id": "X1", "entry_type": "actual", "amount": Decimal(0), "fiscal_period": None}), [9]),
    ("V42", "sum is off", COST, with_row(COST, 5, amount=Decimal("501.01")), [7]),
    ("V43", "credit without reason", COST, with_row(COST, 3, reversal=None), [5]),
    ("V43", "accruals below zero", COST, plus(COST, **{**LINE, "document_id": "X1", "entry_type": "accrual", "amount": Decimal(-7)}), [9]),
    ("V43B", "a reversal of nothing", COST, plus(COST, **{**LINE, "document_id": "X1", "cost_key": "1.3", "entry_type": "actual", "amount": Decimal(-7), "reversal": "X"}), [9]),
    ("V43B", "paid back, never paid", COST, plus(COST, **{**LINE, "document_id": "X1", "entry_type": "payment", "amount": Decimal(-7)}), [9]),
    ("V49E", "posted in the year after next", COST, dated(2028, 2026, 2026), [2]),
    ("V49F", "all four years late", COST, dated(2028, 2028, 2026), [None]),
    ("V49G", "all four years early", COST, dated(2022, 2022, 2022), [None]),
    ("V10J", "March in thousands", COST, months(1, 1, "0.001"), [None]),
    ("V10J", "March in units, the rest in thousands", COST, months("0.001", "0.001", 1), [None]),
    ("V10K", "March in thousands, beside February alone", COST, months(1, "0.001")[2:], [None]),
    ("V45", "forecast below actual", COST, with_row(COST, 6, amount=Decimal("498.99")), [8]),
    ("V49", "same line twice", COST, with_row(COST, 3, line_no="1"), [4, 5]),
    ("V49", "exact copy, no line number", COST, [*CLEAN[COST][:5], CLEAN[COST][4], CLEAN[COST][6]], [6, 7]),
    ("V46", "invoiced beyond the commitment", COST, plus(COST, **{**LINE, "document_id": "X1", "entry_type": "invoice", "amount": Decimal(602)}), [None]),
    ("V46", "paid before it was invoiced", COST, [*CLEAN[COST], {**LINE, "document_id": "X1", "entry_type": "invoice", "amount": Decimal(100)}, {**LINE, "document_id": "X1", "entry_type": "payment", "amount": Decimal(102)}], [None]),
    ("V46", "invoiced beyond the certificate", COST, [*CLEAN[COST], {**LINE, "document_id": "X1", "entry_type": "certified", "amount": Decimal(100)}, {**LINE, "document_id": "X1", "entry_type": "invoice", "amount": Decimal(102)}], [None]),
    ("V48", "with tax", FILE, with_row(FILE, 0, feed="cost", exported_projects=None, amount_column="Montant TTC", tax_basis="excl"), [None]),
    ("V48", "without tax", FILE, with_row(FILE, 0, feed="cost", exported_projects=None, amount_column="Montant HT", tax_basis="incl"), [None]),
    ("V48B", "a line of tax", COST, with_row(COST, 4, description="TVA 20 %"), [6]),
    ("V49C", "posted tomorrow", COST, with_row(COST, 4, posting_date=dt.date(2026, 3, 2)), [6]),
    ("V72", "more than all money", COST, with_row(COST, 0, amount=Decimal("6e13")), [2]),
    ("V51", "half a transfer", COST, plus(COST, **{**LINE, "document_id": "X1", "entry_type": "transfer", "amount": Decimal(-20)}), [None]),
]  # fmt: skip
# What is no fault: boundaries, and look-alikes that careless rules would catch.
FINE = {
    "a rounding of one euro": (COST, with_row(COST, 5, amount=Decimal(501))),
    "a budget that equals the rest by chance": (COST, with_row(COST, 0, amount=Decimal(2550))),
    "the months of a code, none with a document": (COST, [{**LINE, "entry_type": "actual", "amount": Decimal(n), "fiscal_period": f"2026-0{m}"} for m, n in ((1, 100), (2, 200), (1, 300))]),
    "a lump sum without document": (COST, [*CLEAN[COST], {**LINE, "document_id": "P2", "entry_type": "commitment", "amount": Decimal(100)}, {**LINE, "entry_type": "commitment", "amount": Decimal(500)}]),
    "a hired total station": (COST, summed("0", "601", "Total station, hire")),
    "posted, reversed and posted in two parts": (COST, [cost_line(n, reversal="X" if n[0] == "-" else None, document_id=f"D{i}") for i, n in enumerate(["99.5", "-99.5", "49.75", "49.75"])]),
    "the fourth is the third and the second": (COST, [cost_line(n) for n in ("110", "220", "350", "570")]),
    "an accrual taken back in the month after": (COST, [*CLEAN[COST], *(cost_line(amount, entry_type="accrual", document_id=f"A{amount}") for amount in (7, -7))]),
    "a reversal under its document, on another code": (COST, [*CLEAN[COST], cost_line(7, document_id="X1", cost_key="1.2"), cost_line(-7, document_id="X1", cost_key="1.3", reversal="X")]),
    "a quiet month": (COST, months(1, 1, "0.1")),
    "two lines of one document": (COST, [*CLEAN[COST], {**LINE, "document_id": "I2", "entry_type": "actual", "amount": Decimal(0), "fiscal_period": "2026-02"}]),
    "an advance before its certificate": (COST, [*CLEAN[COST], {**LINE, "document_id": "X1", "entry_type": "certified", "amount": Decimal(100)}, {**LINE, "document_id": "X1", "entry_type": "advance", "amount": Decimal(50)}, {**LINE, "document_id": "X1", "entry_type": "invoice", "amount": Decimal(100)}, {**LINE, "document_id": "X1", "entry_type": "payment", "amount": Decimal(150)}]),
    "the same invoices to date and by month": (COST, [*CLEAN[COST], {**LINE, "document_id": "X1", "entry_type": "invoice", "amount": Decimal(600)}, {**LINE, "document_id": "X2", "entry_type": "invoice", "measure": "cumulative", "amount": Decimal(600)}]),
    "both sides of a transfer": (COST, [*CLEAN[COST], {**LINE, "document_id": "X1", "entry_type": "transfer", "amount": Decimal(-20)}, {**LINE, "document_id": "X2", "cost_key": "1.2", "entry_type": "transfer", "amount": Decimal(20)}]),
    "without tax as agreed": (FILE, with_row(FILE, 0, feed="cost", exported_projects=None, amount_column="Montant HT", tax_basis="excl")),
    "a line that is not tax": (COST, with_row(COST, 4, description="Situation 2, hors TVA")),
    "a month left blank": (COST, [*CLEAN[COST], {**LINE, "entry_type": "forecast", "amount": None, "fiscal_period": "2026-04"}]),
    "a budget of no month": (COST, with_row(COST, 0, fiscal_period=None)),
    "a forecast to date, of no month": (COST, with_row(COST, 6, fiscal_period=None)),
    "as much as any contract": (COST, with_row(COST, 0, amount=Decimal("4.9e13"))),
    "posted on the last day": (COST, with_row(COST, 4, posting_date=dt.date(2026, 2, 28))),
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


@pytest.mark.parametrize(
    ("currency", "document", "key", "said"),
    [
        ("XPF", "D1", "1.1", "XPF has no budget rate in rates.csv"),
        (None, "D1", "1.1", "no currency"),
        (None, None, None, "neither a currency, a document nor a cost code, as a total row has"),
    ],
)
def test_an_amount_of_a_total_row_is_not_told_to_give_its_currency(currency, document, key, said):
    message = RULES.by_id()["V08"].message_from
    row = "(select $1::varchar as currency, $2::varchar as document_id, $3::varchar as cost_key)"
    ((told,),) = duckdb.execute(f"select {message} from {row}", [currency, document, key]).fetchall()
    assert told.endswith(said)
