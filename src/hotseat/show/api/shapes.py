"""The shapes of the API's answers, published in its OpenAPI document. A claim is the claim of `hotseat schema`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from hotseat.show.api.shapes_scores import Probability, Shape, StandingShape
from hotseat.wire import WireClaim

T = TypeVar("T")


class ListOf(Shape, Generic[T]):
    """A page of a list. `next` is the cursor of the next page, null at the end."""

    data: list[T]
    next: str | None


class ItemRef(Shape):
    """The item in which a claim stands."""

    id: str
    title: str
    outlet: str | None
    url: str | None
    published: str | None


class ClaimShape(Shape):
    """A claim with its item. `told` is when the item first said so, `recorded` when the ledger learnt it."""

    id: str
    told: str
    recorded: str
    item: ItemRef
    claim: WireClaim


class ItemShape(Shape):
    """An item. Its text stays with its publisher: the quotes are in the claims."""

    id: str
    version: int
    title: str
    outlet: str | None
    author: str | None
    url: str | None
    language: str | None
    published: str | None
    updated: str | None
    told: str
    recorded: str


class ItemWhole(ItemShape):
    """An item with its claims and near-copies."""

    claims: list[ClaimShape]
    copies: dict[str, Probability]


class ItemIn(BaseModel):
    """An article to read and keep."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    title: Annotated[str, Field(max_length=2_000)] = ""
    text: Annotated[str, Field(max_length=2_000_000)] = ""
    id: Annotated[str, Field(max_length=500)] | None = None
    outlet: Annotated[str, Field(max_length=200)] | None = None
    url: Annotated[str, Field(max_length=2_000)] | None = None
    date: Annotated[str, Field(max_length=40, description="ISO 8601")] | None = None


class ItemKept(Shape):
    """What became of an article: `new` is false where the same words had been read before."""

    item: str
    new: bool
    claims: int


class MovedShape(Shape):
    """An option's probability now and seven days ago."""

    option: str
    now: Probability
    before: Probability
    points: int


class CandidateShape(Shape):
    """Somebody named for a post, and how far it went."""

    person: str
    stage: str


class LineShape(Shape):
    """A post on the board."""

    org: str
    holder: str | None
    word: str
    claims: int
    sources: int
    denials: int
    candidates: list[CandidateShape]
    last: ClaimShape | None
    market: str | None
    leader: MovedShape | None
    moved: MovedShape | None


class BoardShape(Shape):
    """The board."""

    day: date
    days: int
    claims: int
    denials: int
    official: int
    lines: list[LineShape]


class OptionShape(Shape):
    """An option of a market with the central 90 % interval of its probability."""

    name: str
    probability: Probability
    low: Probability
    high: Probability
    prior: Probability


class ContributionShape(Shape):
    """What a claim adds to the log weight of an option, in nats; `without` is the option's probability had it not been made."""

    claim: str
    option: str
    source: str
    delta: float
    without: Probability
    root: Probability


class BeliefShape(Shape):
    """An issued distribution over a market's options."""

    id: str
    market: str
    post: str
    moment: datetime
    weights: str
    options: list[OptionShape]
    contributions: list[ContributionShape]
    exits: dict[str, Probability]


class OutcomeShape(Shape):
    """How a market resolved."""

    resolution: str
    winner: str | None
    moment: datetime
    evidence: list[str]
    note: str


class MarketShape(Shape):
    """A market: an open or threatened post with its rule."""

    id: str
    post: str
    opened: datetime
    deadline: datetime
    incumbent: str | None
    opening: str
    rule: str
    vacant: datetime | None
    outcome: OutcomeShape | None
    options: dict[str, Probability]


class PointShape(Shape):
    """A moment of a market's history."""

    moment: datetime
    odds: dict[str, Probability]


class MarketWhole(MarketShape):
    """A market with its latest belief and its history."""

    belief: BeliefShape | None
    history: list[PointShape]


class TenureShape(Shape):
    """Who held which post from when to when; an open end is null."""

    person: str
    org: str
    start: date | None
    end: date | None
    caretaker: bool


class StoryShape(Shape):
    """A claim of a timeline with its echoes under it; `descent` is null where it has not been judged."""

    claim: ClaimShape
    descent: str | None
    origin: str | None
    echoes: list[ClaimShape]


class NameShape(Shape):
    """A post, coach or source in a list."""

    name: str
    claims: int
    latest: str


class PostShape(Shape):
    """The dossier of a post."""

    org: str
    country: str | None
    league: str | None
    women: bool
    line: LineShape | None
    market: MarketWhole | None
    timeline: list[StoryShape]
    total: int
    tenures: list[TenureShape]
    contracts: list[ClaimShape]


class ProspectShape(Shape):
    """A post that a coach is named for."""

    org: str
    word: str
    probability: Probability | None
    claims: int
    latest: str


class CoachShape(Shape):
    """The dossier of a coach."""

    name: str
    nationality: str | None
    born: int | None
    tenures: list[TenureShape]
    prospects: list[ProspectShape]
    timeline: list[StoryShape]
    total: int
    contracts: list[ClaimShape]


class FirstShape(Shape):
    """A report that others repeated, with the hours by which it led the first of them."""

    claim: ClaimShape
    hours: float


class SourceShape(Shape):
    """What a source has said."""

    name: str
    kind: str | None
    country: str | None
    claims: int
    denials: int
    roots: int
    echoes: int
    stages: dict[str, int]
    posts: dict[str, int]
    firsts: list[FirstShape]
    standing: StandingShape
    timeline: list[StoryShape]


class HitShape(Shape):
    """Something found by name."""

    kind: str
    name: str
    note: str


class FoundShape(Shape):
    """An item that holds the words."""

    item: str
    version: int
    title: str
    outlet: str | None
    url: str | None
    told: str


class SearchShape(Shape):
    """What a search found."""

    query: str
    names: list[HitShape]
    items: list[FoundShape]


class StatusShape(Shape):
    """The ledger as a whole. `head` is the hash of its last block."""

    claims: int
    items: int
    first: datetime | None
    last: datetime | None
    head: str


class ChainShape(Shape):
    """A chain of moves [person, from, to] with its probability."""

    moves: list[tuple[str, str | None, str]]
    probability: Probability


class DominoesShape(Shape):
    """The joint odds over all open posts: coherent ones, those before the condition, and those of the single markets."""

    given: list[str]
    given_probability: Probability
    posts: dict[str, dict[str, Probability]]
    before: dict[str, dict[str, Probability]]
    single: dict[str, dict[str, Probability]]
    vacancy: dict[str, Probability]
    chains: list[ChainShape]
    notes: list[str]


class CheckShape(Shape):
    """A checkable statement with its verdict and the rows that it rests on."""

    verdict: str
    value: str | None
    reason: str | None
    rows: list[str]
    claim: WireClaim
