"""Sidecars of every bad kind beside a good ledger, and good ones that say odd things."""

from collections.abc import Iterator

from tests.hostile.families.hostile import LEDGER, Hostile

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{c}: &{c} [{','.join([f'*{p}'] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)
SIDECARS = {
    "empty": b"",
    "comment_only": b"# nothing\n",
    "nul": b"\x00",
    "list": b"- role: update\n",
    "number": b"5\n",
    "text": b"please take this file\n",
    "broken": b"role: [\n",
    "tab": b"role:\tupdate\n\tnote: x\n",
    "two_documents": b"note: a\n---\nnote: b\n",
    "unknown_key": b"rolle: update\n",
    "key_twice": b"note: a\nnote: b\n",
    "key_is_a_list": b"? [a, b]\n: c\n",
    "python_tag": b"a: !!python/object/apply:os.abort []\n",
    "laughs": LAUGHS.encode(),
    "laughs_in_note": (LAUGHS + "note: *i\n").encode(),
    "own_parent": b"&a [*a]\n",
    "own_parent_in_a_map": b"&a\nnote: *a\n",
    "5000_brackets": b"a: " + b"[" * 5000,
    "5000_levels": b"".join(b" " * n + b"a:\n" for n in range(1500)),
    "5_MB": b"note: " + b"x" * 5_000_000,
    "high_bytes": b"note: " + bytes(range(128, 256)),
    "lone_surrogate": b'note: "\\ud800"\n',
    "lone_surrogate_bytes": b"note: \xed\xa0\x80\n",
    "utf16": "note: gut\n".encode("utf-16"),
    "markup": b'note: "[bold]x[/] <script>alert(1)</script> [/x]"\n',
    "role_unknown": b"role: king\n",
    "role_list": b"role: [update]\n",
    "undeclared_baseline": b"{role: baseline, baseline_id: BL7}\n",
    "no_such_day": b"data_date: 2025-02-31\n",
    "day_0": b"data_date: 0000-00-00\n",
    "day_9999": b"data_date: 9999-12-31\n",
    "day_number": b"data_date: 20250131\n",
    "day_nan": b"data_date: .nan\n",
    "day_inf": b"data_date: .inf\n",
    "period_nonsense": b"period: 2025-13\n",
    "period_of_2199": b"period: 2199-01\n",
    "received_2199": b"received_at: 2199-01-01\n",
    "received_9999": b"received_at: 9999-12-31\n",
    "received_0001": b"received_at: 0001-01-01\n",
    "other_bytes": b"sha256: " + b"a" * 64 + b"\n",
    "sha_number": b"sha256: 1e400\n",
    "replaces_text": b"replaces: the last one\n",
    "replaces_1e10": b"replaces: 1e10\n",
    "changes_map": b"approved_changes: {a: b}\n",
    "merge_key": b"base: &b {role: update}\n<<: *b\n",
}  # fmt: skip
HARMLESS = {"empty", "comment_only", "markup", "5_MB", "received_0001", "high_bytes", "lone_surrogate_bytes", "utf16"}


def sidecars() -> Iterator[Hostile]:
    """Every sidecar, each beside a ledger of its own."""
    for number, (trait, text) in enumerate(SIDECARS.items()):
        content = LEDGER.replace(b"D10", f"S{number}".encode())
        yield Hostile(f"sidecar_{trait}", "cost", content, manifest=text, is_harmless=trait in HARMLESS)
