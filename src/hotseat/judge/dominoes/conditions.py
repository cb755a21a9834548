"""The words of a condition -> the event of the book that they mean, or nothing.

"if Real Madrid bring Mourinho back" is José Mourinho's getting Real Madrid; "if Amorim is sacked" is his not staying; "if talks progress",
or a condition about anything but who gets which post, is none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib import resources

from hotseat.judge.dominoes.book import Book, PostOdds
from hotseat.judge.dominoes.joint import Event
from hotseat.records_market import OTHER, STAYS
from hotseat.register.entities import surname_of
from hotseat.register.folding import fold

Forms = Callable[[str], Sequence[str]]


@lru_cache(maxsize=1)
def table() -> dict[str, tuple[str, ...]]:
    """The words of `conditions.toml`."""
    text = resources.files("hotseat.judge.dominoes").joinpath("conditions.toml").read_text(encoding="utf-8")
    return {key: tuple(fold(word) for word in words) for key, words in tomllib.loads(text).items()}


def event_of(words: str, claimed: str, book: Book, forms: Forms) -> Event | None:
    """The event that a condition means.

    Args:
        words: the condition, verbatim.
        claimed: the person of the claim, whom a pronoun may mean; he is not looked for.
        book: the posts with their options.
        forms: the names by which a text may call a post, full name included.
    """
    text = f" {' '.join(fold(words).split())} "
    posts = [p for p in book.posts if said(text, [p.post, *forms(p.post)])]
    persons = [name for name in dict.fromkeys(persons_of(book)) if name != claimed and said(text, [name, surname_of(name)])]
    turned = said(text, table()["turned"])
    if len(persons) == 1:
        return of_person(text, persons[0], posts, book, turned=turned)
    if not persons and len(posts) == 1 and said(text, table()["leaving"]) and posts[0].holder not in (None, claimed):
        return Event(person=str(posts[0].holder), post=posts[0].post, happens=turned)
    return None


def of_person(text: str, person: str, posts: Sequence[PostOdds], book: Book, *, turned: bool) -> Event | None:
    """The event about one person: where he is said to go, else that he leaves, else the one post he can get."""
    home = next((p.post for p in book.posts if p.holder == person), None)
    targets = [p.post for p in posts if p.post != home and person in p.options]
    leaving = said(text, table()["leaving"])
    if len(targets) == 1 and (not leaving or said(text, table()["arriving"])):
        return Event(person=person, post=targets[0], happens=not turned)
    if leaving and home is not None:
        return Event(person=person, post=home, happens=turned)
    offers = [p.post for p in book.posts if p.post != home and person in p.options]
    if not posts and not leaving and len(offers) == 1:
        return Event(person=person, post=offers[0], happens=not turned)
    return None


def persons_of(book: Book) -> Iterable[str]:
    """Everybody who is an option or an incumbent."""
    for post in book.posts:
        yield from (name for name in post.named() if name not in (STAYS, OTHER))


def said(text: str, names: Iterable[str]) -> bool:
    """Whether a text, folded and padded with blanks, has one of the names as whole words."""
    plain = "".join(c if c.isalnum() or c in "'&" else " " for c in text)
    padded = f" {' '.join(plain.split())} "
    return any(f" {' '.join(fold(n).replace('-', ' ').split())} " in padded for n in names if n)
