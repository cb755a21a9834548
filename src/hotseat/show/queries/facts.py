"""Questions that need more than the ledger: dominoes, coaches' records, and checks against results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hotseat.bookkeeping.linked import linked_book
from hotseat.judge.dominoes.answer import Answer, answer_to
from hotseat.judge.dominoes.asking import Names, admitted
from hotseat.reference.checks.checking import check_all
from hotseat.reference.checks.findings import Checked, World
from hotseat.show.queries.answers import ItemAnswer
from hotseat.show.queries.sight import Sight
from hotseat.show.records import Career, career

CHAINS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Dominoes:
    """The joint odds; `answer` is None where no post is open, and `notes` say why."""

    answer: Answer | None
    notes: tuple[str, ...]


def dominoes(sight: Sight, given: Sequence[str]) -> Dominoes:
    """The joint odds over all open posts, with PERSON=POST or PERSON!=POST taken as given.

    Raises:
        MarketError: a condition names nobody, or cannot be.
    """
    book = linked_book(sight.pages, sight.book, sight.register, sight.now)
    if not book.posts:
        return Dominoes(answer=None, notes=tuple(book.notes))
    names = Names(book, sight.register)
    events = [names.event(text) for text in given]
    seats = {e.post: held[0].person for e in events if (held := sight.register.holders(e.post, sight.day))}
    answer = answer_to(admitted(book, events, seats), events, chains=CHAINS)
    return Dominoes(answer=answer, notes=tuple(answer.notes))


def record(sight: Sight, person: str, world: World) -> Career | None:
    """A coach's record; None where the register does not know him."""
    if person not in sight.register.coaches:
        return None
    return career(person, world.results, sight.register, world.honours, sight.day)


def checks(item: ItemAnswer, world: World) -> list[Checked]:
    """An item's checkable statements, as of its day, with their verdicts."""
    told = item.version.published or item.version.told
    return check_all([e.claim for e in item.claims], datetime.fromisoformat(told).date(), world)
