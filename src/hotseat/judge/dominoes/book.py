"""What goes in: the posts with the odds of their single markets, who holds what, and the conditions of claims."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from hotseat.errors import MarketError
from hotseat.records_market import OTHER, STAYS, Exit

ROUNDING = 0.005  # odds that are printed to three places still sum to one within this


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOdds:
    """An open or threatened post with its single market's odds.

    `options` maps persons, `STAYS` and `OTHER` to probabilities that sum to one. `incumbent` is whom `STAYS` means; `vacant` says
    that he is gone already. `exits` are his chances to go before the deadline, by cause, before the claims are heard. `weeks` is
    the time left until the deadline. An `implied` post has no market: it opens only if another post takes its holder.
    """

    post: str
    options: Mapping[str, float]
    incumbent: str | None = None
    vacant: bool = False
    exits: Mapping[Exit, float] = field(default_factory=dict)
    weeks: int = 26
    implied: bool = False

    @property
    def holder(self) -> str | None:
        """Who sits there now."""
        return None if self.vacant else self.incumbent

    def named(self) -> dict[str, float]:
        """The options with the incumbent under his own name; `STAYS` is left only where nobody knows who that is."""
        odds: dict[str, float] = {}
        for name, probability in self.options.items():
            key = self.incumbent if name == STAYS and self.incumbent else name
            odds[key] = odds.get(key, 0.0) + probability
        return odds


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a claim makes to depend on another event: PERSON gets POST if ON_PERSON gets (or stays at) ON_POST.

    `happens` False means: if ON_PERSON does not. `delta` is what the claim adds to the log weight of its option when the condition holds.
    """

    person: str
    post: str
    on_person: str
    on_post: str
    delta: float
    happens: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All posts of one moment.

    `holders` maps persons to the post they hold where that post may have no market. `notes` say what was left out, `refused` why a
    post or a person of that name cannot be asked for.
    """

    posts: tuple[PostOdds, ...]
    holders: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    notes: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)

    def with_conditions(self, conditions: Iterable[Condition], notes: Iterable[str] = ()) -> Book:
        """The same book with conditions and notes more."""
        return replace(self, conditions=(*self.conditions, *conditions), notes=(*self.notes, *notes))

    def post(self, name: str) -> PostOdds | None:
        """The post of that name."""
        return next((p for p in self.posts if p.post == name), None)


def checked(book: Book) -> Book:
    """The book with odds that sum to one, and a post without a market for each candidate who holds one.

    Raises:
        MarketError: odds that are no probabilities, a post twice, or a person who holds two posts.
    """
    twice = [name for name, n in Counter(p.post for p in book.posts).items() if n > 1]
    if twice:
        raise MarketError(f"{twice[0]}: two open markets for one post; keep the one that asks for the next head coach")
    posts = [replace(p, options=summing_to_one(p)) for p in book.posts]
    held: dict[str, str] = {}
    for p in posts:
        if p.holder:
            if p.holder in held:
                raise MarketError(f"{p.holder} holds {held[p.holder]} and {p.post}; a person holds one post at a time")
            held[p.holder] = p.post
    implied = implied_posts(posts, book.holders, held)
    return replace(book, posts=(*posts, *implied), holders={**book.holders, **held})


def implied_posts(posts: list[PostOdds], holders: Mapping[str, str], held: Mapping[str, str]) -> list[PostOdds]:
    """The posts that have no market and whose holders are candidates elsewhere."""
    known = {p.post for p in posts}
    weeks = max((p.weeks for p in posts), default=0)
    wanted = dict.fromkeys(name for p in posts for name in p.options if name not in (STAYS, OTHER))
    found: dict[str, PostOdds] = {}
    for person in wanted:
        home = holders.get(person)
        if home and home not in known and person not in held:
            # His chance to stay is what the other posts leave him; the network sets it.
            odds = PostOdds(post=home, incumbent=person, options={STAYS: 1.0}, weeks=weeks, implied=True)
            found.setdefault(home, odds)
    return list(found.values())


def summing_to_one(post: PostOdds) -> dict[str, float]:
    """The options, scaled to sum to one where rounding kept them from it.

    Raises:
        MarketError: no options, a number that is no probability, or a sum that is not one.
    """
    if any(not (math.isfinite(p) and 0.0 <= p <= 1.0) for p in post.exits.values()) or sum(post.exits.values()) > 1 + ROUNDING:
        raise MarketError(f"{post.post}: the chances of exit must be probabilities and sum to 1 at most")
    total = 0.0
    for name, probability in post.options.items():
        if not (math.isfinite(probability) and 0.0 <= probability <= 1.0 + ROUNDING):
            raise MarketError(f"{post.post}: the odds of {name} are {probability}; give a probability from 0 to 1")
        total += probability
    if abs(total - 1.0) > ROUNDING:
        raise MarketError(
            f"{post.post}: the odds sum to {total:.4g}; they must sum to 1, with {STAYS!r} and {OTHER!r} among them"
        )
    return {name: p / total for name, p in post.options.items() if p > 0.0}
