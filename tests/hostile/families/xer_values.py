"""XER files with hostile cells: numbers, dates, calendars, bytes."""

from collections.abc import Iterator

from tests.hostile.families.hostile import XER, Hostile
from tests.hostile.families.xer_text import cell, changed

NUMBERS = ["NaN", "inf", "1e308", "1e15", "-1e15"]
NUMERIC = [
    ("TASK", "target_drtn_hr_cnt"), ("TASK", "remain_drtn_hr_cnt"), ("TASK", "phys_complete_pct"), ("TASK", "total_float_hr_cnt"),
    ("TASKPRED", "lag_hr_cnt"), ("TASKRSRC", "target_cost"), ("TASKRSRC", "target_qty"), ("CALENDAR", "day_hr_cnt"),
]  # fmt: skip
DATES = [
    "0000-00-00 00:00",
    "9999-12-31 00:00",
    "0001-01-01 00:00",
    "2025-02-31 08:00",
    "31/02/2025",
    "1899-12-31 00:00",
    "2262-04-12 00:00",
]
DATED = [("PROJECT", "last_recalc_date"), ("TASK", "target_start_date"), ("TASK", "early_end_date")]
SHIFTS = "(0||CalendarData()((0||DaysOfWeek()({}))(0||Exceptions()({}))))"
CALENDARS = {
    "blank": "",
    "4000_blanks": "(0||" + " " * 4000,
    "junk": "no calendar at all",
    "5000_brackets": "(" * 5000,
    "5000_closing": "(0||CalendarData()" + ")" * 5000,
    "no_work": SHIFTS.format("", ""),
    "shift_backwards": SHIFTS.format("(0||2()((0||0(s|16:00|f|08:00)())))", ""),
    "shift_of_25_h": SHIFTS.format("(0||2()((0||0(s|08:00|f|33:00)())))", ""),
    "shift_in_words": SHIFTS.format("(0||2()((0||0(s|eight|f|four)())))", ""),
    "day_9": SHIFTS.format("(0||9()((0||0(s|08:00|f|16:00)())))", ""),
    "same_day_500_times": SHIFTS.format("(0||2()((0||0(s|08:00|f|16:00)())))" * 500, ""),
    "exception_1e12": SHIFTS.format("(0||2()((0||0(s|08:00|f|16:00)())))", "(0||0(d|1000000000000)())"),
    "exception_minus": SHIFTS.format("(0||2()((0||0(s|08:00|f|16:00)())))", "(0||0(d|-5)())"),
    "20000_exceptions": SHIFTS.format(
        "(0||2()((0||0(s|08:00|f|16:00)())))", "".join(f"(0||{n}(d|{40000 + n})())" for n in range(20_000))
    ),
}
HARMLESS_CALENDARS = {"same_day_500_times", "20000_exceptions"}
BYTES = {
    "utf16_with_bom": ("\ufeff" + XER.decode("cp1252")).encode("utf-16-le"),
    "utf16_without_bom": XER.decode("cp1252").encode("utf-16-le"),
    "utf16_big_without_bom": XER.decode("cp1252").encode("utf-16-be"),
    "utf32": XER.decode("cp1252").encode("utf-32"),
    "bom": b"\xef\xbb\xbf" + XER,
    "bom_mid_file": XER.replace(b"%T\tTASK\r", b"\xef\xbb\xbf%T\tTASK\r"),
    "nul_in_name": XER.replace(b"Activity 1\t", b"Act\x00ivity 1\t"),
    "nul_in_field": XER.replace(b"task_code", b"task\x00code"),
    "nul_in_table": XER.replace(b"%T\tTASK\r", b"%T\tTA\x00SK\r"),
    "nul_first": b"\x00" * 64 + XER,
    "high_bytes": XER.replace(b"Activity 1\t", bytes(range(128, 256)) + b"\t"),
    "control_bytes": XER.replace(b"Activity 1\t", bytes([1, 2, 7, 8, 11, 12, 14, 27, 28, 31, 127]) + b"\t"),
    "lone_surrogate": XER.replace(b"Activity 1\t", b"\xed\xa0\x80\t"),
    "line_separator": XER.replace(b"Activity 1\t", "a\u2028b\u2029c\x85".encode() + b"\t"),
    "cr_lines": XER.replace(b"\r\n", b"\r"),
    "lf_lines": XER.replace(b"\r\n", b"\n"),
    "crcrlf_lines": XER.replace(b"\r\n", b"\r\r\n"),
    "lfcr_lines": XER.replace(b"\r\n", b"\n\r"),
    "mixed_lines": XER.replace(b"\r\n%R", b"\n%R"),
    "blank_lines": XER.replace(b"\r\n", b"\r\n\r\n"),
    "line_break_in_name": XER.replace(b"Activity 1\t", b"Activ\r\nity 1\t"),
    "tab_in_name": XER.replace(b"Activity 1\t", b"Activ\tity 1\t"),
    "percent_R_in_name": XER.replace(b"Activity 1\t", b"Activ\r\n%R\tity 1\t"),
    "percent_T_in_name": XER.replace(b"Activity 1\t", b"Activ\r\n%T\tity 1\t"),
    "markup_in_name": XER.replace(b"Activity 1\t", b"[bold]x[/] </td><script>alert(1)</script> =1+1\t"),
    "zip_in_xer": b"PK\x03\x04" + XER,
    "gzip": b"\x1f\x8b\x08\x00" + XER,
    "pmxml": b'<?xml version="1.0"?><APIBusinessObjects/>',
    "text_before_head": b"Sent by post\r\n" + XER,
    "text_after_end": XER + b"%T\tTASK\r\n%F\ttask_id\r\n%R\t1\r\n",
    "two_files_in_one": XER + XER,
    "head_in_small_letters": XER.replace(b"ERMHDR", b"ermhdr"),
    "quoted_cells": XER.replace(b"Activity 1\t", b'"Activity 1\t').replace(b"Activity 2\t", b'Activity 2"\t'),
}  # fmt: skip
HARMLESS_BYTES = {
    "bom", "utf16_with_bom", "cr_lines", "lf_lines", "crcrlf_lines", "lfcr_lines", "mixed_lines", "blank_lines", "markup_in_name",
    "quoted_cells", "high_bytes", "utf16_without_bom", "utf16_big_without_bom", "utf32",
}  # fmt: skip


