"""The page for contractors says what the feeds and rules say today."""

from pipelines.lib.propose.contractor_guide import PAGE, page


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m pipelines.lib.propose.contractor_guide"


def test_every_feed_and_what_refuses_it_is_on_the_page():
    text = page()
    for said in ("| `cost_key` | must |", "| `probability` | for RK-02", "Activity ids are unique (V11).", "(V01)."):
        assert said in text
