"""Traits of a P6 export, planted into the update (or into both files, where a contractor's system has them always)."""

import re

from tests.hostile.silent_wrong.good import BASELINE, UPDATE, Planted

A10 = b"\tA10\tWork A10\t"
CURRTYPE = (
    b"%T\tCURRTYPE\r\n%F\tcurr_id\tdecimal_digit_cnt\tcurr_symbol\tdecimal_symbol\tdigit_group_symbol\tcurr_short_name\tbase_exch_rate\r\n"
    b"%R\t1\t2\tE\t,\t.\tEUR\t1\r\n"
)
# The update of the month before: nothing has begun.
EARLIER = BASELINE.replace(b"2026-01-01 00:00\t2026-01-01", b"2026-01-31 00:00\t2026-01-01")
# A10 has run since January.
BEGUN = UPDATE.replace(b"\t2026-02-02 08:00\t\t2026-02-16", b"\t2026-01-26 08:00\t\t2026-02-16")
PLANNED = b"\t2026-02-02 08:00\t2026-02-27 17:00"
# Nobody knows, or rates.csv has no rate: no figure is right.
UNKNOWN = {"pv": -1, "ev": -1, "bac": -1}
COST = b"%R\t1\t10\t1\t1\t160\t1000\t"
OTHER_CODES = [(b"\tA10\t", b"\tX71\t"), (b"\tA20\t", b"\tX72\t"), (b"\tA900\t", b"\tX99\t")]


def both(old: bytes, new: bytes, **options) -> Planted:
    """The trait in baseline and update."""
    assert old in BASELINE
    return Planted(UPDATE.replace(old, new), baseline=BASELINE.replace(old, new), **options)


def update(old: bytes, new: bytes, **options) -> Planted:
    """The trait in the update alone."""
    assert old in UPDATE, old
    return Planted(UPDATE.replace(old, new), **options)


def plan(old: bytes, new: bytes, **options) -> Planted:
    """The trait in the baseline alone, once."""
    assert old in BASELINE, old
    return Planted(UPDATE, baseline=BASELINE.replace(old, new, 1), **options)


def _renamed(content: bytes) -> bytes:
    for old, new in OTHER_CODES:
        content = content.replace(old, new)
    return content


def _twelve_hours(content: bytes) -> bytes:
    for old, new in (
        (b"08:00|", b"08:00 AM|"),
        (b"12:00)", b"12:00 PM)"),
        (b"13:00|", b"01:00 PM|"),
        (b"17:00)", b"05:00 PM)"),
    ):
        content = content.replace(old, new)
    return content


def _comma_costs(content: bytes, thousand: bytes) -> bytes:
    return content.replace(b"\t1000\t0\t1000\tRT", b"\t" + thousand + b"\t0,00\t" + thousand + b"\tRT")


def _dated_costs(start: str, finish: str) -> Planted:
    """Assignments of the baseline with dates of their own: A10's as given, A20's its activity's."""
    dates = {b"10": (start, finish), b"20": ("2026-03-02 08:00", "2026-03-31 17:00")}

    def with_dates(row: re.Match) -> bytes:
        return row[0] + "\t{}\t{}".format(*dates[row[1]]).encode()

    baseline = BASELINE.replace(
        b"remain_cost\trsrc_type", b"remain_cost\trsrc_type\ttarget_start_date\ttarget_end_date"
    )
    return Planted(UPDATE, baseline=re.sub(rb"%R\t\d\t(\d0)\t[^\r]*RT_Labor", with_dates, baseline))


def _with_currtype(content: bytes) -> bytes:
    return content.replace(b"%T\tCALENDAR", CURRTYPE + b"%T\tCALENDAR")


def _in_dollars(content: bytes, said: bytes = b"\tEUR") -> bytes:
    """CURRTYPE has dollars alone; the first line says another currency, or none."""
    priced = _with_currtype(content).replace(b"\tEUR\t1\r", b"\tUSD\t1\r")
    return priced.replace(b"Project Management\tEUR", b"Project Management" + said)


def _dates(content: bytes, change) -> bytes:
    return re.sub(rb"(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d)", change, content)


