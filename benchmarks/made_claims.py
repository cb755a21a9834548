"""Items with claims in any number for measuring the ledger: a thousand posts and two thousand people, some talked of much more."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hotseat.ledger.append import Reading
from hotseat.records import STAGES, Certainty, Claim, Item, Kind, Polarity, Source, SourceKind, Span

START = datetime(2016, 1, 1, tzinfo=UTC)
CLAIMS_EACH = 5
DENIED = 0.1
POSTS, PEOPLE, OUTLETS = 1000, 2000, 60
READER = "made/1"
WORDS = [
    "the",
    "club",
    "board",
    "want",
    "manager",
    "new",
    "contract",
    "talks",
    "season",
    "summer",
    "players",
    "fans",
    "after",
    "before",
    "defeat",
    "win",
    "league",
    "cup",
]


def post(rank: int) -> str:
    """The post of a rank: 0 is the most talked of."""
    return f"Club {rank}"


def readings(number: int, seed: int = 1, first: int = 0) -> Iterator[Reading]:
    """Readings with `number` claims in all, five an item, in order of time over ten years for a million."""
    chance = random.Random(seed * 1_000_003 + first)  # noqa: S311 -- no secret
    posts, people = range(POSTS), range(PEOPLE)
    weights = [1 / (10 + rank) for rank in posts]
    clubs = chance.choices(posts, weights, k=number)
    for index in range(number // CLAIMS_EACH):
        yield reading(first + index, clubs[index * CLAIMS_EACH : (index + 1) * CLAIMS_EACH], chance, people)


def reading(index: int, clubs: list[int], chance: random.Random, people: range) -> Reading:
    """One item of about 120 words with a claim in each of its first sentences."""
    outlet = f"Outlet {chance.randrange(OUTLETS)}"
    sentences, claims, offset = [], [], len(f"Report {index}") + 1
    for club in clubs:
        kind = chance.choice((Kind.ARRIVAL, Kind.DEPARTURE, Kind.TENURE))
        person = f"Coach {(club * 2 + chance.randrange(8)) % len(people)}"
        quote = f"{person} and {post(club)} {chance.choice(WORDS)}"
        sentence = f"{quote} {' '.join(chance.choices(WORDS, k=18))}."
        claims.append(
            Claim(
                kind=kind, person=person, org=post(club), stage=chance.choice(STAGES[kind]),
                polarity=Polarity.DENIED if chance.random() < DENIED else Polarity.AFFIRMED,
                certainty=chance.choice(list(Certainty)), source=Source(kind=SourceKind.OUTLET, name=outlet), quote=quote,
                span=Span(start=offset, end=offset + len(quote)), reader=READER, details={},
            )
        )  # fmt: skip
        sentences.append(sentence)
        offset += len(sentence) + 1
    item = Item(
        id=f"m{index}", title=f"Report {index}", text=" ".join(sentences), outlet=outlet, url=f"https://example.org/{index}",
        published=START + timedelta(minutes=26) * index, language="en",
    )  # fmt: skip
    return Reading(item=item, reader=READER, claims=claims)
