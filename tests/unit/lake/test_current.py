"""What is current and who speaks for a period: the SQL that everything reads, against cases worked by hand."""

import datetime as dt

import duckdb
import polars as pl
import pytest

from pipelines.lib.lake.current import CURRENT_SQL, SPEAKS_SQL, create_table


def submission(load_id, data_date, received="2026-01-05", verdict="ACCEPTED", **more):
    moment = dt.datetime.fromisoformat(data_date)
    return {
        "load_id": load_id,
        "submission_id": f"s-{load_id}",
        "source_id": "acme.schedule",
        "role": "update",
        "baseline_id": None,
        "data_date": moment,
        "cut_off_day": (moment - dt.timedelta(seconds=1)).date(),
        "verdict": verdict,
        "received_at": dt.datetime.fromisoformat(received),
        "committed_at": dt.datetime.fromisoformat(received),
        "replaces": None,
        "period_id": None,
        **more,
    }


@pytest.fixture
def lake():
    con = duckdb.connect()
    con.execute("create schema lake")

    def build(rows, withdrawn=(), periods=(), set_aside=()):
        create_table(con, "submission", pl.DataFrame(rows, infer_schema_length=None))
        create_table(con, "withdrawal", pl.DataFrame([{"load_id": load_id} for load_id in withdrawn]))
        create_table(con, "set_aside", pl.DataFrame([{"load_id": load_id} for load_id in set_aside]))
        contracts = [{"load_id": row["load_id"], "contract_id": "C1", "row_count": 1} for row in rows]
        create_table(con, "submission_contract", pl.DataFrame(contracts))
        ends = [
            {"contract_id": "C1", "period_id": end[:7], "period_end": dt.date.fromisoformat(end)} for end in periods
        ]
        create_table(con, "config_period", pl.DataFrame(ends))
        con.execute(f"create or replace view lake.current_submission as {CURRENT_SQL}")
        return con

    return build


def current(con):
    rows = con.sql("select load_id, predecessor_load_id from lake.current_submission order by data_date").fetchall()
    return dict(rows)


def test_a_resubmission_supersedes_and_rejected_ones_never_count(lake):
    con = lake(
        [
            submission("jan", "2026-02-01", "2026-02-03"),
            submission("jan-corrected", "2026-02-01", "2026-02-06"),
            submission("jan-bad", "2026-02-01", "2026-02-09", verdict="REJECTED"),
        ]
    )
    assert current(con) == {"jan-corrected": None}


def test_a_late_older_data_date_takes_its_place_and_becomes_the_predecessor(lake):
    rows = [submission("feb", "2026-03-01", "2026-03-03"), submission("jan", "2026-02-01", "2026-03-20")]
    assert current(lake(rows)) == {"jan": None, "feb": "jan"}


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_a_rebaseline_of_the_same_data_date_follows_the_one_it_replaces(lake, first, second):
    initial = submission(first, "2026-01-05", "2026-05-02", role="baseline", baseline_id="BL0")
    rebaseline = submission(second, "2026-01-05", "2026-04-20", role="baseline", baseline_id="BL1")
    assert current(lake([initial, rebaseline])) == {first: None, second: first}


def baseline(load_id, received, data_date="2026-01-05", baseline_id="BL0", **more):
    return submission(load_id, data_date, received, role="baseline", baseline_id=baseline_id, **more)


def test_a_baseline_that_is_sent_again_is_compared_with_its_first_version(lake):
    versions = [baseline("c", "2026-04-01"), baseline("a", "2026-01-20"), baseline("b", "2026-03-01")]
    other = baseline("z", "2026-01-25", "2026-03-05", "BL1")
    assert current(lake([*versions, other])) == {"c": "a", "z": "c"}
    assert current(lake([*versions, other], withdrawn=["a"])) == {"c": "b", "z": "c"}


def test_so_is_one_that_replaces_it_under_another_data_date(lake):
    rows = [baseline("a", "2026-01-20"), baseline("b", "2026-03-01", data_date="2026-01-01", replaces="s-a")]
    assert current(lake(rows)) == {"b": "a"}


@pytest.mark.parametrize("reference", ["s-wrong", "2026-12-01"])
def test_replaces_takes_out_the_submission_with_the_wrong_data_date(lake, reference):
    rows = [
        submission("jan", "2026-02-01", "2026-02-03"),
        submission("wrong", "2026-12-01", "2026-03-03"),
        submission("feb", "2026-03-01", "2026-03-04", replaces=reference),
    ]
    assert current(lake(rows)) == {"jan": None, "feb": "jan"}


def test_a_withdrawn_replacement_gives_back_what_it_replaced(lake):
    rows = [submission("a", "2026-12-01", "2026-03-03"), submission("b", "2026-03-01", "2026-03-04", replaces="s-a")]
    assert current(lake(rows, withdrawn=["b"])) == {"a": None}


def test_the_nearest_cut_off_the_later_data_date_and_the_interim_rule(lake):
    rows = [
        submission("on-time", "2026-02-01"),
        submission("second", "2026-02-03"),
        submission("interim", "2026-02-14"),
        submission("march", "2026-04-01"),
    ]
    con = lake(rows, periods=["2026-01-31", "2026-02-28", "2026-03-31"])
    speaks = con.sql(f"select load_id, period_id, is_interim, speaks from ({SPEAKS_SQL}) order by load_id").fetchall()
    assert speaks == [
        ("interim", "2026-01", True, False),
        ("march", "2026-03", False, True),
        ("on-time", "2026-01", False, False),
        ("second", "2026-01", False, True),
    ]


def test_an_interim_submission_speaks_when_nothing_else_does(lake):
    con = lake([submission("mid", "2026-02-15")], periods=["2026-01-31", "2026-02-28"])
    # 14 February is 14 days from both cut-offs: the earlier one takes it.
    assert con.sql(f"select period_id, is_interim, speaks from ({SPEAKS_SQL})").fetchall() == [("2026-01", True, True)]


def test_a_manifest_names_its_period(lake):
    con = lake([submission("x", "2026-02-01", period_id="2026-02")], periods=["2026-01-31", "2026-02-28"])
    assert con.sql(f"select period_id, is_interim, speaks from ({SPEAKS_SQL})").fetchall() == [("2026-02", False, True)]


def test_what_is_set_aside_leaves_the_load_before_it_to_speak_and_replaces_nothing(lake):
    con = lake(
        [
            submission("jan", "2026-02-01"),
            submission("feb", "2026-03-01"),
            submission("feb-corrected", "2026-03-01", "2026-03-06"),
            submission("instead-of-jan", "2026-02-02", "2026-02-05", replaces="2026-02-01"),
        ],
        set_aside=["feb-corrected", "instead-of-jan"],
    )
    assert current(con) == {"jan": None, "feb": "jan"}
