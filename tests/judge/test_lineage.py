from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hotseat.judge.lineage import Tracer, likeness, trace
from hotseat.records_market import Descent
from tests.judge.told import told


def test_a_citation_is_linked_to_the_cited_outlets_own_report() -> None:
    first, second = told("Harbour Wire", "Iker Zaldua", 1.0), told("Daily Quay", "Iker Zaldua", 1.5, cites="Harbour Wire")
    echo = dict(trace([first, second]))[second]
    assert (echo.descent, echo.parent, echo.origin, echo.hours) == (Descent.CITED, first.id, "Harbour Wire", 12.0)


def test_a_source_that_is_not_held_is_named_and_its_first_citation_stands_in_for_it() -> None:
    first, second = (told(t, "Iker Zaldua", at, cites="Sportblad") for t, at in (("Daily Quay", 1.0), ("Northern Post", 2.0)))
    told_first, told_second = (e for _, e in trace([first, second]))
    assert (told_first.parent, told_first.origin) == (None, "Sportblad")
    assert told_second.parent == first.id


def test_a_report_on_another_candidate_is_no_parent() -> None:
    second = told("Daily Quay", "Dean Holloway", 1.1)
    echo = dict(trace([told("Harbour Wire", "Iker Zaldua", 1.0), second]))[second]
    assert (echo.descent, echo.probability, echo.parent) == (Descent.ROOT, 0.0, None)


def test_sources_that_cite_each_other_make_a_circle() -> None:
    reports = [
        told("Harbour Wire", "Iker Zaldua", 1.0, cites="Daily Quay"), told("Daily Quay", "Iker Zaldua", 1.2, cites="Sportblad"),
        told("Sportblad", "Iker Zaldua", 1.4, cites="Harbour Wire"),
    ]  # fmt: skip
    assert [e.circular for _, e in trace(reports)] == [False, False, True]


def test_the_sooner_after_another_the_likelier_a_silent_echo() -> None:
    chances = []
    for wait in (0.1, 1.0, 5.0):
        late = told("Daily Quay", "Iker Zaldua", 1.0 + wait)
        chances.append(dict(trace([told("Harbour Wire", "Iker Zaldua", 1.0), late]))[late].probability)
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.1 > chances[-1]


def numbered(first: int, last: int) -> str:
    """A text of as many different words as there are numbers."""
    return " ".join(f"word{n}" for n in range(first, last))


def test_words_in_common_speak_for_a_copy_and_none_against() -> None:
    def chance(text: str, *, copied: bool = False) -> float:
        first = told("Harbour Wire", "Iker Zaldua", 1.0, text=numbered(0, 21))
        second = told("Daily Quay", "Iker Zaldua", 1.4, text=text, copy_of=first.item if copied else None)
        return dict(trace([first, second]))[second].probability

    own, copy = numbered(50, 71), numbered(2, 22)
    assert chance(own) < chance(copy) < chance(own, copied=True)
    assert chance(own, copied=True) > 0.9


def test_a_teller_that_often_cites_is_likelier_to_copy_in_silence() -> None:
    def chance(cites: bool) -> float:
        tracer = Tracer()
        for n in range(30):
            tracer.hear(told("Harbour Wire", f"c{n}", float(n)))
            tracer.hear(
                told("Daily Quay", f"c{n}", n + 0.2, cites="Harbour Wire") if cites else told("Daily Quay", f"d{n}", n + 0.2)
            )
        tracer.hear(told("Harbour Wire", "Iker Zaldua", 100.0))
        return tracer.hear(told("Daily Quay", "Iker Zaldua", 100.6)).probability

    assert chance(cites=True) > 2 * chance(cites=False)


def test_likeness_is_unknown_with_few_words_or_none() -> None:
    assert likeness(told("a", "x", 0.0), told("b", "x", 0.0)) is None
    few, enough = numbered(0, 8), numbered(0, 9)
    assert likeness(told("a", "x", 0.0, text=few), told("b", "x", 0.0, text=few)) is None
    assert likeness(told("a", "x", 0.0, text=enough), told("b", "x", 0.0, text=enough)) == 1.0


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from(["x", "y"]), st.floats(0, 30), st.sampled_from([None, "a", "z"])),
        max_size=40,
    )
)
def test_probabilities_are_probabilities_and_parents_are_earlier(rows: list[tuple[str, str, float, str | None]]) -> None:
    reports = [told(t, o, at, cites=c if c != t else None) for t, o, at, c in sorted(rows, key=lambda r: r[2])]
    seen: set[str] = set()
    for report, echo in trace(reports):
        assert 0 <= echo.probability <= 1
        assert echo.parent is None or echo.parent in seen
        seen.add(report.id)