TRAITS = {
    "clean": Planted(UPDATE),
    "calendar_in_12_hours": Planted(_twelve_hours(UPDATE), baseline=_twelve_hours(BASELINE)),
    "calendar_in_12_hours_baseline_alone": Planted(UPDATE, baseline=_twelve_hours(BASELINE)),
    "calendar_blank": both(b"(0||CalendarData", b"\t(0||CalendarData"),
    "calendar_shifts_unreadable": both(b"s|08:00", b"s|8h00"),
    "calendar_swapped_keys": both(b"(s|08:00|f|12:00)", b"(f|12:00|s|08:00)"),
    "hours_per_day_zero": both(b"CA_Base\t\t8\t", b"CA_Base\t\t0\t"),
    "hours_per_day_missing": both(b"\tday_hr_cnt\t", b"\tday_hours\t"),
    "hours_per_day_nan": both(b"CA_Base\t\t8\t", b"CA_Base\t\tNaN\t"),
    "line_break_in_name": update(A10, b"\tA10\tWork\r\nA10\t"),
    "two_line_breaks_in_name": update(A10, b"\tA10\tWork\r\n\r\nA10\t"),
    "line_feed_in_name": update(A10, b"\tA10\tWork\nA10\t"),
    "tab_in_name": update(A10, b"\tA10\tWork\tA10\t"),
    "tab_in_code": update(A10, b"\tA\t10\tWork A10\t"),
    "cell_missing": update(A10, b"\tA10\t"),
    "carriage_returns_doubled": both(b"\r\n", b"\r\r\n"),
    "carriage_returns_alone": both(b"\r\n", b"\r"),
    "line_feeds_alone": both(b"\r\n", b"\n"),
    "utf16": Planted(UPDATE.decode().encode("utf-16"), baseline=BASELINE.decode().encode("utf-16")),
    "utf16_without_bom": Planted(UPDATE.decode().encode("utf-16-le"), baseline=BASELINE),
    "code_with_accent_other_page": Planted(
        UPDATE.replace(b"\tA10\t", "\tÉ10\t".encode("cp850")), baseline=BASELINE.replace(b"\tA10\t", "\tÉ10\t".encode("cp1252"))
    ),
    "code_with_accent_utf8": Planted(
        UPDATE.replace(b"\tA10\t", "\tÉ10\t".encode()), baseline=BASELINE.replace(b"\tA10\t", "\tÉ10\t".encode("cp1252"))
    ),
    "code_decomposed": Planted(
        UPDATE.replace(b"\tA10\t", "\tE\u030110\t".encode()), baseline=BASELINE.replace(b"\tA10\t", "\tÉ10\t".encode())
    ),
    "code_with_blank": update(b"\tA10\t", b"\tA10 \t"),
    "code_with_no_break_space": update(b"\tA10\t", b"\tA10\xa0\t"),
    "code_in_small_letters": update(b"\tA10\t", b"\ta10\t"),
    "base_currency_usd": both(b"Project Management\tEUR", b"Project Management\tUSD", right={"pv": 660, "ev": 400, "bac": 1600}),
    "base_currency_gbp": both(b"Project Management\tEUR", b"Project Management\tGBP", right=UNKNOWN),
    "currency_not_said": both(b"Project Management\tEUR", b"Project Management"),
    "base_currency_of_currtype_is_another": Planted(_in_dollars(UPDATE), baseline=_in_dollars(BASELINE), right=UNKNOWN),
    "base_currency_said_by_currtype_alone": Planted(_in_dollars(UPDATE, b""), baseline=_in_dollars(BASELINE, b""), right=UNKNOWN),
    "decimal_comma_said": Planted(_with_currtype(_comma_costs(UPDATE, b"1000,00")), baseline=_with_currtype(_comma_costs(BASELINE, b"1000,00"))),
    "decimal_comma_and_groups": Planted(_with_currtype(_comma_costs(UPDATE, b"1.000,00")), baseline=_with_currtype(_comma_costs(BASELINE, b"1.000,00"))),
    "groups_alone": Planted(_with_currtype(_comma_costs(UPDATE, b"1.000")), baseline=_with_currtype(_comma_costs(BASELINE, b"1.000"))),
    "decimal_comma_not_said": Planted(_comma_costs(UPDATE, b"1000,00"), baseline=_comma_costs(BASELINE, b"1000,00")),
    "percent_comma": update(b"CP_Phys\t50\t", b"CP_Phys\t50,0\t"),
    "percent_as_fraction": update(b"CP_Phys\t50\t", b"CP_Phys\t0.5\t"),
    "percent_with_sign": update(b"CP_Phys\t50\t", b"CP_Phys\t50 %\t"),
    "percent_of_500": update(b"CP_Phys\t50\t", b"CP_Phys\t500\t"),
    "percent_blank": update(b"CP_Phys\t50\t", b"CP_Phys\t\t"),
    "percent_by_duration": update(b"CP_Phys\t50\t", b"CP_Drtn\t0\t"),
    "percent_type_in_words": update(b"CP_Phys\t50\t", b"Physical\t50\t"),
    "status_in_words": update(b"TK_Active", b"In Progress"),
    "times_with_dots": Planted(_dates(UPDATE, lambda m: m[0].replace(b":", b"."))),
    "dates_day_first": Planted(_dates(UPDATE, rb"\3/\2/\1 \4")),
    "dates_month_first": Planted(_dates(UPDATE, rb"\2/\3/\1 \4")),
    "dates_two_digit_years": Planted(_dates(UPDATE, lambda m: m[0][2:])),
    "dates_single_digits": Planted(_dates(UPDATE, lambda m: m[0].replace(b"-0", b"-"))),
    "dates_with_T": Planted(_dates(UPDATE, lambda m: m[0].replace(b" ", b"T"))),
    "dates_with_zone": Planted(_dates(UPDATE, lambda m: m[0] + b":00+02:00")),
    "baseline_dates_day_first": Planted(UPDATE, baseline=_dates(BASELINE, rb"\3/\2/\1 \4")),
    "data_date_blank": update(b"2026-02-24 12:00\t2026-01-01", b"\t2026-01-01"),
    "data_date_of_last_year": update(b"2026-02-24 12:00\t2026-01-01", b"2025-02-24 12:00\t2026-01-01"),
    "data_date_next_month": update(b"2026-02-24 12:00\t2026-01-01", b"2026-03-24 12:00\t2026-01-01"),
    "actual_start_of_2062": update(b"\t2026-02-02 08:00\t\t2026-02-16", b"\t2062-02-02 08:00\t\t2026-02-16"),
    "planned_dates_of_1926": Planted(UPDATE, baseline=BASELINE.replace(b"2026-02-02", b"1926-02-02")),
    "another_project": Planted(_renamed(UPDATE)),
    "baseline_again": Planted(BASELINE),
    "codes_swapped": Planted(UPDATE.replace(b"\tA10\t", b"\t??\t").replace(b"\tA20\t", b"\tA10\t").replace(b"\t??\t", b"\tA20\t")),
    "two_projects": update(b"%T\tPROJWBS", b"%R\t2\tP2\t1\t2026-02-24 12:00\t2026-01-01 08:00\tY\r\n%T\tPROJWBS"),
    "export_flag_missing": both(b"\texport_flag", b"\texported"),
    "activity_twice": update(b"%T\tTASKPRED", UPDATE[UPDATE.index(b"%R\t10\t1\t2"):UPDATE.index(b"%R\t20\t1\t2")] + b"%T\tTASKPRED"),
    "activity_gone": Planted(UPDATE.replace(UPDATE[UPDATE.index(b"%R\t10\t1\t2"):UPDATE.index(b"%R\t20\t1\t2")], b"")),
    "costs_twice_in_baseline": Planted(UPDATE, baseline=BASELINE.replace(b"%E", BASELINE[BASELINE.index(b"%R\t1\t10\t1\t1\t"):])),
    "costs_of_update_in_thousands": update(b"\t1000\t0\t1000\tRT", b"\t1\t0\t1\tRT"),
    "costs_nan": both(b"\t1000\t0\t1000\tRT", b"\tNaN\t0\tNaN\tRT"),
    "costs_negative": both(b"\t1000\t0\t1000\tRT", b"\t-1000\t0\t-1000\tRT"),
    "costs_in_parentheses": both(b"\t1000\t0\t1000\tRT", b"\t(1000)\t0\t(1000)\tRT"),
    "plan_without_dates": plan(PLANNED, b"\t\t"),
    "plan_without_start": plan(PLANNED, b"\t\t2026-02-27 17:00"),
    "plan_without_finish": plan(PLANNED, b"\t2026-02-02 08:00\t"),
    "plan_with_a_blank_cost": plan(COST, COST.replace(b"1000", b"")),
    "costs_planned_before_their_activity": _dated_costs("2026-01-05 08:00", "2026-01-30 17:00"),
    "costs_planned_after_their_activity": _dated_costs("2026-02-16 08:00", "2026-05-29 17:00"),
    "kind_of_percent_changed": update(b"CP_Phys\t50\tDT_FixedDrtn\t40\t0\t160\t80", b"CP_Drtn\t50\tDT_FixedDrtn\t40\t0\t160\t40", before=EARLIER),
    "nothing_moved_for_a_month": Planted(BEGUN, before=BEGUN.replace(b"2026-02-24 12:00", b"2026-01-31 00:00"), right={"ev": 1000}),
    "id_reused_in_its_wbs": Planted(
        UPDATE.replace(A10, b"\tA10\tPaint the ceilings\t").replace(b"\t160\t80\t", b"\t88\t44\t"),
        right={"ev": 0}, before=EARLIER.replace(A10, b"\tA10\tDrive the piles\t"),
    ),
    "period_of_two_months_ago": Planted(UPDATE, before=EARLIER.replace(b"2026-01-31 00:00", b"2025-12-31 00:00"), manifest="period: 2025-12"),
    "period_to_come": Planted(UPDATE, manifest="period: 2026-09"),
    "no_assignments": Planted(UPDATE, baseline=BASELINE[: BASELINE.index(b"%T\tTASKRSRC")] + b"%E\r\n"),
    "cut_after_a_row": Planted(UPDATE[: UPDATE.index(b"%R\t900")]),
    "cut_in_a_row": Planted(UPDATE[: UPDATE.index(b"%R\t20\t1\t2") + 90]),
    "cut_after_a_cost": Planted(UPDATE, baseline=BASELINE[: BASELINE.index(b"%R\t2\t20\t1\t1\t176")]),
    "no_end_mark": Planted(UPDATE.replace(b"%E\r\n", b"")),
    "fields_reordered_wrongly": update(b"task_code\ttask_name", b"task_name\ttask_code"),
    "external_link": update(b"%T\tTASKRSRC", b"%R\t9\t10\t20\t1\t7\tPR_FS\t0\r\n%T\tTASKRSRC"),
    "quotes_round_cells": update(A10, b'\t"A10"\t"Work A10"\t'),
}  # fmt: skip
