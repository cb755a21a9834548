"""Check the labels of the project's own corpus, and measure how varied its items are.

    python -m training.check_corpus [--json]

Faults are printed with the item, and end with exit code 1. Diversity: the share of distinct word n-grams among all, and for each further
hundred items the share of the words around moves (quotes without names) whose pairs no earlier item had.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from hotseat.records import STAGES, Certainty, Kind, Polarity, SourceKind
from training.gold import Row, corpus

FIELDS = ("kind", "person", "org", "stage", "polarity", "certainty", "source", "condition", "when", "details", "quote")
HUNDRED = 100
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def faults(row: Row) -> Iterator[str]:
    """What is wrong with an item's labels."""
    body = f"{row['title']}\n{row['text']}"
    seen: set[tuple[object, ...]] = set()
    for claim in row["claims"]:
        yield from claim_faults(claim, body)
        key = (claim["kind"], claim["person"], claim["org"], claim["polarity"], claim["source"]["kind"],
               claim["stage"] if claim["kind"] == "tenure" else None)  # fmt: skip
        if key in seen and claim["kind"] != "fact":
            yield f"twice {key}"
        seen.add(key)
    for span in row.get("spans", []):
        if not 0 <= span["claim"] < len(row["claims"]) or span["quote"] not in body:
            yield f"span without claim or not verbatim: {span['quote']}"


def claim_faults(claim: Row, body: str) -> Iterator[str]:
    """What is wrong with one claim."""
    if tuple(claim) != FIELDS:
        yield f"fields {tuple(claim)}, not {FIELDS}"
        return
    if claim["kind"] not in set(Kind) or claim["stage"] not in STAGES[Kind(claim["kind"])]:
        yield f"stage {claim['stage']} is none of {claim['kind']}"
    if claim["polarity"] not in set(Polarity) or claim["certainty"] not in set(Certainty):
        yield f"polarity {claim['polarity']} or certainty {claim['certainty']} unknown"
    source = claim["source"]
    if source["kind"] not in set(SourceKind) or (source["kind"] == "unnamed") != (source["name"] is None):
        yield f"source {source}"
    if claim["kind"] != "fact" and not (claim["person"] and claim["org"]):
        yield "no person or no org"
    for field in ("quote", "condition", "when"):
        if claim[field] is not None and (not claim[field] or claim[field] not in body):
            yield f"{field} is not verbatim: {claim[field]!r}"


def grams(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """The runs of `size` words."""
    return zip(*(words[i:] for i in range(size)), strict=False)


def wordings(row: Row) -> set[tuple[str, ...]]:
    """The word pairs of an item's moves, without the names of person and club."""
    found: set[tuple[str, ...]] = set()
    for claim in row["claims"]:
        if claim["kind"] in ("arrival", "departure"):
            names = {w.casefold() for n in (claim["person"], claim["org"]) for w in WORD.findall(n or "")}
            found |= set(grams([w for w in map(str.casefold, WORD.findall(claim["quote"])) if w not in names], 2))
    return found


def diversity(rows: Sequence[Row]) -> dict[str, object]:
    """Distinct n-grams, and the share of new wordings for each further hundred items."""
    result: dict[str, object] = {}
    texts = [[w.casefold() for w in WORD.findall(f"{r['title']} {r['text']}")] for r in rows]
    for size in (1, 2, 3, 4):
        every = [g for words in texts for g in grams(words, size)]
        result[f"distinct_{size}"] = round(len(set(every)) / len(every), 4)
    known: set[tuple[str, ...]] = set()
    shares = []
    for start in range(0, len(rows), HUNDRED):
        here = Counter(pair for row in rows[start : start + HUNDRED] for pair in wordings(row))
        new = [pair for pair in here if pair not in known]
        shares.append(round(len(new) / max(1, len(here)), 3))
        known |= set(here)
    result["new_wordings_per_hundred"] = shares
    return result


def main() -> None:
    """Check and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = corpus()
    found = [f"{row['id']}: {fault}" for row in rows for fault in faults(row)]
    short = [r for r in rows if len(r["text"]) <= 700]  # noqa: PLR2004
    report = {
        "items": len(rows), "short": len(short), "articles": len(rows) - len(short), "faults": len(found),
        "without_claims": sum(not r["claims"] for r in rows),
        "claims": dict(Counter(f"{c['kind']} {c['polarity']}" for r in rows for c in r["claims"])),
        "diversity_short": diversity(short), "diversity_articles": diversity([r for r in rows if r not in short]),
    }  # fmt: skip
    for line in found:
        print(line)
    print(json.dumps(report, indent=1) if args.json else "\n".join(f"{k}: {v}" for k, v in report.items()))
    if found:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
