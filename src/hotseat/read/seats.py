"""Who holds an item's posts on its day, by the text first and the register next, and whose coming or going cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hotseat.read.document import Document
from hotseat.records import Kind, Stage, Tenure
from hotseat.register.register import Register

NEAR = timedelta(days=75)  # so long before and after its ends a tenure may still be news
FRESH = timedelta(days=45)  # so long after its newest tenure the register may be trusted about who holds a post


def holders(document: Document, register: Register) -> Mapping[str, str]:
    """Who holds each post that the item names."""
    found: dict[str, str] = {}
    for person, posts in document.said_of.items():
        found.update({org: person for org, stage in posts.items() if stage is Stage.CURRENT and org not in found})
    if document.item.day is not None:
        for org in {m.key for m in document.mentions} & register.tenures_by_org.keys():
            held = register.holders(org, document.item.day)
            if held:
                found.setdefault(org, held[0].person)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupied:
    """A post that one coach surely holds: `settled` who holds it, and `near` he and all others whose coming or going may be news."""

    settled: frozenset[str]
    near: frozenset[str]

    def admits(self, kind: Kind, person: str) -> bool:
        """Whether a person can be said to come to the post, or to leave it.

        Who "leaves" it without having held it is a player, or a coach whose story it is not; who holds it does not come to it.
        """
        return person in self.near if kind is Kind.DEPARTURE else kind is not Kind.ARRIVAL or person not in self.settled


def occupied(document: Document, register: Register) -> Mapping[str, Occupied]:
    """The item's posts that are occupied on its day.

    Left out are those for which the register has nobody who came a while ago and stays, and all where the item is newer than the register.
    """
    day = document.item.day
    if day is None or not trusted(document, register):
        return {}
    found: dict[str, Occupied] = {}
    for org in {m.key for m in document.mentions} & register.tenures_by_org.keys():
        tenures = register.tenures_by_org[org]
        if staying := frozenset(t.person for t in tenures if settled(t, day)):
            said = {p for p, posts in document.said_of.items() if posts.get(org) in (Stage.CURRENT, Stage.CARETAKER)}
            found[org] = Occupied(settled=staying, near=frozenset(said | {t.person for t in tenures if near(t, day)}))
    return found


def trusted(document: Document, register: Register) -> bool:
    """Whether the register can know who holds which post: the item has a day, and it is not newer."""
    return document.item.day is not None and document.item.day <= register.newest + FRESH


def settled(tenure: Tenure, day: date) -> bool:
    """Whether it began a while before a day and does not end soon after."""
    began = tenure.start is not None and tenure.start < day - NEAR
    return began and not tenure.caretaker and (tenure.end is None or tenure.end > day + NEAR)


def near(tenure: Tenure, day: date) -> bool:
    """Whether a day falls into it, or not long before or after."""
    begun = tenure.start is None or tenure.start - NEAR <= day
    return begun and (tenure.end is None or tenure.end + NEAR >= day)
