"""Fit the regressions that tell by its words how far a move has gone: of denied arrivals, of departures, of denied departures.

    python -m training.fit_staging GOLD_FOLDER --news NEWS_FOLDER [--out FILE]

Learns from the annotators' quotes, and prints in how many of them, and of those of own items that nobody has learned from, the words alone give the
right stage. Only weights of words and of pairs of words that stand in several items are written, no text.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from hotseat.read.decision.staging import WORD, WORTH, terms
from hotseat.records import STAGES, Kind, Polarity
from training.gold import Row, newest, to_learn_from, unseen

STRENGTH = 6.0
LEAST_ITEMS = 6  # in so many a word or a pair stands
LEAST_SMALL = 3  # so often a word is written small, or it may be a name

Case = tuple[str, str]  # quote, stage


def cases(rows: Iterable[Row], kind: Kind, polarity: Polarity) -> list[Case]:
    """The quotes of a sort of move with their stages."""
    return [
        (c["quote"], c["stage"])
        for row in rows
        for c in row["claims"]
        if c["kind"] == kind and c["polarity"] == polarity and c["quote"]
    ]


def written_small(quotes: Iterable[str]) -> frozenset[str]:
    """The words that are no names, since they are written small."""
    found = Counter(m.group() for q in quotes for m in WORD.finditer(q.replace("’", "'")) if m.group()[0].islower())
    return frozenset(w for w, n in found.items() if n >= LEAST_SMALL)


def fitted(learned: Sequence[Case], others: Sequence[Case], kind: Kind) -> tuple[dict[str, object], str]:
    """The regression of a sort of move, in the order of its stages, and in how many quotes it is right."""
    quotes, stages = zip(*learned, strict=True)
    small = written_small(quotes)
    vectorizer = CountVectorizer(analyzer=lambda quote: terms(quote, small), binary=True, min_df=LEAST_ITEMS)
    rows = normalize(vectorizer.fit_transform(quotes))
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(rows, stages)
    order = [list(model.classes_).index(stage) for stage in STAGES[kind]]
    weights = {t: [round(float(w), 2) for w in model.coef_[order, n]] for t, n in sorted(vectorizer.vocabulary_.items())}
    unseen_quotes, right = zip(*others, strict=True)
    told = (f"{len(weights)} terms, right in {model.score(rows, stages):.3f} of {len(quotes)} learned from, "
            f"{model.score(normalize(vectorizer.transform(unseen_quotes)), right):.3f} of {len(right)} others")  # fmt: skip
    return {"bias": [round(float(b), 2) for b in model.intercept_[order]], "terms": weights}, told


def main() -> None:
    """Fit and save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/hotseat/read/weights/staging.json"))
    args = parser.parse_args()
    later = {row["id"] for row in newest()}  # these judge what is read
    rows = [row for row in to_learn_from(args.gold, args.news) if row["id"] not in later]
    found = {}
    for kind, polarity in WORTH:
        name = f"{kind} {polarity}"
        found[name], told = fitted(cases(rows, kind, polarity), cases(unseen(), kind, polarity), kind)
        print(f"{name}: {told}")
    text = json.dumps(found, ensure_ascii=False)
    args.out.write_text(text.replace("], ", "],\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
