"""A contract's network laid out: crews that move from zone to zone, milestones, level of effort, and a change.

Work is a grid per trade: step k of a zone follows step k-1 of the same zone and step k of the zone before (the crew
moves on). Trades follow one another inside an area; areas start one after the other. WBS: area . trade . zone; the
trade (level 2) is the control account.
"""

from dataclasses import dataclass, replace
from random import Random

from pipelines.demo.calendars import calendars
from pipelines.demo.facts import SEED, ContractFacts
from pipelines.demo.network import FINISH, LOE, START, TASK, Activity, Link, Network

GENERAL = ("GEN", "DES")
PERCENT_TYPES = ("CP_Drtn", "CP_Phys", "CP_Phys", "CP_Units")


@dataclass
class _Builder:
    facts: ContractFacts
    random: Random
    network: Network
    number: int = 1000

    def add(self, kind: str, name: str, wbs: tuple[str, ...], code: str | None = None, **more: object) -> str:
        if code is None:
            self.number += 1
            code = f"{self.facts.code}{self.number}0"
        self.network.activities[code] = Activity(code, name, kind, wbs, **more)
        return code

    def task(self, name: str, wbs: tuple[str, ...]) -> str:
        days = self.random.randint(*self.facts.days)
        calendar = self.random.choices(("5x8", "6x10", "7x24"), (70, 25, 5))[0]
        hours = 24 * min(days, 6) if calendar == "7x24" else days * calendars()[calendar].hours_per_day
        percent = self.random.choice(PERCENT_TYPES)
        return self.add(TASK, name, wbs, calendar=calendar, duration=hours, percent_type=percent)

    def link(self, pred: str, succ: str, kind: str = "PR_FS", lag: int = 0) -> None:
        self.network.links.append(Link(pred, succ, kind, lag))

    def effort(self, name: str, wbs: tuple[str, ...], first: str, last: str) -> None:
        code = self.add(LOE, name, wbs, percent_type="CP_Phys")
        self.network.spans[code] = (first, last)
        self.link(first, code, "PR_SS")
        self.link(last, code, "PR_FF")


def build_network(facts: ContractFacts) -> Network:
    """The network of a contract as first agreed, with exactly `facts.activities` activities."""
    names = {("GEN",): "General", GENERAL: "Design and management"}
    build = _Builder(facts, Random(f"{SEED}/{facts.contract_id}/network"), Network(names))
    begin = build.add(START, "Contract start", GENERAL, f"{facts.code}00010")
    end = build.add(FINISH, "Completion", GENERAL, facts.completion)
    gate = begin
    for index, (area, name) in enumerate(facts.areas):
        gate = _add_area(build, index, area, name, gate, end)
    build.effort("Contract management", GENERAL, begin, end)
    _fill_up_with_design(build, begin, end)
    return build.network


def _add_area(build: _Builder, index: int, area: str, name: str, gate: str, end: str) -> str:
    """One area; returns the activity after which the next area may start."""
    facts = build.facts
    build.network.wbs_names[(area,)] = name
    access = build.add(START, f"{name}: access given", (area, facts.trades[0][0]), f"{facts.code}8{index + 1:03d}0")
    build.link(gate, access)
    previous, grid = access, {}
    for trade, trade_name in facts.trades:
        build.network.wbs_names[(area, trade)] = f"{name} – {trade_name}"
        grid = _add_trade(build, (area, trade), trade_name, previous)
        last = facts.zones - 1, len(facts.steps) - 1
        done = build.add(FINISH, f"{name}: {trade_name} complete", (area, trade))
        build.link(grid[last], done)
        if trade == facts.trades[0][0]:
            next_gate = grid[0, 2]
        previous = grid[0, len(facts.steps) // 2]
    handover = build.add(FINISH, f"{name}: handover", (area, facts.trades[-1][0]), f"{facts.code}9{index + 1:03d}0")
    _close_area(build, area, handover, end)
    build.effort(f"{name}: site supervision", (area, facts.trades[0][0]), access, handover)
    return next_gate


def _close_area(build: _Builder, area: str, handover: str, end: str) -> None:
    """Every trade's completion leads to the area's handover, and that to the contract's completion."""
    trades = [a.code for a in build.network.activities.values() if a.kind == FINISH and a.wbs[0] == area]
    for code in trades:
        if code != handover:
            build.link(code, handover)
    build.link(handover, end)


def _add_trade(build: _Builder, wbs: tuple[str, str], trade: str, after: str) -> dict[tuple[int, int], str]:
    """The grid of one trade: (zone, step) -> activity code."""
    grid: dict[tuple[int, int], str] = {}
    for zone in range(build.facts.zones):
        leaf = (*wbs, f"Z{zone + 1}")
        build.network.wbs_names[leaf] = f"Zone {zone + 1}"
        for step, what in enumerate(build.facts.steps):
            code = grid[zone, step] = build.task(f"{what}, {trade.lower()}, zone {zone + 1}", leaf)
            if zone == step == 0:
                build.link(after, code)
            if step:
                kind, lag = build.random.choices(
                    (("PR_FS", 0), ("PR_FS", 48), ("PR_SS", 48), ("PR_FF", 0)), (88, 3, 6, 3)
                )[0]
                build.link(grid[zone, step - 1], code, kind, lag)
            if zone:
                build.link(grid[zone - 1, step], code)
    _tie_open_ends(build, grid)
    return grid


def _tie_open_ends(build: _Builder, grid: dict[tuple[int, int], str]) -> None:
    """A finish that only drives a start-to-start leaves its own end open: tie it to the step after the next."""
    finishes = {link.pred for link in build.network.links if link.kind in ("PR_FS", "PR_FF")}
    last = grid[max(grid)]
    for code in grid.values():
        if code not in finishes and code != last:
            build.link(code, last, "PR_FF")


def _fill_up_with_design(build: _Builder, begin: str, end: str) -> None:
    """Design packages, three in parallel, until the contract has its number of activities."""
    lanes = [begin] * 3
    missing = build.facts.activities - len(build.network.activities)
    for index in range(missing):
        code = build.task(f"Design package {index + 1:03d}", GENERAL)
        build.link(lanes[index % 3], code)
        lanes[index % 3] = code
    for code in dict.fromkeys(lanes):
        build.link(code, end)


def changed_network(facts: ContractFacts, agreed: Network) -> Network:
    """The network after the contract's change: later access to the last areas, and a ventilation shaft to be built."""
    network = Network(dict(agreed.wbs_names), dict(agreed.activities), list(agreed.links), dict(agreed.spans))
    late_access = f"{facts.code}8{len(facts.areas):03d}0"
    network.links = [replace(link, lag=720) if link.succ == late_access else link for link in network.links]
    build = _Builder(facts, Random(f"{SEED}/{facts.contract_id}/change"), network, number=5000)
    area = facts.areas[-1][0]
    wbs = (area, "VEN")
    network.wbs_names |= {wbs: "Ventilation shaft", (*wbs, "Z1"): "Zone 1"}
    before = f"{facts.code}9{len(facts.areas):03d}0"
    for step in facts.steps:
        code = build.task(f"{step}, ventilation shaft", (*wbs, "Z1"))
        build.link(before, code)
        before = code
    build.link(before, facts.completion)
    return network
