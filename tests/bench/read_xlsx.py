"""Reading a workbook of 200,000 ledger lines into the canonical frame, against pandas with openpyxl.

Each side gives the same ten typed columns; each runs in a process of its own, imports left out of both clocks.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES = 200_000
HEADERS = (
    "Code OTP",
    "Pièce",
    "Ligne",
    "Date comptable",
    "Date pièce",
    "Montant",
    "Libellé",
    "Fournisseur",
    "Commande",
    "Lot",
)


def run() -> dict[str, float]:
    """Seconds of both sides."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_ledger(Path(folder) / "ledger.xlsx")
        us, them = _measure("ours", path), _measure("peer", path)
        size = path.stat().st_size / 1024**2
    return {
        "lines": LINES,
        "file, MB": size,
        "this project, s": us["seconds"],
        "pandas with openpyxl, s": them["seconds"],
        "times faster": them["seconds"] / us["seconds"],
        "same sum of amounts": us["total"] == them["total"],
    }


def write_ledger(path: Path) -> Path:
    """A sheet of dates, amounts with cents and texts, as a ledger has them."""
    import datetime as dt

    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet("Journal"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADERS)
        for n in range(1, LINES + 1):
            posted = dt.date(2024, 1, 1) + dt.timedelta(days=n % 700)
            sheet.write_row(n, 0, (f"G.{n % 300:03}.{n % 7}", f"{5_000_000 + n // 3}", n % 3 + 1))
            sheet.write_datetime(n, 3, posted, day)
            sheet.write_datetime(n, 4, posted - dt.timedelta(days=n % 30), day)
            sheet.write_number(n, 5, (n * 7919 % 9_000_000) / 100)
            sheet.write_row(n, 6, (f"Situation {n % 12 + 1}, béton", f"Fournisseur {n % 90}", f"PO-{n % 4000}", n % 9))
    return path


def ours(path: Path) -> tuple[float, str]:
    """Seconds, and the sum of the amounts."""
    from pipelines.lib.config.load import load_config
    from pipelines.lib.config.source import Locale, Mapping, ReadSpec
    from pipelines.lib.conform.columns import conform_columns
    from pipelines.lib.readers.excel import read_excel
    from pipelines.lib.workspace import PROJECT_ROOT

    table = load_config(PROJECT_ROOT / "sources").feeds["cost"].tables["cost_entry"]
    names = ("cost_key", "document_id", "line_no", "posting_date", "document_date", "amount", "description", "supplier")
    columns = dict(zip((*names, "order_id", "object_code"), HEADERS, strict=True))
    mapping = Mapping(columns=columns, constants={"currency": "EUR", "entry_type": "actual", "measure": "period"})
    start = time.perf_counter()
    raw = read_excel(path, ReadSpec(kind="excel"), HEADERS)
    frame = conform_columns(raw, table, mapping, Locale()).tables["cost_entry"]
    return time.perf_counter() - start, f"{frame['amount'].sum():.2f}"


def peer(path: Path) -> tuple[float, str]:
    """The same with pandas: text where the ledger has text, dates, and amounts as exact decimals."""
    from decimal import Decimal

    import pandas as pd

    start = time.perf_counter()
    text = dict.fromkeys(("Code OTP", "Pièce", "Ligne", "Libellé", "Fournisseur", "Commande", "Lot"), str)
    frame = pd.read_excel(path, engine="openpyxl", dtype=text)
    frame["Date comptable"], frame["Date pièce"] = frame["Date comptable"].dt.date, frame["Date pièce"].dt.date
    frame["Montant"] = frame["Montant"].map(lambda value: Decimal(str(value)))
    return time.perf_counter() - start, f"{frame['Montant'].sum():.2f}"


def _measure(side: str, path: Path) -> dict:
    done = subprocess.run([sys.executable, "-m", __name__, side, str(path)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    seconds, total = {"ours": ours, "peer": peer}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"seconds": seconds, "total": total}))
