"""The files say what the truth says: EV, BAC, AC and exposure recomputed from the bytes, by other means than the generator's."""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from pipelines.lib.demo.facts import ContractFacts
from pipelines.lib.demo.portfolio import CIVILS, CONTRACTS, ENERGY
from pipelines.lib.demo.truth import Expected, expected_kpis, faulty_activities

Read = Callable[[Path], dict[str, list[dict[str, str]]]]
UPDATES = {"L16-civils": "update_2025-{:02d}_L16C{}.xer", "M5-energy": "update_2025-{:02d}_M5E{}.xer"}
CURED = {("L16-civils", 3): "_corrected", ("M5-energy", 4): "_again"}
contracts = pytest.mark.parametrize("facts", CONTRACTS, ids=lambda facts: facts.contract_id)


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


@pytest.mark.parametrize("month", range(1, 7))
@pytest.mark.parametrize("facts", [CIVILS, ENERGY], ids=lambda facts: facts.contract_id)
def test_earned_value_is_in_the_files(
    inbox: Path, read_tables: Read, rows: dict, facts: ContractFacts, month: int
) -> None:
    folder = inbox / facts.party_id / "schedule"
    in_force = "BL1" if facts is CIVILS and month >= 4 else "BL0"
    baseline = read_tables(next(folder.glob(f"baseline_{in_force}_*.xer")))
    name = UPDATES[facts.contract_id].format(month, CURED.get((facts.contract_id, month), ""))
    tasks = {row["task_code"]: row for row in read_tables(folder / name)["TASK"]}
    codes = {row["task_id"]: row["task_code"] for row in baseline["TASK"]}
    budgets: dict[str, Fraction] = defaultdict(Fraction)
    for row in baseline["TASKRSRC"] + baseline["PROJCOST"]:
        budgets[codes[row["task_id"]]] += Fraction(row["target_cost"])
    period = facts.period(month).period_id
    assert sum(budgets.values()) == rows["CO-01", "default", facts.contract_id, period].value
    earned = sum(
        budget * percent(tasks[code])
        for code, budget in budgets.items()
        if tasks[code]["task_type"] != "TT_LOE" and code not in faulty_activities(facts, month)
    )
    assert earned == rows["SP-01", "discrete", facts.contract_id, period].numerator


@contracts
@pytest.mark.parametrize("month", range(1, 7))
def test_actual_cost_is_in_the_ledger(inbox: Path, rows: dict, facts: ContractFacts, month: int) -> None:
    name = f"grand_livre_{CIVILS.period(month).data_date:%Y-%m-%d}.csv"
    text = (inbox / "client/cost" / name).read_text(encoding="cp1252")
    spent = Fraction(0)
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        if row["N° marché"] != facts.market_no or row["Nature"] not in ("Réalisé", "Provision"):
            continue
        if dt.datetime.strptime(row["Date comptable"], "%d/%m/%Y").date() <= facts.period(month).cut_off:
            spent += Fraction(row["Montant HT"].replace("\u00a0", "").replace(",", "."))
    assert spent == rows["CO-02", "ac", facts.contract_id, facts.period(month).period_id].value


@pytest.mark.parametrize("month", range(1, 7))
def test_residual_exposure_is_in_the_register(inbox: Path, rows: dict, month: int) -> None:
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
