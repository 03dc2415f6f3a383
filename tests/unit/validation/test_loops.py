"""Loops of logic in networks whose loops are known by construction."""

import time

import polars as pl

from pipelines.lib.validation.loops import links_on_loops


def links(*pairs, load_id="L"):
    rows = [(load_id, f"{start}{end}", start, end) for start, end in pairs]
    names = {
        "load_id": pl.String,
        "relationship_id": pl.String,
        "predecessor_code": pl.String,
        "successor_code": pl.String,
    }
    return pl.DataFrame(rows, schema=names, orient="row")


def found(frame):
    return sorted(links_on_loops(frame)["relationship_id"])


def test_a_network_without_loops_has_none():
    assert found(links("AB", "BC", "AC", "CD")) == []
    assert found(links()) == []


def test_the_links_of_a_loop_are_found_and_no_link_that_leads_to_it_or_away():
    assert found(links("XA", "AB", "BC", "CA", "CY", "XY")) == ["AB", "BC", "CA"]


def test_a_link_between_two_loops_is_on_neither():
    assert found(links("AB", "BA", "BC", "CD", "DC")) == ["AB", "BA", "CD", "DC"]


def test_a_link_of_an_activity_to_itself_is_a_loop():
    assert found(links("AA", "AB")) == ["AA"]


def test_half_a_loop_in_each_of_two_files_is_none():
    assert found(pl.concat([links("AB", load_id="one"), links("BA", load_id="two")])) == []


def test_a_link_into_nowhere_leads_nowhere():
    assert found(links(("A", None), (None, "A"))) == []


def test_a_chain_of_ten_thousand_links_that_closes_takes_less_than_a_second():
    codes = pl.int_range(10_000, eager=True).cast(pl.String)
    chain = pl.DataFrame({"load_id": "L", "predecessor_code": codes, "successor_code": codes.shift(-1).fill_null("0")})
    chain = chain.with_row_index("relationship_id")
    links_on_loops(chain.head(2))  # importing is off the clock
    start = time.perf_counter()
    assert links_on_loops(chain).height == 10_000
    assert links_on_loops(chain.head(9_999)).height == 0
    assert time.perf_counter() - start < 1
