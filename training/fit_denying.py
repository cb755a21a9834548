"""Fit the regression that tells by a denial's words how far the denied arrival would have gone.

    python -m training.fit_denying GOLD_FOLDER --news NEWS_FOLDER [--out FILE]

Learns from the annotators' quotes of denied arrivals, and prints in how many of them, and of those of own items that nobody has learned from, the
words alone give the right stage. Only weights of words and of pairs of words that stand in several items are written, no text.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from hotseat.read.denying import WORD, terms
from hotseat.records import STAGES, Kind, Polarity
from training.gold import Row, newest, to_learn_from, unseen

STRENGTH = 6.0
LEAST_ITEMS = 6  # in so many a word or a pair stands
LEAST_SMALL = 3  # so often a word is written small, or it may be a name

Case = tuple[str, str]  # quote, stage


def cases(rows: Iterable[Row]) -> list[Case]:
    """The quotes of the denied arrivals with their stages."""
    return [
        (c["quote"], c["stage"])
        for row in rows
        for c in row["claims"]
        if c["kind"] == Kind.ARRIVAL and c["polarity"] == Polarity.DENIED and c["quote"]
    ]


def written_small(quotes: Iterable[str]) -> frozenset[str]:
    """The words that are no names, since they are written small."""
    found = Counter(m.group() for q in quotes for m in WORD.finditer(q.replace("’", "'")) if m.group()[0].islower())
    return frozenset(w for w, n in found.items() if n >= LEAST_SMALL)


def main() -> None:
    """Fit and save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/hotseat/read/weights/denying.json"))
    args = parser.parse_args()
    later = {row["id"] for row in newest()}  # these judge what is read
    quotes, stages = zip(*cases(r for r in to_learn_from(args.gold, args.news) if r["id"] not in later), strict=True)
    small = written_small(quotes)
    vectorizer = CountVectorizer(analyzer=lambda quote: terms(quote, small), binary=True, min_df=LEAST_ITEMS)
    learned = normalize(vectorizer.fit_transform(quotes))
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(learned, stages)
    order = [list(model.classes_).index(stage) for stage in STAGES[Kind.ARRIVAL]]
    weights = {t: [round(float(w), 2) for w in model.coef_[order, n]] for t, n in sorted(vectorizer.vocabulary_.items())}
    text = json.dumps({"bias": [round(float(b), 2) for b in model.intercept_[order]], "terms": weights}, ensure_ascii=False)
    args.out.write_text(text.replace("], ", "],\n") + "\n", encoding="utf-8")
    others, right = zip(*cases(unseen()), strict=True)
    print(f"{args.out}: {len(weights)} terms; right in {model.score(learned, stages):.3f} of {len(quotes)} denied arrivals learned from, "
          f"{model.score(normalize(vectorizer.transform(others)), right):.3f} of {len(others)} others")  # fmt: skip


if __name__ == "__main__":
    main()
