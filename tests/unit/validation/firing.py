"""Cases of rules: a clean load with one thing changed, all loads judged in one validation, as in real runs.

A case is (rule, what is changed, table, rows, source rows that must be found; None: a rule on the file as a whole); rows
are of that table, or a dictionary of tables.
"""

import polars as pl

from pipelines.lib.validation.rules import RuleBook, load_rules
from pipelines.lib.validation.run import validate_tables
from pipelines.lib.workspace import PROJECT_ROOT
from tests.unit.validation.clean import CLEAN, CONTEXT, frame

RULES = load_rules(PROJECT_ROOT / "expectations")
WHOLE = ("submission", "bad_cell", "note")
SERIOUS = ("blocking", "critical")


def first_pass(feed):
    """The rules of a feed that see one load at a time."""
    return {rule.id for rule in RULES.rules if rule.feed == feed and not rule.compares and not rule.is_across}


def name(case):
    return f"{case[0]} {case[1]}"


def judged(cases, fine, tables, folder):
    """Findings and outcomes over every case and every look-alike, each a load of its own, and the load `clean`."""
    loads = [(name(case), _by_table(case[2], case[3])) for case in cases]
    loads += [(what, _by_table(*one)) for what, one in fine.items()]
    frames = {table: [] for table in (*tables, *WHOLE)}
    for load_id, changed in [*loads, ("clean", {table: CLEAN[table] for table in WHOLE})]:
        kept = {} if set(changed) <= set(WHOLE) and load_id != "clean" else {table: CLEAN[table] for table in tables}
        for table, rows in {**kept, **changed}.items():
            frames[table].append(frame(table, rows, load_id))
    whole = {table: pl.concat(frames.pop(table)) for table in WHOLE}
    files = {table: [_written(folder / f"{table}.parquet", own)] for table, own in frames.items()}
    return validate_tables(files, whole, RuleBook(RULES.rules, {}), CONTEXT)


def _by_table(table, rows):
    return rows if isinstance(rows, dict) else {table: rows}


def _written(path, frames):
    pl.concat(frames).write_parquet(path)
    return path


def found(validated, load_id):
    return validated.findings.filter(pl.col("load_id") == load_id)


def assert_counts_agree(validated, cases, feed):
    """GX counts what the predicates find, every rule of the feed was judged and has a case."""
    assert validated.errors == []
    counts = dict(validated.findings.group_by("rule_id").len().iter_rows())
    assert {outcome.rule_id: outcome.failing for outcome in validated.outcomes if outcome.failing} == counts
    assert {rule for rule, *_ in cases} == first_pass(feed)
    assert first_pass(feed) <= {outcome.rule_id for outcome in validated.outcomes}


def assert_fires_alone(validated, case):
    """The rule finds the rows at fault; no other rule that blocks or is critical finds anything."""
    own = found(validated, name(case))
    assert own.filter(pl.col("rule_id") == case[0])["source_row"].sort().to_list() == case[4]
    others = own.filter((pl.col("rule_id") != case[0]) & pl.col("severity").is_in(SERIOUS))
    assert others.select("rule_id", "source_row").rows() == []
