"""Names that hurt programs, on good ledgers. Bytes that are no UTF-8 come as surrogates, as the file system gives them."""

from collections.abc import Iterator

from tests.hostile.families.hostile import LEDGER, Hostile

NAMES = {
    "240_bytes": "ledger_2024-03-01" + "x" * 219 + ".csv",
    "255_bytes": "ledger_2024-03-02" + "x" * 234 + ".csv",
    "240_bytes_of_accents": "ledger_2024-03-03" + "é" * 109 + ".csv",
    "not_utf8": "ledger_2024-03-04_\udce9\udcff.csv",
    "newline": "ledger_2024-03-05\n.csv",
    "tab": "ledger_2024-03-06\t.csv",
    "escape": "ledger_2024-03-07\x1b[31m.csv",
    "terminal_markup": "ledger_2024-03-08 [bold]x[red].csv",
    "closing_markup": "ledger_2024-03-09 [link=x].csv",
    "html": "ledger_2024-03-10 <b onclick=x>&amp;.csv",
    "quotes": "ledger_2024-03-11 '\"`.csv",
    "shell": "ledger_2024-03-12 $(touch x);|&.csv",
    "glob": "ledger_2024-03-13 [a-z]*?{x}.csv",
    "percent": "ledger_2024-03-14 %20%s{}.csv",
    "backslash": "ledger_2024-03-15 \\..\\x.csv",
    "leading_space": " ledger_2024-03-16.csv",
    "trailing_space": "ledger_2024-03-17.csv ",
    "leading_dash": "-ledger_2024-03-18.csv",
    "right_to_left": "ledger_2024-03-19 \u202evsc.exe.csv",
    "emoji": "ledger_2024-03-20 \U0001f600.csv",
    "decomposed": "ledger_2024-03-21 e\u0301.csv",
    "no_break_space": "ledger_2024-03-22\u00a0.csv",
    "nul_like": "ledger_2024-03-23\u0000.csv".replace("\u0000", "\u2400"),
    "two_endings": "ledger_2024-03-24.csv.csv",
    "capital_ending": "ledger_2024-03-25.CSV",
    "unknown_ending": "ledger_2024-03-26.exe",
    "two_dates": "ledger_2024-03-27_2024-03-28.csv",
    "no_such_day": "ledger_2024-02-31.csv",
    "dots": "ledger_2024-03-29...csv",
    "formula": "=cmd|ledger_2024-03-30.csv",
    "windows_device": "CON",
    "arabic_digits": "ledger_٢٠٢٤-٠٣-٣١.csv",
}
# What matches the source's pattern and names a day is a good ledger under an odd name.
REFUSED = {
    "leading_space",
    "trailing_space",
    "leading_dash",
    "unknown_ending",
    "no_such_day",
    "formula",
    "windows_device",
    "arabic_digits",
}


def names() -> Iterator[Hostile]:
    """A good ledger under every name."""
    for number, (trait, name) in enumerate(NAMES.items()):
        content = LEDGER.replace(b"D10", f"N{number}".encode()).replace(b"2025-01", b"2024-03")
        yield Hostile(f"name_{trait}", "cost", content, name=name, is_harmless=trait not in REFUSED)
