"""docs/kpi-dictionary.md, written from the KPI seeds for those who read figures.

Data flow: seeds/kpi_definition.csv, seeds/kpi_reason.csv -> docs/kpi-dictionary.md.
Run `python -m pipelines.lib.warehouse.kpi_dictionary` after changing a seed; a test asserts that the page is current.
"""

from itertools import groupby

from pipelines.lib.warehouse.kpi_seed import KpiDefinition, Reason, read_definitions, read_reasons
from pipelines.lib.workspace import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "kpi-dictionary.md"
INTRODUCTION = """# KPI dictionary

Generated from `dbt_project/seeds/kpi_definition.csv` and `kpi_reason.csv`
by `python -m pipelines.lib.warehouse.kpi_dictionary`.

Every figure is a row of `kpi.fct_kpi`, addressed by its id and variant; the first variant listed is the default.
A percent is stored as a fraction. Marks under *source*: [M] from memory of the named standard, [H] a house default,
[C] derived here. Projects and the portfolio are made by *roll-up*: RATIO is the ratio of the
sums, never a mean of ratios, and comes a second time as `<variant>_fresh` from the members that delivered in the
period; ADD and SEMI are sums (SEMI never over time); MINMAX_MAX is the worst case and names the member that gives it;
NONE stays with its item.
"""


def dictionary() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for area, of_area in groupby(read_definitions(), key=lambda kpi: kpi.area):
        parts.append(f"\n## {area.capitalize()}\n")
        for kpi_id, variants in groupby(of_area, key=lambda kpi: kpi.kpi_id):
            parts.append(_section(kpi_id, sorted(variants, key=lambda kpi: not kpi.is_default)))
    parts.append(_reasons(read_reasons()))
    return "".join(parts)


def write() -> None:
    """Rewrite the page."""
    PAGE.write_text(dictionary(), encoding="utf-8")


def _section(kpi_id: str, variants: list[KpiDefinition]) -> str:
    lines = [f"\n### {kpi_id} {variants[0].kpi_name}\n\n"]
    lines.append("| variant | formula | numerator | denominator | unit | roll-up | wide column | source |\n")
    lines.append("|---|---|---|---|---|---|---|---|\n")
    lines += [
        f"| `{kpi.variant}` | {kpi.formula} | {kpi.numerator_meaning} | {kpi.denominator_meaning or '-'} | {kpi.unit} "
        f"| {kpi.rollup} | {f'`{kpi.column_name}`' if kpi.column_name else '-'} | {kpi.standard} |\n"
        for kpi in variants
    ]
    lines.append(f"\nVersion {variants[0].definition_version}. {variants[0].edge_cases}\n")
    lines += [
        f"`{kpi.variant}`: {kpi.edge_cases}\n" for kpi in variants[1:] if kpi.edge_cases != variants[0].edge_cases
    ]
    return "".join(lines)


def _reasons(reasons: list[Reason]) -> str:
    head = (
        "\n## Reason codes\n\nA missing figure is never 0, 1 or 100 %. *Status* is given where parts are unknown,\n"
        "*known parts* where they are known; *left out* says whether such a contract stays out of the "
        "sums of its project and portfolio.\n\n"
        "| code | name | status | known parts | left out | meaning | what to do |\n|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(
        f"| {r.reason_code} | {r.reason_name} | {r.status} | {r.status_if_known} "
        f"| {'yes' if r.excludes_member == 'true' else 'no'} | {r.meaning} | {r.what_to_do} |\n"
        for r in reasons
    )


if __name__ == "__main__":
    write()
