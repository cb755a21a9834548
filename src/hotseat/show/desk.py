"""The desk: every question to the book in one place. Pages, API, feeds, alerts and the MCP server ask here, and so may a script.

import hotseat

with hotseat.Desk("book.sqlite") as desk:
    for line in desk.board().lines:
        print(line.org, line.word, line.leader)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from types import TracebackType
from typing import Self, TypeVar

import sqlalchemy as sa

from hotseat.bookkeeping.inquiry import judge_with
from hotseat.errors import UnknownNameError
from hotseat.judge.reliability import Share
from hotseat.ledger import store
from hotseat.ledger.pages import Speaker, Version, Wanted
from hotseat.ledger.view import Entry, Mentioned
from hotseat.records_market import Market
from hotseat.reference import store as reference
from hotseat.reference.checks.checking import world_of
from hotseat.reference.checks.findings import Checked, World
from hotseat.register.register import Register, embedded
from hotseat.show.queries import boards, calibrations, facts, finding, markets, people
from hotseat.show.queries.answers import (
    Board,
    CoachAnswer,
    ItemAnswer,
    MarketAnswer,
    Page,
    PostAnswer,
    SearchAnswer,
    SourceAnswer,
    Status,
)
from hotseat.show.queries.calibrations import Calibration
from hotseat.show.queries.facts import Dominoes
from hotseat.show.queries.naming import Naming
from hotseat.show.queries.sight import Sight, seeing
from hotseat.show.queries.standings import Grading
from hotseat.show.records import Career

T = TypeVar("T")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present time, UTC."""
    return datetime.now(UTC)


def refuse_nul(kind: str, name: str) -> None:
    """Nobody's name holds NUL, which PostgreSQL would refuse with an error of its own."""
    if "\x00" in name:
        raise UnknownNameError(kind, name.replace("\x00", " "))


