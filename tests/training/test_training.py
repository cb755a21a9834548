from __future__ import annotations

from training.check_corpus import diversity, faults
from training.examples import examples, thinned
from training.gold import ANNOTATIONS, Row, corpus, joined, lines
from training.matching import same_org, same_person

from hotseat.read.answers import MOVES
from hotseat.records import Kind, Polarity
from hotseat.register.register import Register, embedded

ROW: Row = {
    "id": "t", "outlet": "Wire", "date": "2026-02-20", "title": "Port Albany sack Vos", "text": "Marten Vos has left Port Albany.",
    "claims": [{"kind": "departure", "person": "Marten Vos", "org": "Port Albany", "stage": "done", "polarity": "affirmed",
                "certainty": "certain", "source": {"kind": "outlet", "name": "Wire"}, "condition": None, "when": None, "details": {},
                "quote": "Port Albany sack Vos"}],
}  # fmt: skip


def test_every_label_of_the_corpus_is_valid_and_verbatim() -> None:
    rows = corpus()
    assert [f"{row['id']}: {fault}" for row in rows for fault in faults(row)] == []
    assert len(rows) == len({row["id"] for row in rows})
    assert sum(len(r["text"]) <= 700 for r in rows) >= 1000
    assert sum(len(r["text"]) > 700 for r in rows) >= 60


def test_a_bad_label_is_found() -> None:
    bad = {**ROW, "claims": [{**ROW["claims"][0], "quote": "not there", "stage": "talks"}]}
    assert len(list(faults(bad))) == 2


def test_the_corpus_repeats_little() -> None:
    found = diversity([ROW, {**ROW, "title": "Lindau want Ebbing"}])
    assert found["distinct_1"] == 0.5263


def test_a_candidates_target_is_its_claim(register: Register) -> None:
    (example,) = examples([ROW], register)
    (target,) = example.targets
    assert target.moves is not None
    assert [m for m, on in zip(MOVES, target.moves, strict=True) if on] == [(Kind.DEPARTURE, Polarity.AFFIRMED)]
    assert example.tells


def test_a_thinned_register_lacks_coaches_and_clubs() -> None:
    thin, whole = thinned(1), embedded()
    assert 0.5 < len(thin.coaches) / len(whole.coaches) < 0.8
    assert len(thin.orgs) < len(whole.orgs)
    assert thin.coaches.keys() == thinned(1).coaches.keys()


def test_names_match_as_the_scorer_sees_them() -> None:
    assert same_person("Klopp", "Jürgen Klopp")
    assert not same_person("Steve Bruce", "Alex Bruce")
    assert same_org("Wolves", "Wolverhampton Wanderers")
    assert not same_org("Chelsea", "Chelsea Women")


def test_annotations_hold_offsets_and_no_text() -> None:
    for path in ANNOTATIONS.glob("*.jsonl"):
        for label in lines(path):
            assert label.keys() <= {"id", "claims", "spans"}
            assert all(isinstance(c["quote"], list) for c in label["claims"])
    claim = {**ROW["claims"][0], "quote": [0, 11], "condition": None, "when": [12, 16]}
    found = joined(ROW, {"id": "t", "claims": [claim]})
    assert found["claims"][0]["quote"] == "Port Albany"
    assert found["claims"][0]["when"] == "sack"
