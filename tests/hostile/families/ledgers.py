"""Ledgers as CSV with hostile bytes, headers, cells and rows."""

from collections.abc import Iterator

from tests.hostile.families.hostile import HEADER, LEDGER, LINES, Hostile

LAKE = ["source_id", "submission_id", "load_id", "project_id", "contract_id", "data_date", "source_file", "source_sheet",
        "source_row", "contract_key", "row_key", "column_name", "message", "canonical_table", "kind", "index"]  # fmt: skip
AMOUNTS = ["NaN", "inf", "-inf", "1e308", "1e-400", "1e15", "99999999999999", "9" * 60, "", "-", "1,5", "1.234.567,89", "=1+1",
           "(500)", "500-", "1 000", "500 EUR", "CHF 500", "٥٠٠", "five", "0x1F", "1/2", "TRUE", "#REF!", "−500"]  # fmt: skip
DATES = [
    "0000-00-00",
    "9999-12-31",
    "0001-01-01",
    "2025-02-31",
    "31/12/2025",
    "12/31/25",
    "45678",
    "1e9",
    "tomorrow",
    "2025-1-5",
]
BYTES = {
    "empty": b"",
    "header_only": (HEADER + "\n").encode(),
    "blanks_only": b"\n\n  \n\t\n",
    "bom": b"\xef\xbb\xbf" + LEDGER,
    "two_boms": b"\xef\xbb\xbf\xef\xbb\xbf" + LEDGER,
    "bom_mid_file": LEDGER.replace(b"W1,D12", b"\xef\xbb\xbfW1,D12"),
    "utf16_with_bom": LEDGER.decode().encode("utf-16"),
    "utf16_without_bom": LEDGER.decode().encode("utf-16-le"),
    "nul_in_cell": LEDGER.replace(b"D12", b"D\x0012"),
    "nul_in_header": LEDGER.replace(b"amount", b"am\x00ount"),
    "nul_rows": LEDGER + b"\x00" * 1000,
    "control_bytes": LEDGER.replace(b"D12", bytes([1, 7, 8, 27, 28, 127])),
    "high_bytes": LEDGER.replace(b"D12", bytes(range(128, 256))),
    "lone_surrogate": LEDGER.replace(b"D12", b"\xed\xa0\x80"),
    "overlong": LEDGER.replace(b"D12", b"\xc0\xaf\xf8\x88\x80\x80\x80"),
    "cr_lines": LEDGER.replace(b"\n", b"\r"),
    "crcrlf_lines": LEDGER.replace(b"\n", b"\r\r\n"),
    "mixed_lines": LEDGER.replace(b"\nW1,D12", b"\r\nW1,D12").replace(b"\nW1,D13", b"\rW1,D13"),
    "no_last_line_end": LEDGER.rstrip(),
    "sep_line": b"sep=,\n" + LEDGER,
    "sep_line_of_another": b"sep=;\n" + LEDGER,
    "quote_not_closed": LEDGER.replace(b"D12", b'"D12'),
    "quotes_swallow_lines": LEDGER.replace(b"D11", b'"D11').replace(b"D13", b'D13"'),
    "quote_amid_cells": LEDGER.replace(b"D12", b'D1"2'),
    "cell_of_200_000": LEDGER.replace(b"D12", b"D" * 200_000),
    "cell_of_5_MB": LEDGER.replace(b"D12", b"D" * 5_000_000),
    "row_of_100_000_cells": LEDGER + b",".join([b"1"] * 100_000) + b"\n",
    "rows_with_a_cell_more": LEDGER.replace(b"D12", b"D12,more"),
    "rows_with_a_cell_less": LEDGER.replace(b",D12,1", b",D12"),
    "json": b'[{"amount": 1}]',
    "html": b"<html><table><tr><td>amount</td></tr></table></html>",
    "pdf": b"%PDF-1.7\n" + LEDGER,
    "zip": b"PK\x03\x04" + LEDGER,
    "random": bytes((n * 197 + n // 7) % 256 for n in range(4000)),
    "formula": LEDGER.replace(b"D12", b"=cmd|' /C calc'!A0"),
    "markup": LEDGER.replace(b"D12", b"[bold]x[/] <script>alert(1)</script> [/nothing]"),
    "sql": LEDGER.replace(b"D12", b"'; drop table cost_entry; --"),
    "header_twice": LEDGER + LEDGER,
    "second_table": LEDGER + b"\nBudget,Owner\n100,Ann\n",
    "total_row": LEDGER + b",,,,,4500.00\n",
    "semicolons": LEDGER.replace(b",", b";"),
    "one_line": LEDGER.replace(b"\n", b" "),
}
HARMLESS = {"bom", "utf16_with_bom", "cr_lines", "crcrlf_lines", "mixed_lines", "no_last_line_end", "sep_line", "formula", "markup", "sql",
            "utf16_without_bom", "semicolons", "cell_of_200_000", "cell_of_5_MB", "high_bytes", "quote_amid_cells", "two_boms"}  # fmt: skip
HARMLESS_AMOUNTS = {"-", "−500"}


def ledgers() -> Iterator[Hostile]:
    """Every file of this family."""
    for trait, content in BYTES.items():
        yield Hostile(trait, "cost", content, is_harmless=trait in HARMLESS)
    for amount in AMOUNTS:
        yield Hostile(
            f"amount {amount[:14]}", "cost", _line(amount=f'"{amount}"'), is_harmless=amount in HARMLESS_AMOUNTS
        )
    for date in DATES:
        yield Hostile(f"posting_date {date}", "cost", _line(date=date), is_harmless=date == "2025-1-5")
    for trait, header in _headers():
        yield Hostile(trait, "cost", "\n".join([header, *LINES, ""]).encode(), is_harmless=trait == "names of the lake")
    wide = "\n".join(f"{line},{'x,' * len(LAKE)}" for line in LINES)
    yield Hostile("names of the lake", "cost", f"{HEADER},{','.join(LAKE)},\n{wide}\n".encode(), is_harmless=True)


def _line(amount: str = "900.00", date: str = "2025-01-15") -> bytes:
    return LEDGER + f"W1,D99,1,actual,{date},{amount}\n".encode()


def _headers() -> Iterator[tuple[str, str]]:
    yield "header doubled", HEADER.replace("line_no", "amount")
    yield "header blank", HEADER.replace("line_no", "")
    yield "header all blank", ",,,,,"
    yield "header of 60,000", HEADER.replace("line_no", "x" * 60_000)
    yield "20,000 headers", HEADER + "," + ",".join(f"h{n}" for n in range(20_000))
    yield "key is a name of the lake", HEADER.replace("cost_key", "source_row")
    yield "amount is a name of the lake", HEADER.replace("amount", "load_id")
    yield "header in decomposed letters", HEADER.replace("line_no", "lig\u006ee\u0301")
