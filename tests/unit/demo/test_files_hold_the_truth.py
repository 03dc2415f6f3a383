"""The files say what the truth says: EV, BAC, AC and exposure recomputed from the bytes, by other means than the generator's."""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.demo.facts import MONTHS, ContractFacts
from pipelines.demo.model import build_model
from pipelines.demo.plant import faulty_codes, faulty_risk
from pipelines.demo.portfolio import CIVILS, ENERGY, FITOUT, STATION, SYSTEMS, TRACK
from tests.unit.demo.truth import Expected, expected_kpis

Read = Callable[[Path], dict[str, list[dict[str, str]]]]
SHORT = {CIVILS: "L16C", ENERGY: "M5E", TRACK: "M5V", STATION: "HBS"}
CURED = {(CIVILS, 3): "_corrected", (ENERGY, 4): "_again", (TRACK, 6): "_again"}
months = pytest.mark.parametrize("month", MONTHS)


@pytest.fixture(scope="module")
def rows() -> dict[tuple, Expected]:
    return {(r.kpi_id, r.variant, r.contract_id, r.period_id): r for r in expected_kpis() if r.scope == "contract"}


def percent(task: dict[str, str]) -> Fraction:
    if task["complete_pct_type"] == "CP_Phys":
        return Fraction(task["phys_complete_pct"]) / 100
    if task["complete_pct_type"] == "CP_Units":
        spent = Fraction(task["act_work_qty"]) + Fraction(task["act_equip_qty"])
        return spent / (spent + Fraction(task["remain_work_qty"]) + Fraction(task["remain_equip_qty"]))
    if task["task_type"] in ("TT_Mile", "TT_FinMile"):
        return Fraction(task["status_code"] == "TK_Complete")
    return 1 - Fraction(task["remain_drtn_hr_cnt"]) / Fraction(task["target_drtn_hr_cnt"])


def sheet_rows(path: Path, sheet: str, header: int) -> Iterator[dict[str, object]]:
    """The rows of a sheet as dictionaries; `header` is the 1-based row of the (last) header line."""
    names, *lines = list(load_workbook(path, data_only=True)[sheet].iter_rows(min_row=header, values_only=True))
    return (dict(zip(names, line, strict=True)) for line in lines)


@months
@pytest.mark.parametrize("facts", SHORT, ids=lambda facts: facts.contract_id)
def test_earned_value_is_in_the_files(
    inbox: Path, read_tables: Read, rows: dict, facts: ContractFacts, month: int
) -> None:
    folder = inbox / facts.party_id / "schedule"
    in_force = "BL1" if facts is CIVILS and month >= 4 else "BL0"
    baseline = read_tables(next(folder.glob(f"baseline_{in_force}_*.xer")))
    name = f"update_2025-{month:02d}_{SHORT[facts]}{CURED.get((facts, month), '')}.xer"
    tasks = {row["task_code"]: row for row in read_tables(folder / name)["TASK"]}
    codes = {row["task_id"]: row["task_code"] for row in baseline["TASK"]}
    budgets: dict[str, Fraction] = defaultdict(Fraction)
    for row in baseline["TASKRSRC"] + baseline["PROJCOST"]:
        budgets[codes[row["task_id"]]] += Fraction(row["target_cost"])
    period = facts.period(month).period_id
    assert sum(budgets.values()) == rows["CO-01", "default", facts.contract_id, period].value
    left_out = faulty_codes(build_model(facts), month)
    earned = sum(
        budget * percent(tasks[code])
        for code, budget in budgets.items()
        if tasks[code]["task_type"] != "TT_LOE" and code not in left_out
    )
    assert earned == rows["SP-01", "discrete", facts.contract_id, period].numerator


def city_postings(inbox: Path, facts: ContractFacts, month: int) -> Iterator[tuple[str, dt.date, Fraction]]:
    path = inbox / "client/cost" / f"grand_livre_{CIVILS.period(month).data_date:%Y-%m-%d}.csv"
    for row in csv.DictReader(path.read_text(encoding="cp1252").splitlines(), delimiter=";"):
        if row["N° marché"] == facts.market_no and row["N° pièce"] != "S9-AVOIR":  # the planted credit is out
            day = dt.datetime.strptime(row["Date comptable"], "%d/%m/%Y").date()
            yield row["Nature"], day, Fraction(row["Montant HT"].replace("\u00a0", "").replace(",", "."))


