"""`--if`: what the user wrote -> events of the book; an option that no market has listed yet is let in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hotseat.errors import MarketError
from hotseat.judge.dominoes.book import Book, PostOdds
from hotseat.judge.dominoes.joint import Event
from hotseat.records_market import OTHER, STAYS
from hotseat.register.entities import surname_of
from hotseat.register.folding import fold
from hotseat.register.register import Register

ADMITTED = 0.01  # of the odds of someone else (or of staying) go to one who was not listed; what follows *given* him hardly depends on it


@dataclass(frozen=True, slots=True)
class Names:
    """Finds the person or the post that a user means, in the book first and then in the register."""

    book: Book
    register: Register

    def event(self, text: str) -> Event:
        """PERSON=POST, or PERSON!=POST that he does not get it.

        Raises:
            MarketError: it is neither, or a name is unknown, means several, or cannot be asked for.
        """
        person, sign, post = text.partition("=")
        happens = not person.endswith("!")
        person, post = person.removesuffix("!").strip(), post.strip()
        if not (sign and person and post):
            raise MarketError(f"--if {text!r}: write PERSON=POST, or PERSON!=POST for the opposite")
        where = self.post(post)
        who = self.person(person, where)
        return Event(person=who, post=where, happens=happens)

    def post(self, name: str) -> str:
        """The post of that name."""
        known = {p.post for p in self.book.posts} | set(self.book.holders.values()) | self.book.refused.keys()
        found = {p for p in known if fold(p) == fold(name)}
        if not found:
            org = self.register.find_org(name)
            found = {org.name} if org else {p for p in known if f" {fold(name)} " in f" {fold(p)} "}
        post = one_of(found, name, "post")
        if post in self.book.refused and self.book.post(post) is None:
            raise MarketError(self.book.refused[post])
        return post

    def person(self, name: str, post: str) -> str:
        """The person of that name; "stays" is the incumbent of the post."""
        odds = self.book.post(post)
        if fold(name) in ("stays", fold(STAYS)):
            return odds.incumbent if odds and odds.incumbent else STAYS
        if fold(name) in ("other", fold(OTHER)):
            return OTHER
        known = {n for p in self.book.posts for n in p.named()} | set(self.book.holders) | self.book.refused.keys()
        found = {n for n in known if fold(n) == fold(name)} or {n for n in known if fold(surname_of(n)) == fold(name)}
        if not found:
            coach = self.register.find_coach(name)
            found = {coach.name} if coach else set()
            if coach and coach.retired:
                raise MarketError(f"{coach.name} has retired")
        person = one_of(found, name, "person")
        if person in self.book.refused:
            raise MarketError(self.book.refused[person])
        return person


def one_of(found: Iterable[str], name: str, kind: str) -> str:
    """The only one, or an error that says why there is none."""
    names = sorted(set(found))
    if not names:
        raise MarketError(f"{name}: no {kind} of that name in the book or the register; check the spelling")
    if len(names) > 1:
        raise MarketError(f"{name}: may be {', '.join(names[:5])}; write the full name")
    return names[0]


def admitted(book: Book, events: Sequence[Event], register_holder: dict[str, str]) -> Book:
    """The book with the options that the events ask for and no market has.

    Args:
        book: the posts.
        events: what is asked.
        register_holder: post -> who holds it, for posts that have no market.
    """
    for event in events:
        if event.person in (OTHER, STAYS) or not event.happens:
            continue
        odds = book.post(event.post)
        if odds is None:
            holder = register_holder.get(event.post)
            odds = PostOdds(post=event.post, incumbent=holder, options={STAYS if holder else OTHER: 1.0})
            note = f"{event.post}: no market is open; asked for, it is taken as open"
            book = replace(book, posts=(*book.posts, odds), notes=(*book.notes, note))
        if event.person in odds.named() or event.person == odds.incumbent:
            continue
        source = OTHER if odds.options.get(OTHER, 0.0) > 0 else max(odds.options, key=lambda n: odds.options[n])
        share = ADMITTED * odds.options[source]
        options = {**odds.options, source: odds.options[source] - share, event.person: share}
        note = f"{event.person} is not listed at {event.post}: given {share:.2%} of {source}'s odds, to be asked for"
        posts = tuple(replace(odds, options=options) if p.post == event.post else p for p in book.posts)
        book = replace(book, posts=posts, notes=(*book.notes, note))
    return book
