"""Whole files whose lines, padding or byte order were changed on their way: transfers, recoveries, conversions."""

from collections.abc import Iterator

from tests.hostile.families.hostile import LEDGER, XER, Hostile

SCHEDULE = XER.replace(b"\r\n", b"\n")
ENDS = {
    "cr": "\r", "lf_lf": "\n\n", "cr_cr_lf": "\r\r\n", "crlf_crlf": "\r\n\r\n", "cr_cr_cr_lf": "\r\r\r\n", "lf_cr": "\n\r",
    "vt": "\v", "vt_lf": "\v\n", "cr_vt": "\r\v", "lf_vt": "\n\v", "ff": "\f", "ff_lf": "\f\n", "crlf_ff": "\r\n\f", "rs": "\x1e",
    "nel": "\x85", "nel_lf": "\x85\n", "ls": "\u2028", "ls_lf": "\u2028\n", "lf_ls": "\n\u2028", "ps": "\u2029",
    "tab_lf": "\t\n",
}  # fmt: skip
NUL, CTRL_Z, BOM = b"\x00", b"\x1a", b"\xef\xbb\xbf"


# Blanks behind a line stay in its last cell until it is conformed.
BLANKS = {"blanks_lf": "  \n", "tabs_blanks_crlf": "\t \t \r\n"}


def line_ends() -> Iterator[Hostile]:
    """Every file of this family; a harmless one is read, cell by cell, as the good one."""
    for feed, good in (("schedule", SCHEDULE), ("cost", LEDGER)):
        for name, end in (ENDS | BLANKS).items():
            content = good.decode().replace("\n", end).encode()
            yield Hostile(f"lines_{name}", feed, content, is_harmless=name in ENDS)
        for trait, content in _sound(good):
            yield Hostile(trait, feed, content, is_harmless=True)
        for trait, content in _damaged(good):
            yield Hostile(trait, feed, content)


def _half(good: bytes) -> int:
    """Where the last row but one begins."""
    return good.rindex(b"\n", 0, -40) + 1


def _sound(good: bytes) -> Iterator[tuple[str, bytes]]:
    text, half = good.decode(), _half(good)
    yield "nel_one_byte", good.replace(b"\n", b"\x85")
    yield "nel_one_byte_lf", good.replace(b"\n", b"\x85\n")
    for name in ("cr", "lf_lf", "vt", "ls"):
        yield f"mixed_{name}", good[:half] + text[half:].replace("\n", ENDS[name]).encode()
        yield f"mixed_first_{name}", text[:half].replace("\n", ENDS[name]).encode() + good[half:]
    for codec in ("utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-32-le", "utf-32-be"):
        yield codec, text.encode(codec)
        yield f"{codec}_padded", text.encode(codec) + NUL * 512
        yield f"{codec}_ls", text.replace("\n", "\u2028").encode(codec)
        yield f"{codec}_text_mode", text.encode(codec).replace(b"\n", b"\r\n")
    yield "utf-16_two_boms", "\ufeff".encode("utf-16") + text.encode("utf-16-le")
    yield "padded", good + NUL * 512
    yield "padded_one", good + NUL
    yield "padded_6000", good + NUL * 6000
    yield "padded_and_line_end", good + NUL * 512 + b"\r\n"
    yield "ctrl_z", good + CTRL_Z
    yield "ctrl_z_padded", good + CTRL_Z * 100
    yield "ctrl_z_nul", good + CTRL_Z + NUL * 100
    yield "ctrl_z_line", good + CTRL_Z + b"\r\n"
    yield "ctrl_z_without_line_end", good.rstrip() + CTRL_Z
    yield "ctrl_z_amid", good[:half] + CTRL_Z + good[half:]
    yield "blanks_padded", good + b" " * 512
    yield "bom_twice", BOM * 2 + good
    yield "bom_amid", good[:half] + BOM + good[half:]
    yield "blank_lines_first", b"\r\n" * 400 + good
    yield "bom_after_blank_lines", b"\r\n" + BOM + good
    yield "no_last_line_end", good.rstrip()


def _damaged(good: bytes) -> Iterator[tuple[str, bytes]]:
    half = _half(good)
    for codec in ("utf-16-le", "utf-16-be", "utf-16"):
        yield f"{codec}_cut", good.decode().encode(codec)[:-7]
    yield "padded_without_line_end", good.rstrip() + NUL * 512
    yield "cut_and_padded", good[:-30] + NUL * 512
    yield "cut_at_line_and_padded", good[:half] + NUL * 512
    yield "nul_amid", good[:half] + NUL * 600 + good[half:]
    yield "nul_for_a_stretch", good[: half - 60] + NUL * 100 + good[half + 40 :]
    yield "padded_before", NUL * 512 + good
    yield "indented", b"  " + good.replace(b"\n", b"\n  ")
    yield "twice", good + BOM + good
    yield "twice_glued", good.rstrip() + good
    yield "lines_by_blanks", good.replace(b"\n", b" ")
    yield "no_line_ends", good.replace(b"\n", b"")
