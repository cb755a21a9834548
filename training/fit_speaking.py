"""Fit the weights of the signs by which the reader finds who speaks.

    python -m training.fit_speaking GOLD_FOLDER --news NEWS_FOLDER [--out FILE]

Learns from the annotated moves and contracts whose source is a named person, and prints in how many of them, and of the own items that
nobody has learned from, the likeliest candidate speaks. Only weights are written, no text.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from hotseat.gather.items import item_of
from hotseat.read.document import Composer
from hotseat.read.voices.speaking import scene_of, signs
from hotseat.records import SourceKind
from hotseat.register.register import Register, embedded
from training.gold import Row, to_learn_from, unseen
from training.matching import same_person

STRENGTH = 0.3
SPEAKS = ("arrival", "departure", "contract")
Case = tuple[str, dict[str, set[str]], str]  # item, each candidate's signs, who speaks
LEAST = 0.01  # a smaller weight is left out


def cases(rows: Iterable[Row], register: Register) -> Iterator[Case]:
    """Of each spoken claim the item, the candidates' signs, and the key of who speaks."""
    composer = Composer(register)
    for row in rows:
        spoken = [
            c for c in row["claims"] if c["kind"] in SPEAKS and c["source"]["kind"] == SourceKind.PERSON and c["source"]["name"]
        ]
        document = composer.compose(item_of(row)) if spoken else None
        if document is None:
            continue
        for claim in spoken:
            at = document.item.body.find(claim["quote"] or "\0")
            segment = next((s for s in document.segments if s.span.start <= at < s.span.end), None)
            keys = {m.key for m in document.mentions}
            person = next((k for k in keys if same_person(claim["person"], k)), None)
            if segment is None or person is None:
                continue
            found = signs(scene_of(document, segment), person)
            speaks = next((k for k in found if same_person(claim["source"]["name"], k)), None)
            if speaks is not None:
                yield row["id"], dict(found), speaks


def share_right(found: Sequence[Case], weights: Mapping[str, float]) -> float:
    """In what share of cases the candidate with the greatest sum of weights speaks."""
    likeliest = (max(of_keys, key=lambda k: sum(weights.get(s, 0.0) for s in of_keys[k])) for _, of_keys, _ in found)
    return sum(key == speaks for key, (_, _, speaks) in zip(likeliest, found, strict=True)) / max(1, len(found))


def main() -> None:
    """Fit and save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/hotseat/read/weights/speaking.json"))
    args = parser.parse_args()
    found = list(cases(to_learn_from(args.gold, args.news), embedded()))
    candidates = [(dict.fromkeys(its, 1.0), key == speaks) for _, of_keys, speaks in found for key, its in of_keys.items()]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([its for its, _ in candidates])
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix, [speaks for _, speaks in candidates])
    weights = {
        n: round(float(w), 2) for n, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True) if abs(w) >= LEAST
    }
    args.out.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    unseen_cases = list(cases(unseen(), embedded()))
    print(f"{args.out}: {len(weights)} weights; right in {share_right(found, weights):.3f} of {len(found)} spoken claims learned from, "
          f"{share_right(unseen_cases, weights):.3f} of {len(unseen_cases)} others")  # fmt: skip


if __name__ == "__main__":
    main()