def values() -> Iterator[Hostile]:
    """Every file of this family."""
    # Every kind in the first column; in the others those that went different ways once.
    for table, field in NUMERIC:
        for number in NUMBERS if (table, field) == NUMERIC[0] else ("NaN", "1e15"):
            yield Hostile(f"{table}.{field}={number}", "schedule", cell(table, field, number))
    for table, field in DATED:
        for date in DATES if (table, field) == DATED[0] else ("9999-12-31 00:00", "0000-00-00 00:00"):
            name = date.replace("/", ".").replace(":", ".")
            yield Hostile(f"{table}.{field}={name}", "schedule", cell(table, field, date))
    for trait, text in CALENDARS.items():
        yield Hostile(
            f"calendar_{trait}",
            "schedule",
            cell("CALENDAR", "clndr_data", text),
            is_harmless=trait in HARMLESS_CALENDARS,
        )
    for hours in ("0", "-8", "25", "", "8,0", "eight"):
        yield Hostile(
            f"day_hr_cnt={hours}", "schedule", cell("CALENDAR", "day_hr_cnt", hours), is_harmless=hours == "8,0"
        )
    yield Hostile("base_calendar_loop", "schedule", changed(_base_calendar_loop))
    for trait, content in BYTES.items():
        yield Hostile(trait, "schedule", content, is_harmless=trait in HARMLESS_BYTES)


def _base_calendar_loop(tables) -> None:
    table = tables["CALENDAR"]
    table.fields.append("base_clndr_id")
    table.rows[0].append("2")
    table.rows.append(["2", *table.rows[0][1:-1], "1"])
