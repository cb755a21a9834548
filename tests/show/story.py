"""An invented season for the pages' tests and pictures: eight posts, a dozen coaches, six sources, markets with their odds.

Built without the reader, so that nothing here depends on how well it reads.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from hotseat.ledger import chain
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.book import BookWriter
from hotseat.records import Certainty, Claim, Item, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.records_market import (
    OTHER,
    STAYS,
    Belief,
    Contribution,
    Descent,
    Echo,
    Exit,
    Market,
    Opening,
    Option,
    Outcome,
    Resolution,
)
from hotseat.register.register import Register, build

NOW = datetime(2026, 3, 12, 15, 30, tzinfo=UTC)
READER = "story/1"
HOSTILE = '<script>alert("x")</script> & “quotes” <img src=x onerror=alert(1)>'
OUTLETS = ("Harbour Wire", "The Northern Post", "Sportblad", "Daily Quay", "Il Campo", "Radio Est")
CLUBS = {
    "Port Albany": ("Ruritania", "First League"), "Dynamo Lindau": ("Ruritania", "First League"),
    "Real Cartera": ("Spain", "Second League"), "Sporting Ferrol-Norte": ("Spain", "Second League"),
    "Aston Regis": ("England", "Third League"), "Union Sankt Veit": ("Ruritania", "First League"),
    "Vale of Orrin": ("Scotland", "First League"), "Bodvik/Grim": ("Northmark", "Superligaen"),
}  # fmt: skip
COACHES = {
    "Marten Vos": ("Port Albany", "2024-07-01", "2026-02-21"), "Iker Zaldua": ("Real Cartera", "2023-07-01", None),
    "Jonas Ebbing": ("Dynamo Lindau", "2022-11-14", None), "Berta Linares": ("Sporting Ferrol-Norte", "2024-01-15", None),
    "Dean Holloway": ("Aston Regis", "2019-05-20", None), "Ľuboš Šťastný": ("Union Sankt Veit", "2025-06-10", None),
    "Callum Reid": ("Vale of Orrin", "2021-08-02", None), "Ingrid Solberg": ("Bodvik/Grim", "2023-12-01", None),
    "Tom Ashworth": (None, None, None), "Matteo Sereni": (None, None, None), "Gustavo Prado": (None, None, None),
}  # fmt: skip


def register() -> Register:
    """Who exists in the story."""
    rows: list[tuple[str, dict[str, object]]] = [
        ("club", {"name": name, "country": country, "league": league}) for name, (country, league) in CLUBS.items()
    ]
    for name, (org, start, end) in COACHES.items():
        tenures: list[dict[str, object]] = [{"org": org, "from": start, "to": end}] if org else []
        if name == "Marten Vos":
            tenures.insert(0, {"org": "Vale of Orrin", "from": "2018-07-01", "to": "2021-06-30"})
        if name == "Iker Zaldua":
            tenures.insert(0, {"org": "Sporting Ferrol-Norte", "from": "2020-07-01", "to": "2023-05-30", "caretaker": False})
        rows.append(("coach", {"name": name, "nationality": "Northmark", "born": 1975, "tenures": tenures}))
    rows += [("outlet", {"name": name, "country": "Ruritania"}) for name in OUTLETS]
    return build(rows)


@dataclass(frozen=True, slots=True)
class Told:
    """One report: days before `NOW`, outlet, what it says."""

    ago: float
    outlet: str
    text: str
    quote: str
    kind: Kind
    person: str
    org: str
    stage: Stage
    denied: bool = False
    certainty: Certainty = Certainty.CERTAIN
    source: tuple[SourceKind, str | None] | None = None
    echo_of: int | None = None
    cites: bool = True
    until: str | None = None
    condition: str | None = None


A, D, C = Kind.ARRIVAL, Kind.DEPARTURE, Kind.CONTRACT
REPORTS: Sequence[Told] = (
    Told(31.2, "Harbour Wire", "Port Albany lose again and the owners could consider a change before the spring break.\nMarten Vos is under pressure after a fifth defeat in six matches, and the mood in the boardroom has turned.", "Marten Vos is under pressure", D, "Marten Vos", "Port Albany", Stage.DOUBT),
    Told(30.7, "The Northern Post", "Marten Vos is under pressure at Port Albany, according to Harbour Wire.", "Marten Vos is under pressure", D, "Marten Vos", "Port Albany", Stage.DOUBT, source=(SourceKind.CITED, "Harbour Wire"), echo_of=0),
    Told(29.9, "Daily Quay", "It is understood that Jonas Ebbing has been discussed as a possible successor.", "Jonas Ebbing has been discussed as a possible successor", A, "Jonas Ebbing", "Port Albany", Stage.INTEREST, certainty=Certainty.POSSIBLE, source=(SourceKind.UNNAMED, None)),
    Told(29.1, "Sportblad", "Dynamo Lindau head coach Jonas Ebbing has ruled himself out of the running for the Port Albany job. There has been no contact with anybody, he said.", "Jonas Ebbing has ruled himself out of the running", A, "Jonas Ebbing", "Port Albany", Stage.INTEREST, denied=True, source=(SourceKind.PERSON, "Jonas Ebbing")),
    Told(19.2, "Harbour Wire", "Port Albany have sacked Marten Vos after the cup exit. Assistant coaches take training until further notice.", "Port Albany have sacked Marten Vos", D, "Marten Vos", "Port Albany", Stage.DONE),
    Told(19.0, "Port Albany", "Port Albany can confirm that Marten Vos has left the club with immediate effect.", "Marten Vos has left the club with immediate effect", D, "Marten Vos", "Port Albany", Stage.DONE, source=(SourceKind.OFFICIAL, "Port Albany")),
    Told(18.6, "Harbour Wire", "Iker Zaldua is the first choice of the owners, who like the way Real Cartera play from the back.", "Iker Zaldua is the first choice of the owners", A, "Iker Zaldua", "Port Albany", Stage.PREFERRED, source=(SourceKind.UNNAMED, None)),
    Told(18.3, "Il Campo", "Iker Zaldua is the first choice at Port Albany, Harbour Wire reports.", "Iker Zaldua is the first choice at Port Albany", A, "Iker Zaldua", "Port Albany", Stage.PREFERRED, source=(SourceKind.CITED, "Harbour Wire"), echo_of=6),
    Told(18.1, "Radio Est", "Iker Zaldua first choice of the owners at Port Albany.", "Iker Zaldua first choice of the owners", A, "Iker Zaldua", "Port Albany", Stage.PREFERRED, echo_of=6, cites=False),
    Told(15.4, "Daily Quay", "Dean Holloway has turned down an approach from Port Albany and stays at Aston Regis.", "Dean Holloway has turned down an approach from Port Albany", A, "Dean Holloway", "Port Albany", Stage.TALKS, denied=True),
    Told(11.8, "The Northern Post", "Tom Ashworth has emerged as a candidate at Port Albany should talks with Real Cartera fail.", "Tom Ashworth has emerged as a candidate at Port Albany", A, "Tom Ashworth", "Port Albany", Stage.INTEREST, certainty=Certainty.PROBABLE, condition="should talks with Real Cartera fail"),
    Told(6.6, "Harbour Wire", "Port Albany have opened talks with Real Cartera over Iker Zaldua, and hope to agree compensation this week.", "Port Albany have opened talks with Real Cartera over Iker Zaldua", A, "Iker Zaldua", "Port Albany", Stage.TALKS),
    Told(6.2, "Sportblad", "Talks are under way between Port Albany and Real Cartera over Iker Zaldua, according to Harbour Wire.", "Talks are under way between Port Albany and Real Cartera over Iker Zaldua", A, "Iker Zaldua", "Port Albany", Stage.TALKS, source=(SourceKind.CITED, "Harbour Wire"), echo_of=11),
    Told(3.1, "Il Campo", "Iker Zaldua has agreed terms with Port Albany until 2029. He will travel on Monday.", "Iker Zaldua has agreed terms with Port Albany", A, "Iker Zaldua", "Port Albany", Stage.AGREED),
    Told(2.9, "Radio Est", "Berta Linares is on a short list at Real Cartera if Iker Zaldua goes.", "Berta Linares is on a short list at Real Cartera", A, "Berta Linares", "Real Cartera", Stage.INTEREST, condition="if Iker Zaldua goes"),
    Told(2.4, "Il Campo", "Iker Zaldua is expected to leave Real Cartera this week.", "Iker Zaldua is expected to leave Real Cartera", D, "Iker Zaldua", "Real Cartera", Stage.EXPECTED, certainty=Certainty.PROBABLE),
    Told(1.7, "Harbour Wire", "Real Cartera want Berta Linares and have asked for permission to speak to her.", "Real Cartera want Berta Linares", A, "Berta Linares", "Real Cartera", Stage.TALKS),
    Told(1.2, "Daily Quay", "Matteo Sereni is another name at Real Cartera.", "Matteo Sereni is another name", A, "Matteo Sereni", "Real Cartera", Stage.LINKED, certainty=Certainty.POSSIBLE),
    Told(9.3, "Radio Est", "Callum Reid could go at Vale of Orrin after seven matches without a win.", "Callum Reid could go at Vale of Orrin", D, "Callum Reid", "Vale of Orrin", Stage.DOUBT, certainty=Certainty.POSSIBLE),
    Told(8.8, "Vale of Orrin", "The board of Vale of Orrin gives Callum Reid its full backing.", "gives Callum Reid its full backing", D, "Callum Reid", "Vale of Orrin", Stage.DOUBT, denied=True, source=(SourceKind.OFFICIAL, "Vale of Orrin")),
    Told(4.4, "The Northern Post", "Gustavo Prado would be open to the Vale of Orrin job.", "Gustavo Prado would be open to the Vale of Orrin job", A, "Gustavo Prado", "Vale of Orrin", Stage.LINKED, certainty=Certainty.POSSIBLE),
    Told(7.5, "Sportblad", "Ľuboš Šťastný is set to leave Union Sankt Veit at the end of the season.", "Ľuboš Šťastný is set to leave Union Sankt Veit", D, "Ľuboš Šťastný", "Union Sankt Veit", Stage.EXPECTED),
    Told(5.5, "Daily Quay", "Jonas Ebbing is the favourite at Union Sankt Veit.", "Jonas Ebbing is the favourite at Union Sankt Veit", A, "Jonas Ebbing", "Union Sankt Veit", Stage.PREFERRED, certainty=Certainty.PROBABLE),
    Told(0.6, "Sportblad", "Jonas Ebbing has a contract with Dynamo Lindau until 2027 and no plan to leave.", "Jonas Ebbing has a contract with Dynamo Lindau until 2027", C, "Jonas Ebbing", "Dynamo Lindau", Stage.IN_FORCE, until="2027"),
    Told(0.5, "Sportblad", "Jonas Ebbing has no plan to leave Dynamo Lindau, the club says.", "Jonas Ebbing has no plan to leave Dynamo Lindau", D, "Jonas Ebbing", "Dynamo Lindau", Stage.DOUBT, denied=True, source=(SourceKind.OFFICIAL, "Dynamo Lindau")),
    Told(0.3, "Harbour Wire", "Ingrid Solberg is wanted by Dynamo Lindau as a successor in the summer.", "Ingrid Solberg is wanted by Dynamo Lindau", A, "Ingrid Solberg", "Dynamo Lindau", Stage.INTEREST),
    Told(0.2, "Il Campo", "Ingrid Solberg has signed a new deal at Bodvik/Grim until 2028.", "has signed a new deal at Bodvik/Grim until 2028", C, "Ingrid Solberg", "Bodvik/Grim", Stage.IN_FORCE, until="2028-12"),
    Told(0.1, "Il Campo", "Ingrid Solberg could leave Bodvik/Grim all the same.", "Ingrid Solberg could leave Bodvik/Grim", D, "Ingrid Solberg", "Bodvik/Grim", Stage.DOUBT, certainty=Certainty.POSSIBLE),
)  # fmt: skip


def reading(number: int, told: Told) -> Reading:
    """A report as an item with its one claim."""
    title = HOSTILE if number == 20 else told.quote[0].upper() + told.quote[1:]
    start = len(title) + 1 + told.text.index(told.quote)
    kind, name = told.source or (SourceKind.OUTLET, told.outlet)
    claim = Claim(
        kind=told.kind, person=told.person, org=told.org, stage=told.stage, certainty=told.certainty,
        polarity=Polarity.DENIED if told.denied else Polarity.AFFIRMED, source=Source(kind=kind, name=name), quote=told.quote,
        span=Span(start=start, end=start + len(told.quote)), reader=READER, condition=told.condition,
        details={"until": told.until} if told.until else {},
    )  # fmt: skip
    moment = NOW - timedelta(days=told.ago)
    url = "javascript:alert(1)" if number == 20 else f"https://example.org/{number}"
    item = Item(id=f"s{number}", title=title, text=told.text, outlet=told.outlet, url=url, published=moment, language="en")
    return Reading(item=item, reader=READER, claims=[claim])


def claim_id(number: int) -> str:
    """The ledger's id of a report's claim."""
    found = reading(number, REPORTS[number])
    return found.claims[0].id_in(found.item.id)


def echoes() -> list[Echo]:
    """How the reports descend from one another."""
    found = []
    for number, told in enumerate(REPORTS):
        if told.echo_of is None:
            found.append(Echo(claim=claim_id(number), descent=Descent.ROOT, probability=0.06))
        else:
            root = REPORTS[told.echo_of]
            found.append(Echo(
                claim=claim_id(number), descent=Descent.CITED if told.cites else Descent.SILENT, parent=claim_id(told.echo_of),
                probability=1.0 if told.cites else 0.81, origin=root.outlet, hours=24 * (root.ago - told.ago), similarity=0.6,
            ))  # fmt: skip
    return found


def market(post: str, opened: float, incumbent: str | None, *, vacant: bool, opening: Opening = Opening.EXIT) -> Market:
    """A market that was opened so many days ago."""
    moment = NOW - timedelta(days=opened)
    return Market(
        post=post, opened=moment, deadline=moment + timedelta(days=150), incumbent=incumbent, opening=opening,
        vacant=moment if vacant else None,
        rule=f"Who is the next permanent head coach of {post}, announced by the club before the deadline? Caretakers do not count.",
    )  # fmt: skip


OPEN = (
    (market("Port Albany", 31.0, "Marten Vos", vacant=False, opening=Opening.DOUBT), {"Iker Zaldua": (0.05, 0.79), "Tom Ashworth": (0.04, 0.05), "Jonas Ebbing": (0.14, 0.01), "Dean Holloway": (0.06, 0.01), OTHER: (0.33, 0.13), STAYS: (0.38, 0.01)}),
    (market("Real Cartera", 3.0, "Iker Zaldua", vacant=False), {"Berta Linares": (0.11, 0.46), "Matteo Sereni": (0.05, 0.09), OTHER: (0.24, 0.23), STAYS: (0.6, 0.22)}),
    (market("Union Sankt Veit", 7.4, "Ľuboš Šťastný", vacant=False), {"Jonas Ebbing": (0.12, 0.31), OTHER: (0.55, 0.47), STAYS: (0.33, 0.22)}),
    (market("Vale of Orrin", 9.2, "Callum Reid", vacant=False, opening=Opening.DOUBT), {STAYS: (0.51, 0.68), "Gustavo Prado": (0.06, 0.09), OTHER: (0.43, 0.23)}),
    (market("Bodvik/Grim", 0.08, "Ingrid Solberg", vacant=False, opening=Opening.DOUBT), {STAYS: (0.8, 0.8), OTHER: (0.2, 0.2)}),
)  # fmt: skip


def beliefs(
    found: Market, odds: dict[str, tuple[float, float]], until: datetime, shares: Sequence[Contribution] = ()
) -> list[Belief]:
    """Odds that wander from their first to their last value."""
    chance = random.Random(found.post)
    steps = max(2, int((until - found.opened) / timedelta(hours=18)))
    made = []
    for step in range(steps + 1):
        share = step / steps
        raw = {
            o: (a ** (1 - share)) * (b**share) * math.exp(chance.gauss(0, 0.16) * (share not in (0, 1)))
            for o, (a, b) in odds.items()
        }
        total = sum(raw.values())
        options = sorted(
            (
                Option(name=o, probability=p / total, low=max(p / total - 0.09, 0.0), high=min(p / total + 0.08, 1.0), prior=odds[o][0])
                for o, p in raw.items()
            ),
            key=lambda x: -x.probability,
        )  # fmt: skip
        made.append(Belief(
            market=found.id, post=found.post, moment=found.opened + (until - found.opened) * share, options=tuple(options),
            contributions=tuple(shares) if step == steps else (), exits={Exit.SACKED: 0.21, Exit.ENDED: 0.07, Exit.POACHED: 0.04},
            weights="story",
        ))  # fmt: skip
    return made


def contributions(post: str) -> list[Contribution]:
    """What each report of a post adds."""
    size = {Stage.AGREED: 2.9, Stage.TALKS: 1.6, Stage.PREFERRED: 1.2, Stage.DONE: -3.2, Stage.EXPECTED: -1.6, Stage.DOUBT: -0.6}
    found = []
    for number, told in enumerate(REPORTS):
        if told.org == post and told.kind is not C and told.echo_of is None:
            delta = size.get(told.stage, 0.5) * (-0.7 if told.denied else 1) * math.exp(-told.ago / 30)
            option = told.person if told.kind is A else STAYS
            found.append(Contribution(
                claim=claim_id(number), option=option, source=told.outlet, delta=delta, without=0.3, root=0.94
            ))  # fmt: skip
    return found


def closed() -> list[tuple[Market, Outcome, list[Belief]]]:
    """Markets of earlier months, resolved."""
    chance = random.Random(7)
    people = [p for p in COACHES if p != "Marten Vos"]
    found = []
    for number in range(14):
        post = list(CLUBS)[number % len(CLUBS)]
        opened = market(post, 400 - 22 * number, None, vacant=True)
        winner, rival = chance.sample(people, 2)
        end = opened.opened + timedelta(days=9 + number)
        final = min(0.93, max(0.08, chance.betavariate(3, 1.6)))
        odds = {winner: (0.2, final), rival: (0.3, (1 - final) * 0.6), OTHER: (0.5, (1 - final) * 0.4), STAYS: (0.001, 0.001)}
        outcome = Outcome(
            market=opened.id, resolution=Resolution.APPOINTED, winner=winner, moment=end, evidence=("https://example.org/official",)
        )  # fmt: skip
        found.append((opened, outcome, beliefs(opened, odds, end - timedelta(hours=6))))
    return found


# Outlet -> how often it names the winner, by how firm the word is. Harbour Wire knows, Il Campo guesses, Sportblad is in between.
RIGHT = {"Harbour Wire": (0.75, 0.97), "Sportblad": (0.45, 0.8), "Il Campo": (0.3, 0.45)}
SOFT = {Stage.INTEREST: "{} is admired at {}.", Stage.TALKS: "{} is in talks with {}."}
FIRM = {Stage.AGREED: "{} has agreed terms with {}.", Stage.DONE: "{} is the new head coach of {}."}


def past_reports() -> list[Told]:
    """What was said of the markets that have resolved, each outlet with two soft words and a firm one."""
    chance = random.Random(11)
    found = []
    for found_market, outcome, _ in closed():
        winner, post = outcome.winner or "", found_market.post
        others = [p for p in COACHES if p not in (winner, "Marten Vos")]
        length = outcome.moment - found_market.opened
        for outlet, right in RIGHT.items():
            for place, words, rate in ((0.2, SOFT, right[0]), (0.55, SOFT, right[0]), (0.9, FIRM, right[1])):
                stage = chance.choice(list(words))
                person = winner if chance.random() < rate else chance.choice(others)
                moment = found_market.opened + length * (place + chance.uniform(-0.08, 0.08))
                denied = words is SOFT and chance.random() < 0.25
                text = words[stage].format(person, post)
                if denied:
                    person = person if person != winner or chance.random() > rate else chance.choice(others)
                    text = f"{person} is no candidate at {post}."
                found.append(Told(
                    (NOW - moment) / timedelta(days=1), outlet, text, text[:-1], A, person, post, stage, denied=denied,
                    source=(SourceKind.OUTLET, outlet),
                ))  # fmt: skip
    return found


def record(engine: sa.Engine, add: Callable[[BookWriter], object], moment: datetime) -> None:
    """Add to the book at a moment."""
    with chain.appending(engine, moment) as batch:
        add(BookWriter(batch))


def resolve(engine: sa.Engine, told: Sequence[Told] = ()) -> None:
    """Write the markets of earlier months, and what was said of them, each thing when it happened."""
    writer = Writer(engine)
    steps: list[tuple[datetime, Callable[[datetime], object]]] = []
    for opened, outcome, issued in closed():
        steps.append((opened.opened, lambda now, m=opened: record(engine, lambda b: b.add_markets([m]), now)))  # type: ignore[misc]
        steps.append((outcome.moment, lambda now, i=issued: record(engine, lambda b: b.add_beliefs(i), now)))  # type: ignore[misc]
        steps.append((outcome.moment, lambda now, o=outcome: record(engine, lambda b: b.add_outcomes([o]), now)))  # type: ignore[misc]
    for number, one in enumerate(told, start=1000):
        moment = NOW - timedelta(days=one.ago) + timedelta(minutes=3)
        steps.append((moment, lambda now, n=number, t=one: writer.add_all([reading(n, t)], now)))  # type: ignore[misc]
    for moment, step in sorted(steps, key=lambda s: s[0]):
        step(moment)


def fill(engine: sa.Engine, told: Sequence[Told] = ()) -> None:
    """Write the story into a ledger, each thing recorded when it was told; `told` adds reports of the markets that have resolved."""
    resolve(engine, told)
    writer = Writer(engine)
    for _, number in sorted((-report.ago, n) for n, report in enumerate(REPORTS)):
        one = REPORTS[number]
        writer.add_all([reading(number, one)], NOW - timedelta(days=one.ago) + timedelta(minutes=3))
    with chain.appending(engine, NOW) as batch:
        BookWriter(batch).add_echoes(echoes())
    with chain.appending(engine, NOW) as batch:
        book = BookWriter(batch)
        book.add_markets([m for m, _ in OPEN])
        for opened, odds in OPEN:
            book.add_beliefs(beliefs(opened, odds, NOW - timedelta(hours=1), contributions(opened.post)))
