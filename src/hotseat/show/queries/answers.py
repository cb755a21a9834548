"""What the questions give: plain records, without HTML and without JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from hotseat.ledger.pages import Speaker, Version
from hotseat.ledger.search import Found
from hotseat.ledger.view import Entry
from hotseat.records import Tenure
from hotseat.records_market import Belief, Contribution, Echo, Market, Outcome
from hotseat.show.queries.standings import Standing

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some rows of a list, and the cursor of the next ones; None at the end."""

    rows: tuple[T, ...]
    next: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An option with its probability now and that of `days` ago."""

    option: str
    now: float
    before: float

    @property
    def points(self) -> int:
        """The change in percentage points, rounded."""
        return round(100 * (self.now - self.before))


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A moment of a market's history: probabilities by option."""

    moment: datetime
    odds: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """A post on the board.

    Args:
        org: the club or national team.
        holder: who holds the post.
        word: how the seat stands by the latest claims, in words.
        claims, sources, denials: of the board's period.
        candidates: name and furthest stage, the furthest first.
        last: the latest claim.
        market: the open market's id, where there is one.
        leader: the likeliest option.
        moved: the option that moved most.
        spark: the leader's probabilities over the period, oldest first.
    """

    org: str
    holder: str | None
    word: str
    claims: int
    sources: int
    denials: int
    candidates: tuple[tuple[str, str], ...]
    last: Entry | None
    market: str | None = None
    leader: Moved | None = None
    moved: Moved | None = None
    spark: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Every hot seat of a period, those that moved most first."""

    day: date
    days: int
    lines: tuple[BoardLine, ...]
    claims: int
    denials: int
    official: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A claim of a timeline with the text around its quote and the echoes folded under it."""

    entry: Entry
    before: str
    after: str
    echo: Echo | None = None
    echoes: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A contribution with the claim that made it, where the ledger still shows it."""

    share: Contribution
    entry: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketAnswer:
    """A market with its latest belief, its history, and its outcome."""

    market: Market
    belief: Belief | None
    history: tuple[Point, ...] = ()
    outcome: Outcome | None = None
    moves: tuple[Moved, ...] = ()

    @property
    def leader(self) -> Moved | None:
        """The likeliest option."""
        return max(self.moves, key=lambda m: m.now, default=None)

    @property
    def furthest(self) -> Moved | None:
        """The option that moved most."""
        return max(self.moves, key=lambda m: abs(m.now - m.before), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAnswer:
    """A post's dossier."""

    org: str
    country: str | None
    league: str | None
    women: bool
    line: BoardLine | None
    market: MarketAnswer | None
    why: tuple[Why, ...]
    timeline: tuple[Story, ...]
    total: int
    tenures: tuple[Tenure, ...]
    contracts: tuple[Entry, ...]
    past: tuple[MarketAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A post that a coach is named for."""

    org: str
    word: str
    probability: float | None
    claims: int
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachAnswer:
    """A coach's dossier."""

    name: str
    nationality: str | None
    born: int | None
    tenures: tuple[Tenure, ...]
    prospects: tuple[Prospect, ...]
    timeline: tuple[Story, ...]
    total: int
    contracts: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAnswer:
    """What a source has said."""

    name: str
    kind: str | None
    country: str | None
    speaker: Speaker | None
    stages: Mapping[str, int]
    posts: tuple[tuple[str, int], ...]
    timeline: tuple[Story, ...]
    roots: int
    echoes: int
    firsts: tuple[tuple[Story, float], ...]
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of an item's text: quoted words between others, with the numbers of the claims that they carry."""

    text: str
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnswer:
    """An item with its claims laid over its words. `passages` holds the quotes and some words around each; None parts them."""

    version: Version
    versions: tuple[Version, ...]
    claims: tuple[Entry, ...]
    passages: tuple[Passage | None, ...]
    copies: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found by name."""

    kind: str
    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """What a search found: names first, then items that hold the words."""

    query: str
    names: tuple[Hit, ...]
    items: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The ledger as a whole."""

    claims: int
    items: int
    first: datetime | None
    last: datetime | None
    head: str
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A post or coach in a list."""

    name: str
    claims: int
    latest: str


def page_of(rows: Sequence[T], limit: int, key: Sequence[int]) -> Page[T]:
    """The first rows of one too many, with the cursor that leads on."""
    more = len(rows) > limit
    return Page(rows=tuple(rows[:limit]), next=key[limit - 1] if more else None)