def book_postings(inbox: Path, facts: ContractFacts, month: int) -> Iterator[tuple[str, dt.date, Fraction]]:
    """From the last file of a month: a cure comes under a later name."""
    day = f"{facts.period(month).data_date:%Y-%m-%d}"
    if facts is TRACK:
        path = max((inbox / "rail-agency/cost").glob(f"journal_{day}*.xlsx"), key=lambda path: path.stat().st_mtime)
        names = ("N° pièce", "Nature", "Date comptable", "Montant HT")
        lines = sheet_rows(path, "Journal", 5)
    else:
        path = max((inbox / "hub-authority/cost").glob(f"cost_report_{day}*.xlsx"), key=lambda p: p.stat().st_mtime)
        names, lines = ("No.", "Type", "Posted", "Net"), sheet_rows(path, facts.contract_id, 5)
    for document, kind, posted, amount in ([line[name] for name in names] for line in lines):
        if document:
            yield kind, posted.date(), round(Fraction(amount), 2)


@months
@pytest.mark.parametrize("facts", [CIVILS, SYSTEMS, ENERGY, TRACK, STATION], ids=lambda facts: facts.contract_id)
def test_actual_cost_is_in_the_ledger(inbox: Path, rows: dict, facts: ContractFacts, month: int) -> None:
    postings = (city_postings if facts in (CIVILS, SYSTEMS, ENERGY) else book_postings)(inbox, facts, month)
    spent = sum(
        amount
        for kind, day, amount in postings
        if kind in ("Réalisé", "Provision", "Actual", "Accrual") and day <= facts.period(month).cut_off
    )
    assert spent == rows["CO-02", "ac", facts.contract_id, facts.period(month).period_id].value


@months
def test_the_report_adds_up_to_the_figures(inbox: Path, rows: dict, month: int) -> None:
    period = FITOUT.period(month)
    folder = inbox / FITOUT.party_id / "earned_value"
    path = max(folder.glob(f"earned_value_{period.cut_off}*.xlsx"), key=lambda path: path.stat().st_mtime)
    *lines, total = sheet_rows(path, "EV by account", 4)
    heads = {"Budget at completion": ("CO-01", "default"), "Planned to date": ("CO-02", "pv"),
             "Earned to date": ("CO-02", "ev"), "Cost to date": ("CO-02", "ac")}  # fmt: skip
    for head, key in heads.items():
        sums = sum(round(Fraction(line[head]), 2) for line in lines)
        assert sums == rows[*key, FITOUT.contract_id, period.period_id].value == round(Fraction(total[head]), 2)


@months
def test_residual_exposure_is_in_the_english_csv(inbox: Path, rows: dict, month: int) -> None:
    path = inbox / CIVILS.party_id / "risk" / f"risks_{CIVILS.period(month).data_date:%Y-%m-%d}.csv"
    exposure = Fraction(0)
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        costs = [
            Fraction(row[f"Residual cost {word}"]) for word in ("min", "likely", "max") if row[f"Residual cost {word}"]
        ]
        value = Fraction(row["Residual probability (%)"]) / 100 * sum(costs) / len(costs)
        if row["Status"] == "Open":
            exposure += -value if row["Type"] == "Opportunity" else value
    assert exposure == rows["RK-03", "residual", CIVILS.contract_id, CIVILS.period(month).period_id].value


@months
def test_exposure_is_in_the_french_workbook(inbox: Path, rows: dict, month: int) -> None:
    """Amounts are text there, probabilities real percentages."""
    path = inbox / TRACK.party_id / "risk" / f"registre_risques_{TRACK.period(month).data_date:%Y-%m-%d}.xlsx"
    exposure = Fraction(0)
    for row in sheet_rows(path, "Registre", 4):
        texts = [row[f"Coût {word}"] for word in ("mini", "probable", "maxi")]
        costs = [Fraction(text.replace("\u00a0", "").replace(",", ".")) for text in texts if text]
        value = round(Fraction(row["Probabilité"]), 2) * sum(costs) / len(costs)
        if row["Statut"] == "Ouvert":
            exposure += -value if row["Nature"] == "Opportunité" else value
    expected = rows["RK-03", "inherent", TRACK.contract_id, TRACK.period(month).period_id].value
    assert (expected is None) == (faulty_risk(TRACK, month) is not None)
    assert expected in (None, exposure)
