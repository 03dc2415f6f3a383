from fractions import Fraction

from pipelines.demo.facts import MONTHS
from pipelines.demo.portfolio import CIVILS, CONTRACTS, ENERGY
from pipelines.demo.risk_file import register_table, write_register
from pipelines.demo.risks import register


def test_exposure_is_probability_times_mean_impact() -> None:
    risk = next(risk for risk in register(CIVILS, 1) if risk.is_threat and risk.costs[0] is not None)
    low, likely, high = risk.costs
    assert risk.exposure(residual=False) == Fraction(risk.percent, 100) * Fraction(low + likely + high, 3)
    alone = next(risk for risk in register(CIVILS, 1) if risk.is_threat and risk.costs[0] is None)
    assert alone.exposure(residual=False) == Fraction(alone.percent * alone.costs[1], 100)
    chance = next(risk for risk in register(CIVILS, 1) if not risk.is_threat)
    assert chance.exposure(residual=False) < 0


def test_registers_grow_and_never_forget_a_risk() -> None:
    for facts in CONTRACTS:
        sizes = [len(register(facts, month)) for month in MONTHS]
        assert sizes == list(range(10, 33, 2))
        for month in MONTHS[1:]:
            before = {risk.risk_id: risk for risk in register(facts, month - 1)}
            for risk in register(facts, month):
                old = before.get(risk.risk_id)
                assert old is None or old.status == "open" or risk.status == old.status
                assert abs(risk.exposure(residual=True)) <= abs(risk.exposure(residual=False))


def test_the_french_register_is_rectangular_and_windows_encoded() -> None:
    lines = write_register(ENERGY, 6, register_table(ENERGY, 6)).decode("cp1252").split("\r\n")
    assert lines[0].startswith("N°;Intitulé;")
    assert {line.count(";") for line in lines[:-1]} == {26}
