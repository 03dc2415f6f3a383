"""The faults planted in the demo, as data: where, by which rules they must be found, and what becomes of the file.

Everything else in the demo is clean: no other blocking or critical finding may come up. How a fault gets into its file
belongs in plant.py. Faults that some figure suffers from are known to truth.py.
"""

import datetime as dt
from dataclasses import dataclass

from pipelines.demo.facts import ContractFacts
from pipelines.demo.portfolio import CIVILS, ENERGY, FITOUT, STATION, SYSTEMS, TRACK

REJECTED, ACCEPTED, WARNED, DUPLICATE = "REJECTED", "ACCEPTED", "ACCEPTED_WITH_WARNINGS", "DUPLICATE"


@dataclass(frozen=True)
class Fault:
    """One planted fault.

    Attributes:
        kind: What people call it.
        contract: Whose figures it could touch; a ledger's first contract.
        month: The month of the status.
        party_id: Who sends the file.
        feed: Under which feed.
        file_name: The faulty file.
        rules: The rules that find it there; none where the verdict alone tells.
        verdict: What the file gets on arrival; comparisons with other files come later and don't change it.
        what: The fault.
        effect: What becomes of it.
        cured_by: The later delivery that puts it right.
        is_seen_alone: Found only while the cure has not come: what is replaced at once is never compared.
    """

    kind: str
    contract: ContractFacts
    month: int
    party_id: str
    feed: str
    file_name: str
    rules: tuple[str, ...]
    verdict: str
    what: str
    effect: str
    cured_by: str | None = None
    is_seen_alone: bool = False


def _of(kind: str, contract: ContractFacts, month: int, feed: str, name: str, *rest: object, **more: object) -> Fault:
    return Fault(kind, contract, month, contract.party_id, feed, name, *rest, **more)


SCHEDULE_FAULTS = (
    TRUNCATED := _of(
        "upload broken off", ENERGY, 4, "schedule", "update_2025-04_M5E.xer", ("V01D", "V03", "V67"), REJECTED,
        "it ends inside PROJWBS: no TASK table, no %E", "rejected; the month stands on the file sent again",
        "update_2025-04_M5E_again.xer",
    ),
    TWIN := _of(
        "duplicate activity id", TRACK, 6, "schedule", "update_2025-06_M5V.xer", ("V11",), REJECTED,
        "one activity stands in it twice", "rejected: its budget would count twice", "update_2025-06_M5V_again.xer",
    ),
    MISTYPED := _of(
        "mistyped data date", CIVILS, 3, "schedule", "update_2025-03_L16C.xer", ("V04C", "V19"), WARNED,
        "data date 2025-08-01 typed for 2025-04-01", "taken out by a manifest that says what it replaces",
        "update_2025-03_L16C_corrected.xer",
    ),
    LATE := _of(
        "late", SYSTEMS, 2, "schedule", "update_2025-02_L16S.xer", ("V02",), ACCEPTED,
        "received on the 8th business day after the cut-off; due on the 5th", "accepted; not on time in DQ-01",
    ),
    OVERTAKEN := _of(
        "out of order", SYSTEMS, 8, "schedule", "update_2025-08_L16S.xer", ("V02",), ACCEPTED,
        "August's status comes after September's", "takes its place in the series; not on time in DQ-01",
    ),
    ROWS := _of(
        "actual dates after the data date", CIVILS, 5, "schedule", "update_2025-05_L16C.xer", ("V18", "V21"), WARNED,
        "two activities finished after the data date, one in progress at 100 % with nothing remaining",
        "the three activities are out of PV, EV and BEI",
    ),
    BACKWARDS := _of(
        "progress going back", STATION, 7, "schedule", "update_2025-07_HBS.xer", ("V33", "V24"), WARNED,
        "an activity that others followed has lost 20 points since the month before", "it is out of PV, EV and BEI",
    ),
    REOPENED := _of(
        "reopened activity", FITOUT, 9, "schedule", "update_2025-09_HBF.xer", ("V40", "V24"), WARNED,
        "an activity that was complete in August has 8 hours to go", "counts as not done in September's BEI",
    ),
)  # fmt: skip

