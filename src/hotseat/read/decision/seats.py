"""Whose coming to an item's posts, or going from them, cannot be on its day, by the register and the text; and which tenures are remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.records import Kind, Polarity, Stage, Tenure
from hotseat.register.register import Register

NEAR = timedelta(days=75)  # so long after its beginning and its end a tenure may still be news,
NEWS = timedelta(days=10)  # and so long after its beginning it is; in between it is told as what happened before,
PLAINLY = 0.85  # unless it is told as plainly as this
FRESH = timedelta(days=45)  # so long after its newest tenure the register may be trusted about who holds a post
ALONE = 0.6  # from here on a tenure stands that neither the register nor a role phrase supports, where the register cannot know


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupied:
    """A post that is held: `holding` by whom, `settled` who of them surely is, and `near` all whose coming or going may be news.

    Of a post that nobody surely holds, `near` is None: anybody may leave it.
    """

    holding: frozenset[str]
    settled: frozenset[str]
    near: frozenset[str] | None

    def admits(self, move: Proposal) -> bool:
        """Whether a person can be said to come to the post, or to leave it.

        Who "leaves" it without having held it is a player, or a coach whose story it is not, unless he is said plainly to leave it: the
        register may have missed his coming. Who surely holds it does not come to it, and whoever else holds it must be said to come
        plainly: a later report tells it as background.
        """
        if move.kind is Kind.DEPARTURE:
            return self.near is None or move.person in self.near or move.probability >= PLAINLY
        if move.kind is not Kind.ARRIVAL:
            return True
        is_background = move.person in self.holding and move.polarity is Polarity.AFFIRMED and move.probability < PLAINLY
        return move.person not in self.settled and not is_background


def occupied(document: Document, register: Register) -> Mapping[str, Occupied]:
    """The item's posts that are occupied on its day.

    Left out are those for which the register has nobody who came before the last days, and all where the item is newer than the register. Of
    an item without a date only those who hold a post today are known.
    """
    named = {m.key for m in document.mentions} & register.tenures_by_org.keys()
    if document.item.day is None:
        return {org: undated(register.tenures_by_org[org]) for org in named}
    day = known_day(document, register)
    if day is None:
        return {}
    found: dict[str, Occupied] = {}
    for org in named:
        tenures = register.tenures_by_org[org]
        holding, sure = (frozenset(t.person for t in tenures if settled(t, day, since)) for since in (NEWS, NEAR))
        if holding:
            said = {p for p, posts in document.said_of.items() if posts.get(org) in (Stage.CURRENT, Stage.CARETAKER)}
            around = frozenset(said | {t.person for t in tenures if near(t, day)})
            found[org] = Occupied(holding=holding, settled=sure, near=around if sure else None)
    return found


def undated(tenures: Iterable[Tenure]) -> Occupied:
    """A post in an item without a date: whoever holds it today may have come or be there already, and so must be said to come plainly."""
    today = frozenset(t.person for t in tenures if t.start is not None and t.end is None and not t.caretaker)
    return Occupied(holding=today, settled=frozenset(), near=None)


def remembered(tenure: Proposal, document: Document, register: Register) -> Proposal | None:
    """A tenure as the register remembers it, or None where neither it nor a role phrase of the text supports it, or the item never names the post.

    An article tells of old days in the present tense; the register knows that they are over. Who holds what is told by the text, never by the
    register alone (guidelines, rule 9).
    """
    if not document.names(tenure.org):
        return None
    day, person, org = known_day(document, register), tenure.person, tenure.org
    spells = [t for t in register.tenures_by_org.get(org, ()) if t.person == person]
    if not spells:
        told = org in document.said_of.get(person, {})
        strange = (person not in register.coaches or day is None) and not anothers(document, tenure)
        return tenure if told or (strange and tenure.probability >= ALONE) else None
    if day is not None and all(t.begun_by(day) for t in spells):
        if tenure.stage is Stage.CURRENT and not any(near(t, day) for t in spells):
            return replace(tenure, stage=Stage.FORMER)
        if tenure.stage is Stage.FORMER and len(spells) == 1 and settled(spells[0], day):
            return replace(tenure, stage=Stage.CURRENT)
    return tenure


def anothers(document: Document, tenure: Proposal) -> bool:
    """Whether a role phrase gives a post that a person is said to hold to another; or to have held, where one gives him another post, too."""
    stage = Stage.FORMER if tenure.stage is Stage.FORMER else Stage.CURRENT
    if stage is Stage.FORMER and tenure.person not in document.said_of:
        return False
    return any(p != tenure.person and posts.get(tenure.org) is stage for p, posts in document.said_of.items())


def known_day(document: Document, register: Register) -> date | None:
    """The item's day where the register can know who holds which post on it: an item may be newer."""
    day = document.item.day
    return day if day is not None and day <= register.newest + FRESH else None


# What follows looks at nothing later than the day: when a replay reads old news, the register must not tell what came of it.


def settled(tenure: Tenure, day: date, since: timedelta = NEAR) -> bool:
    """Whether it began more than a while before a day, and goes on."""
    return tenure.start is not None and tenure.start < day - since and not tenure.caretaker and tenure.covers(day)


def near(tenure: Tenure, day: date) -> bool:
    """Whether a day falls into it, or not long after."""
    return tenure.begun_by(day) and (tenure.end is None or tenure.end + NEAR >= day)