class Desk:
    """Answers questions about the book, now or `as_of` a moment: what was told and recorded by then.

    Args:
        ledger: a path, a database URL, an open engine, or None for the user's own ledger.
        register: who exists; None for the shipped register.
        clock: gives the present time.

    Raises:
        LedgerError: there is no ledger, or it is of another version.
    """

    def __init__(
        self, ledger: str | sa.Engine | None = None, register: Register | None = None, clock: Clock = utc_now
    ) -> None:  # fmt: skip
        """Open the ledger."""
        self._own = not isinstance(ledger, sa.Engine)
        self.engine = ledger if isinstance(ledger, sa.Engine) else store.open_engine(ledger)
        store.require_current(self.engine)
        self.register = register or embedded()
        self.clock = clock

    @cached_property
    def world(self) -> World:
        """Results and titles that checks and records rest on; loaded when first needed."""
        return world_of(reference.available(None), self.register)

    @cached_property
    def grading(self) -> Grading:
        """Grades what sources said of markets that have resolved."""
        return Grading(judge_with(self.register, None))

    @cached_property
    def naming(self) -> Naming:
        """Every name that claims use."""
        return Naming()

    def __enter__(self) -> Self:
        """Use it in a `with` block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it at the end."""
        self.close()

    def close(self) -> None:
        """Close the connections that it opened."""
        if self._own:
            self.engine.dispose()

    def seeing(self, as_of: datetime | None = None) -> AbstractContextManager[Sight]:
        """The ledger at one moment, for questions that are not here."""
        return seeing(self.engine, self.register, as_of, self.clock())

    def _ask(self, question: Callable[[Sight], T], as_of: datetime | None) -> T:
        with self.seeing(as_of) as sight:
            return question(sight)

    def status(self, as_of: datetime | None = None) -> Status:
        """How much the ledger holds, and since when."""

        def question(sight: Sight) -> Status:
            span, head = sight.pages.span(), sight.pages.head()
            counts = sight.pages.counts()
            first, last = (datetime.fromisoformat(t).astimezone(UTC) for t in span) if span else (None, None)
            return Status(
                claims=counts["claims"], items=counts["items"], first=first, last=last, head=head[1], counts=counts
            )  # fmt: skip

        return self._ask(question, as_of)

    def board(self, as_of: datetime | None = None, days: int = boards.PERIOD) -> Board:
        """Every hot seat of the last `days`, those that moved most first."""
        return self._ask(lambda s: boards.board(s, days), as_of)

    def post(self, name: str, as_of: datetime | None = None, shown: int = people.SHOWN) -> PostAnswer:
        """The dossier of a post.

        Raises:
            UnknownNameError: neither register nor ledger knows a post of that name.
        """
        refuse_nul("post", name)

        def question(sight: Sight) -> PostAnswer:
            answer = people.post(sight, self._org(name), shown)
            if not (answer.line or answer.contracts or answer.past or answer.org in self.register.orgs):
                raise UnknownNameError("post", name)
            return answer

        return self._ask(question, as_of)

    def coach(self, name: str, as_of: datetime | None = None, shown: int = people.SHOWN) -> CoachAnswer:
        """The dossier of a coach.

        Raises:
            UnknownNameError: neither register nor ledger knows him.
        """
        refuse_nul("coach", name)

        def question(sight: Sight) -> CoachAnswer:
            found = self.register.find_coach(name)
            key = found.name if found else name
            key = sight.pages.identities().person(key, None) or key
            answer = people.coach(sight, key, shown)
            if not (answer.timeline or answer.contracts or key in self.register.coaches):
                raise UnknownNameError("coach", name)
            return answer

        return self._ask(question, as_of)

    def source(self, name: str, as_of: datetime | None = None, shown: int = people.SHOWN) -> SourceAnswer:
        """What a source has said, and how it held.

        Raises:
            UnknownNameError: neither register nor ledger knows it.
        """
        refuse_nul("source", name)

        def question(sight: Sight) -> SourceAnswer:
            found = self.register.find_outlet(name)
            key = found.name if found else name
            answer = people.source(sight, key, self.grading.graded(sight).standing(key), shown)
            if answer.speaker is None and found is None:
                raise UnknownNameError("source", name)
            return answer

        return self._ask(question, as_of)

    def item(self, key: str, as_of: datetime | None = None) -> ItemAnswer:
        """An item with its claims.

        Raises:
            UnknownNameError: the ledger has no item of that id.
        """
        refuse_nul("item", key)
        answer = self._ask(lambda s: finding.item(s, key), as_of)
        if answer is None:
            raise UnknownNameError("item", key)
        return answer

    def claims(
        self, wanted: Wanted | None = None, limit: int = 50, before: int | None = None, as_of: datetime | None = None
    ) -> Page[Entry]:
        """Claims, newest in the ledger first; go on with the page's `next` as `before`."""
        return self._ask(lambda s: finding.claims(s, self._known(wanted or Wanted()), limit, before), as_of)

    def items(self, limit: int = 50, before: int | None = None, as_of: datetime | None = None) -> Page[Version]:
        """Items, newest in the ledger first."""
        return self._ask(lambda s: finding.items(s, limit, before), as_of)

    def posts(self, as_of: datetime | None = None) -> list[Mentioned]:
        """The posts that claims are about, the most talked of first."""
        return self._ask(lambda s: s.pages.posts(), as_of)

    def coaches(self, as_of: datetime | None = None) -> list[Mentioned]:
        """The coaches whom claims name, the most talked of first."""
        return self._ask(lambda s: s.pages.people(), as_of)

    def sources(self, as_of: datetime | None = None) -> list[Speaker]:
        """The named sources, those who say most first."""
        return self._ask(lambda s: s.pages.speakers(), as_of)

    def reliability(self, as_of: datetime | None = None) -> Mapping[str, Share]:
        """Source -> the share of its own words on resolved markets that held, with n and interval."""
        return self._ask(lambda s: self.grading.graded(s).shares(), as_of)

    def search(self, query: str, limit: int = 40, as_of: datetime | None = None) -> SearchAnswer:
        """Names, and items by their words."""
        return self._ask(lambda s: finding.search(s, query.replace("\x00", " "), self.naming.names(s), limit), as_of)

    def markets(self, as_of: datetime | None = None) -> list[MarketAnswer]:
        """The open markets, those that moved most first."""
        return self._ask(markets.market_answers, as_of)

    def closed(self, as_of: datetime | None = None) -> list[MarketAnswer]:
        """The resolved markets, the last first."""
        return self._ask(markets.closed, as_of)

    def market(self, key: str, as_of: datetime | None = None) -> MarketAnswer:
        """A market with its rule, belief and history.

        Raises:
            UnknownNameError: there is no market of that id.
        """

        def question(sight: Sight) -> MarketAnswer:
            found: Market | None = next((m for m in sight.book.markets() if m.id == key), None)
            if found is None:
                raise UnknownNameError("market", key)
            return markets.market_answer(sight, found, sight.book.outcomes())

        return self._ask(question, as_of)

    def calibration(self, as_of: datetime | None = None) -> Calibration:
        """All issued forecasts of resolved markets against their outcomes."""
        return self._ask(calibrations.calibration, as_of)

    def dominoes(self, given: Sequence[str] = (), as_of: datetime | None = None) -> Dominoes:
        """The joint odds over all open posts, with "PERSON=POST" or "PERSON!=POST" taken as given.

        Raises:
            MarketError: a condition names nobody, or cannot be.
        """
        return self._ask(lambda s: facts.dominoes(s, given), as_of)

    def record(self, name: str, as_of: datetime | None = None) -> Career:
        """A coach's record by the reference data.

        Raises:
            UnknownNameError: the register does not know him.
        """
        found = self.register.find_coach(name)
        answer = self._ask(lambda s: facts.record(s, found.name, self.world), as_of) if found else None
        if answer is None:
            raise UnknownNameError("coach", name.replace("\x00", " "))
        return answer

    def checks(self, key: str, as_of: datetime | None = None) -> list[Checked]:
        """An item's checkable statements with their verdicts.

        Raises:
            UnknownNameError: the ledger has no item of that id.
        """
        item = self.item(key, as_of)
        return facts.checks(item, self.world)

    def _org(self, name: str) -> str:
        found = self.register.find_org(name)
        return found.name if found else name

    def _known(self, wanted: Wanted) -> Wanted:
        person = self.register.find_coach(wanted.person) if wanted.person else None
        source = self.register.find_outlet(wanted.source) if wanted.source else None
        return Wanted(
            org=self._org(wanted.org) if wanted.org else None, person=person.name if person else wanted.person,
            source=source.name if source else wanted.source, kind=wanted.kind, polarity=wanted.polarity, since=wanted.since,
            moves=wanted.moves,
        )  # fmt: skip