COST_FAULTS = (
    BACK_POSTING := Fault(
        "prior-period posting", CIVILS, 4, "client", "cost", "grand_livre_2025-05-01.csv", ("V49B",), ACCEPTED,
        "184 250.00 EUR on TUN.ENA posted on 2025-03-27, first shown in April's ledger",
        "March's AC stays as March's ledger told it; the amount is in April's",
    ),
    NEGATIVE := Fault(
        "negative actual without reversal", SYSTEMS, 6, "client", "cost", "grand_livre_2025-07-01.csv", ("V43",),
        WARNED, "a credit of 12 300.00 GBP, marked as nothing",
        "the line is out of AC; July's ledger no longer has it (V49B)",
    ),
    CURRENCY := Fault(
        "unknown currency", STATION, 3, "hub-authority", "cost", "cost_report_2025-04-01.xlsx", ("V08",), REJECTED,
        "one line in XEU", "rejected; the month stands on the file sent again", "cost_report_2025-04-01_v2.xlsx",
    ),
    TOTAL := Fault(
        "total row not dropped", TRACK, 5, "rail-agency", "cost", "journal_2025-06-01.xlsx", ("V09",), REJECTED,
        "a total with a document number, which the mapping can't tell from a posting",
        "rejected: every sum would double", "journal_2025-06-01_v2.xlsx",
    ),
    THOUSANDS := Fault(
        "amounts in thousands", TRACK, 9, "rail-agency", "cost", "journal_2025-10-01.xlsx", ("V10", "V33B"), ACCEPTED,
        "the whole ledger in thousands of euros", "replaced by the file of the next day", "journal_2025-10-01_v2.xlsx",
        is_seen_alone=True,
    ),
    UNKNOWN_CODE := Fault(
        "amount on an unknown cost code", STATION, 12, "hub-authority", "cost", "cost_report_2026-01-01.xlsx", ("V13",),
        ACCEPTED, "38 400.00 EUR on HAL.ZZZ", "in the contract's AC, in no control account of the schedule",
    ),
)  # fmt: skip

OTHER_FAULTS = (
    RESUBMITTED := _of(
        "resubmission", ENERGY, 2, "risk", "registre_risques_2025-02-26.csv", (), ACCEPTED,
        "one probability is wrong", "superseded by the file of the next day", "registre_risques_2025-02-26_v2.csv",
    ),
    COLUMN := _of(
        "missing column", SYSTEMS, 5, "risk", "risk_register_2025-06-01.csv", ("V03",), REJECTED,
        "no column Status", "rejected; the month stands on the file sent again", "risk_register_2025-06-01_v2.csv",
    ),
    CELL := _of(
        "unreadable cell", ENERGY, 7, "risk", "registre_risques_2025-07-26.csv", ("V65",), WARNED,
        "« à préciser » as a likely cost", "one faulty risk of few: the exposure of the month is unknown (E17)",
    ),
    CERTAIN := _of(
        "probability above 100 %", TRACK, 8, "risk", "registre_risques_2025-09-01.xlsx", ("V53",), WARNED,
        "150 % on one risk", "one faulty risk of few: the exposure of the month is unknown (E17)",
    ),
    OWNERLESS := _of(
        "risk without owner", CIVILS, 9, "risk", "risks_2025-10-01.csv", ("V55",), WARNED,
        "an open risk names nobody", "accepted with a warning",
    ),
    REPEATED := _of(
        "the same bytes twice", CIVILS, 6, "risk", "risks_2025-07-01_copy.csv", (), DUPLICATE,
        "the register of June once more under another name", "nothing changes",
    ),
    WRONG_KIND := _of(
        "a CSV under the name of a workbook", STATION, 4, "risk", "risk_register_2025-05-01.xlsx", ("V01",), REJECTED,
        "a text file named .xlsx", "rejected; the month stands on the file sent again",
        "risk_register_2025-05-01_v2.xlsx",
    ),
    DAMAGED := _of(
        "damaged workbook", FITOUT, 5, "earned_value", "earned_value_2025-05-31.xlsx", ("V01",), REJECTED,
        "the second half of the file is missing", "rejected; the month stands on the file sent again",
        "earned_value_2025-05-31_v2.xlsx",
    ),
)  # fmt: skip

FAULTS = (*SCHEDULE_FAULTS, *COST_FAULTS, *OTHER_FAULTS)
MISTYPED_DATA_DATE = dt.datetime(2025, 8, 1)
LATE_BUSINESS_DAY = 8


def fault_in(file_name: str, party_id: str) -> Fault | None:
    """The fault planted in a party's file, if any."""
    return next((fault for fault in FAULTS if (fault.file_name, fault.party_id) == (file_name, party_id)), None)


def planted(*faults: Fault, contract: ContractFacts, month: int) -> bool:
    """Whether one of these faults sits in this contract and month."""
    return any((fault.contract, fault.month) == (contract, month) for fault in faults)
