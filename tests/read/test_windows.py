from __future__ import annotations

import itertools

from hotseat.read.engines.answers import COLUMNS, WIDTH, probabilities
from hotseat.read.engines.windows import SHORT_ITEM, Window, windows
from hotseat.read.reader import Reader
from hotseat.records import Item
from tests.conftest import item


def windows_of(reader: Reader, found: Item) -> list[Window]:
    document = reader.composer.compose(found)
    assert document is not None
    return list(windows(document, reader.register))


def test_a_short_item_is_one_window_without_a_known_name_in_it(reader: Reader) -> None:
    (window,) = windows_of(reader, item("Port Albany sack Vos", "Marten Vos has left Port Albany."))
    assert {p.key for p in window.persons} == {"Marten Vos"}
    assert "Vos" not in window.text
    assert "Albany" not in window.text


def test_unknown_names_keep_their_words_behind_the_mark(reader: Reader) -> None:
    (window,) = windows_of(reader, item("Port Albany appoint Ottokar Brandvold as head coach"))
    assert "Ottokar Brandvold" in window.text
    assert not window.persons[0].known


def test_what_the_register_knows_stands_before_the_text(reader: Reader) -> None:
    (window,) = windows_of(reader, item("Vos speaks of the future", "Marten Vos would not be drawn."))
    assert "Port Albany" in {o.key for o in window.orgs}
    assert f"{window.persons[0].mark} manages {window.orgs[0].mark}" in window.context


def test_windows_of_an_article_carry_its_title_and_its_lead_coach(reader: Reader) -> None:
    filler = "The visitors pressed for most of the first half and won four corners before the break. " * 8
    text = f"{filler}\nHe could be sacked before the weekend, and the board will meet on Thursday.\n{filler}"
    found = windows_of(reader, item("Marten Vos fights for his Port Albany job", text))
    assert len(text) > SHORT_ITEM
    told = [w for w in found if "could be sacked" in w.text]
    assert told
    assert [p.key for p in told[0].persons] == ["Marten Vos"]
    assert "Port Albany" in {o.key for o in told[0].orgs}


def test_a_window_lists_whom_the_one_before_names(reader: Reader) -> None:
    filler = "The visitors pressed for most of the first half and won four corners before the break. " * 8
    text = f"The chairman met Ottokar Brandvold on Monday.\n{filler}\nHe has agreed to take over as head coach.\n{filler}"
    found = windows_of(reader, item("Marten Vos fights for his Port Albany job", text))
    named = next(w for w in found if "Ottokar" in w.text)
    after = found[found.index(named) + 1]
    assert "Ottokar Brandvold" not in after.text
    assert {"Marten Vos", "Ottokar Brandvold"} <= {p.key for p in after.persons}


def test_a_window_repeats_the_end_of_the_one_before_with_its_names_as_marks(reader: Reader) -> None:
    filler = "The visitors pressed for most of the first half and won four corners before the break. " * 8
    text = f"{filler}\nLindau have asked about Marten Vos, sources say.\nHe has agreed to take over as head coach.\n{filler}"
    found = windows_of(reader, item("Marten Vos fights for his Port Albany job", text))
    asked = next(n for n, w in enumerate(found) if "have asked about" in w.text)
    after = found[asked + 1]
    assert "have asked about" in after.context
    assert "Lindau" not in after.context
    assert after.segments[0].number == found[asked].segments[-1].number + 1


def test_every_word_of_a_window_belongs_to_the_segment_it_stands_in(reader: Reader) -> None:
    found = item("Port Albany sack Vos", "Marten Vos has left. Lindau want him, and he said no.")
    (window,) = windows_of(reader, found)
    ends = [*window.starts[1:], len(window.text)]
    for segment, start, end in zip(window.segments, window.starts, ends, strict=True):
        for word in ("sack", "left", "want", "no."):
            assert (word in window.text[start:end]) == (word in segment.span.of(found.body))


def test_a_clubs_own_statement_is_about_the_club(reader: Reader) -> None:
    statement = item(
        "Club statement", "The club confirms that Ottokar Brandvold has left his role as manager.", outlet="Port Albany"
    )
    (window,) = windows_of(reader, statement)
    assert [o.key for o in window.orgs] == ["Port Albany"]


def test_every_window_is_a_verbatim_stretch_in_order(reader: Reader) -> None:
    text = "Marten Vos said little. " * 80
    found = windows_of(reader, item("Vos and Port Albany", text))
    spans = [w.span for w in found]
    assert spans == sorted(spans, key=lambda s: s.start)
    assert not [1 for a, b in itertools.pairwise(spans) if a.overlaps(b)]


def test_probabilities_of_each_question_sum_to_one(reader: Reader) -> None:
    window = windows_of(reader, item("Port Albany sack Marten Vos"))
    (row,) = (a.row for a in reader.model.answer(window)[0])
    assert row.shape == (WIDTH,)
    assert all(abs(float(row[where].sum()) - 1.0) < 1e-5 for where in COLUMNS.values())
    assert probabilities(row[None, :] * 0.0)[0, 0] == 0.5


def test_a_digest_with_many_clubs_is_asked_about_the_last_of_them_too(reader: Reader) -> None:
    clubs = ["Arsenal", "Everton", "Fulham", "Burnley", "Brentford", "Liverpool", "Chelsea", "Watford"]
    lines = [f"{club} want a striker." for club in clubs]
    (window,) = windows_of(reader, item("", " ".join([*lines, "Port Albany stand by Marten Vos."])))
    assert [o.key for o in window.orgs] == [*clubs[:5], "Port Albany", "Liverpool", "Chelsea", "Watford"]
