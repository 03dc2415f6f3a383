"""Random workbooks: every cell reads as openpyxl reads it."""

import datetime as dt
from decimal import Decimal

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.lib.readers.excel_cells import read_workbook

MOMENTS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2199, 12, 31)).map(lambda at: at.replace(microsecond=0))
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=12
)
NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15),
    st.integers(10**16, 10**20),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).filter(
        lambda x: x == 0 or abs(x) > 1e-3
    ),
    st.decimals(-(10**9), 10**9, places=2).map(float),
)
CELLS = st.one_of(st.none(), NUMBERS, MOMENTS, MOMENTS.map(dt.datetime.date), st.booleans(), TEXTS)
FORMATS = st.sampled_from(["General", "0.00", "0%", "0.0%", "#,##0 [$€-40C]", '0.0"d"', "@"])
GRID = st.lists(st.lists(st.tuples(CELLS, FORMATS), min_size=1, max_size=6), min_size=1, max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(GRID, st.booleans())
def test_every_cell_reads_as_openpyxl_reads_it(tmp_path, grid, is_1904):
    path = tmp_path / "random.xlsx"
    _save(path, grid, is_1904)
    expected = {
        (cell.row, cell.column): text
        for row in openpyxl.load_workbook(path, data_only=True).active.iter_rows()
        for cell in row
        if (text := _normal(cell)) is not None
    }
    frame = read_workbook(path.read_bytes(), "xlsx", None).sheets[0].cells
    found = {
        (number, int(name)): {"-0": "0", "-0%": "0%"}.get(text.removeprefix("€ "), text.removeprefix("€ "))
        for name in frame.columns
        for number, text in enumerate(frame[name].to_list(), 1)
        if text is not None
    }
    assert found == expected


def _save(path, grid, is_1904):
    book = openpyxl.Workbook()
    if is_1904:
        book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    for row, cells in enumerate(grid, 1):
        for column, (value, shown) in enumerate(cells, 1):
            cell = book.active.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # also where it begins with =
            elif isinstance(value, int | float):
                cell.number_format = shown
    book.save(path)


def _normal(cell):
    """The documented text of what openpyxl makes of a cell."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).lower()
    if isinstance(value, dt.datetime):
        return str(value.date() if value.time() == dt.time() else value.replace(microsecond=0))
    if isinstance(value, int | float):
        return _digits(value or 0, "%" in cell.number_format)
    text = value.replace("_x000D_", "").strip()
    return text or None


def _digits(value, is_percent):
    if not is_percent:
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    shown = format(Decimal(repr(value)) * 100, "f")
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) + "%"
