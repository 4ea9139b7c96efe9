"""What went into what: never in a circle."""

from hypothesis import given
from hypothesis import strategies as st

from cooptrace.batches.lineage import ancestors, would_loop

LETTERS = st.sampled_from("abcdefgh")


def test_all_that_went_in_is_found_step_by_step() -> None:
    assert ancestors({"c": {"b"}, "b": {"a"}, "x": {"c"}}, "c") == {"a", "b"}


def test_a_batch_cannot_go_into_itself() -> None:
    sources = {"c": {"b"}, "b": {"a"}}
    assert [would_loop(sources, batch_id="a", source_id=source) for source in "abcd"] == [True, True, True, False]


def test_data_with_a_circle_does_not_hang() -> None:
    assert ancestors({"a": {"b"}, "b": {"a"}}, "a") == {"a", "b"}


@given(st.lists(st.tuples(LETTERS, LETTERS), max_size=40))
def test_links_that_are_let_in_never_make_a_circle(links: list[tuple[str, str]]) -> None:
    sources: dict[str, set[str]] = {}
    for batch, source in links:
        if not would_loop(sources, batch_id=batch, source_id=source):
            sources.setdefault(batch, set()).add(source)
    assert [batch for batch in sources if batch in ancestors(sources, batch)] == []


@given(st.lists(st.tuples(LETTERS, LETTERS), max_size=20), LETTERS, LETTERS)
def test_a_link_is_refused_only_when_it_closes_a_circle(links: list[tuple[str, str]], batch: str, source: str) -> None:
    sources: dict[str, set[str]] = {}
    for one, other in links:
        if not would_loop(sources, batch_id=one, source_id=other):
            sources.setdefault(one, set()).add(other)
    refused = would_loop(sources, batch_id=batch, source_id=source)
    linked = {**sources, batch: sources.get(batch, set()) | {source}}
    assert refused == (batch in ancestors(linked, batch))
