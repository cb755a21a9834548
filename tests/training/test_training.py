from __future__ import annotations

import random

import numpy as np
import pytest
from training.check_corpus import diversity, faults
from training.examples import Target, examples, thinned
from training.gold import ANNOTATIONS, Row, corpus, joined, lines
from training.matching import same_org, same_person
from training.roundups import apart, roundups
from training.shuffling import other_marks

from hotseat.read.engines.answers import COLUMNS, MOVES, WIDTH
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


def test_a_round_up_keeps_every_storys_claims_and_shares_no_name() -> None:
    rows = [r for r in corpus() if len(r["text"]) <= 700][:500]
    by_id = {r["id"]: r for r in rows}
    found = list(roundups(rows, 25, seed=3))
    assert len(found) == 25
    for made in found:
        stories = [by_id[name] for name in made["id"].split("+")]
        assert len(stories) > 1
        assert apart(stories)
        assert len(made["claims"]) == sum(len(r["claims"]) for r in stories)
        assert [f for f in faults(made) if "verbatim" in f or f.startswith("twice")] == []


def test_items_of_one_club_make_no_round_up() -> None:
    other = {**ROW, "title": "Vos wants Lindau", "claims": [{**ROW["claims"][0], "org": "Lindau", "quote": "Vos wants Lindau"}]}
    assert not apart([ROW, other])


def test_names_get_other_marks_of_their_kind_and_stay_apart() -> None:
    kinds = [list(range(1, 21)), list(range(41, 61))]
    used = {1, 2, 3, 41, 42, 7000}
    seen = set()
    for seed in range(20):
        new = other_marks(used, kinds, random.Random(seed))
        assert new.keys() == used - {7000}
        assert len(set(new.values())) == len(new)
        assert all((mark in kinds[0]) == (to in kinds[0]) for mark, to in new.items())
        seen |= set(new.values())
    assert len(seen) > len(used)
    assert set(other_marks({20}, kinds, random.Random(0)).values()) <= set(kinds[0])


def test_a_teacher_counts_beside_the_label_and_alone_where_there_is_none() -> None:
    row = np.full(WIDTH, 0.2, dtype=np.float32)
    row[COLUMNS["tenure"]] = [0.1, 0.7, 0.1, 0.1]
    found = Target(moves=[1.0, 0.0, 0.0, 0.0], answers={"tenure": 0}).mixed(row, trust=0.5)
    assert found.moves == pytest.approx([0.6, 0.1, 0.1, 0.1])
    assert found.chances("tenure") == pytest.approx([0.55, 0.35, 0.05, 0.05])
    assert Target(answers={}).mixed(row, trust=0.5).moves == pytest.approx([0.2] * 4)
    assert Target(answers={"tenure": 2}).chances("tenure") == [0.0, 0.0, 1.0, 0.0]
