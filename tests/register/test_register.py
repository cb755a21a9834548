from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from hotseat.errors import RegisterError
from hotseat.register.entities import Form, surname_of
from hotseat.register.folding import fold
from hotseat.register.loading import day, parse_rows
from hotseat.register.register import Register, build, embedded


def test_the_embedded_register_is_as_large_as_it_says() -> None:
    register = embedded()
    nations = [o for o in register.orgs.values() if o.nation and not o.women]
    clubs = [o for o in register.orgs.values() if not o.nation]
    assert len(nations) == 211
    assert len(clubs) >= 2400
    assert sum({Form.PLACE} <= {f for _, f in c.forms} and len(c.forms) > 2 for c in clubs) >= 400
    assert len(register.coaches) >= 2500
    assert len(register.outlets) >= 800
    assert len(register.competitions) >= 40


def test_every_tenure_is_at_a_known_post_and_ends_after_it_began() -> None:
    register = embedded()
    tenures = [t for c in register.coaches.values() for t in c.tenures]
    assert [t for t in tenures if t.org not in register.orgs] == []
    assert [t for t in tenures if t.start and t.end and t.end < t.start] == []


def test_nobody_stands_twice_under_two_spellings() -> None:
    folded = Counter(fold(name) for name in embedded().coaches)
    namesakes = {"luis castro"}  # two Portuguese coaches, born 1961 and 1980
    assert {name for name, count in folded.items() if count > 1} <= namesakes


def test_every_womens_side_has_a_known_parent() -> None:
    register = embedded()
    assert [o.name for o in register.orgs.values() if o.parent and o.parent not in register.orgs] == []


@pytest.mark.parametrize(
    ("name", "org"),
    [("Spurs", "Tottenham Hotspur"), ("PSG", "Paris Saint-Germain"), ("the FA", "England"), ("the Bernabéu", "Real Madrid"),
     ("the DFB", "Germany"), ("Brazilian Federation", "Brazil"), ("Wolves", "Wolverhampton Wanderers")],
)  # fmt: skip
def test_a_name_that_means_one_post_finds_it(name: str, org: str) -> None:
    found = embedded().find_org(name.removeprefix("the ") if name != "the Bernabéu" else "Bernabeu")
    assert found is not None
    assert found.name == org


def test_a_name_that_means_several_posts_finds_none() -> None:
    assert embedded().find_org("United") is None


def test_people_are_found_without_case_and_accents() -> None:
    register = embedded()
    assert register.find_coach("jurgen klopp") is register.coaches["Jürgen Klopp"]
    assert register.find_coach("NOBODY AT ALL") is None


def test_tenures_answer_as_of_a_day() -> None:
    register = embedded()
    assert [t.person for t in register.holders("Real Madrid", date(2025, 3, 31))] == ["Carlo Ancelotti"]
    assert [t.org for t in register.posts("Xabi Alonso", date(2025, 3, 31))] == ["Bayer Leverkusen"]


def test_outlets_are_found_by_domain() -> None:
    outlet = embedded().find_outlet("www.theguardian.com")
    assert outlet is not None
    assert outlet.name == "The Guardian"
    assert not outlet.is_journalist


def test_the_parts_of_a_house_belong_to_it() -> None:
    register = embedded()
    assert {"BBC Sport", "BBC Scotland"} <= register.house("BBC") == register.house("BBC Scotland")
    assert register.house("The Telegraph") == {"Daily Telegraph"}
    assert not register.house("Lantern Wire")
    heads = {o.house for o in register.outlets.values() if o.house}
    assert heads <= register.outlets.keys()


def test_surnames_keep_their_particles() -> None:
    assert [surname_of(n) for n in ("Erik ten Hag", "Roberto De Zerbi", "Tite")] == ["ten Hag", "De Zerbi", "Tite"]


@pytest.mark.parametrize("line", ["{", "[]", '{"x": 1}'])
def test_a_bad_row_is_named_by_file_and_line(line: str) -> None:
    with pytest.raises(RegisterError, match="my.jsonl:2"):
        list(parse_rows(['{"name": "A"}', line], "club", "my.jsonl"))


def test_an_unknown_type_and_a_bad_date_are_refused() -> None:
    with pytest.raises(RegisterError, match="unknown type"):
        build([("stadium", {"name": "A"})])
    with pytest.raises(RegisterError, match="no date"):
        day("soon", last=False)


def test_two_rows_about_one_coach_join_their_tenures() -> None:
    rows = [("coach", {"name": "A B", "tenures": [{"org": "X", "from": "2020"}]}),
            ("coach", {"name": "A B", "aliases": ["Bee"], "tenures": [{"org": "X", "from": "2020-05"}, {"org": "Y", "from": "2022"}]})]  # fmt: skip
    register: Register = build(rows)
    assert Counter(t.org for t in register.coaches["A B"].tenures) == {"X": 1, "Y": 1}
    assert register.find_coach("Bee") is register.coaches["A B"]


def test_one_word_of_a_clubs_name_is_no_club_where_a_coach_or_an_outlet_is_called_so() -> None:
    rows: list[tuple[str, dict[str, object]]] = [
        ("club", {"name": "Carrowbeg Rangers", "country": "Ireland"}),
        ("club", {"name": "Dunmore Thistle", "country": "Ireland"}),
        ("club", {"name": "Sportblad Athletic", "country": "Ireland"}),
        ("coach", {"name": "Ida Carrowbeg", "nationality": "Ireland", "tenures": []}),
        ("outlet", {"name": "Sportblad", "country": "Netherlands", "language": "nl", "kind": "newspaper"}),
    ]
    known = build(rows)
    assert not {"carrowbeg", "sportblad"} & known.org_forms.keys()
    assert known.org_forms["dunmore"][0][0] == "Dunmore Thistle"
