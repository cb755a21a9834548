"""Whatever stands in a text, in the order of the text: what is at a place is found by bisection, however long the text.

Segments, names, mentions, cues and role phrases are asked for by place thousands of times in a long item; a look at all of them each time
would cost the square of its length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Protocol, TypeVar, overload

from hotseat.records import Span


class Placed(Protocol):
    """What stands somewhere in a text."""

    @property
    def span(self) -> Span:
        """Where."""
        ...


T_co = TypeVar("T_co", bound=Placed, covariant=True)
P = TypeVar("P", bound=Placed)
Key = TypeVar("Key")


class InOrder(Sequence[T_co]):
    """Things by where they begin, those that begin together as they were given; they may overlap and lie in each other.

    Every question costs the logarithm of how many there are, and what it finds.
    """

    def __init__(self, things: Iterable[T_co] = ()) -> None:
        """Put the things in order."""
        self._things = sorted(things, key=begin)
        self._starts = [t.span.start for t in self._things]
        # The furthest end up to each: a long thing may reach past those behind it.
        self._reach = list(accumulate((t.span.end for t in self._things), max))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._things)

    def __iter__(self) -> Iterator[T_co]:
        """One after the other."""
        return iter(self._things)

    @overload
    def __getitem__(self, index: int) -> T_co: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T_co]: ...

    def __getitem__(self, index: int | slice) -> T_co | Sequence[T_co]:
        """One of them by its number, or several."""
        return self._things[index]

    def inside(self, span: Span) -> list[T_co]:
        """Those that lie in a span from their first character to their last."""
        low, high = bisect_left(self._starts, span.start), bisect_right(self._starts, span.end)
        return [t for t in self._things[low:high] if t.span.end <= span.end]

    def beginning(self, span: Span) -> list[T_co]:
        """Those that begin in a span, wherever they end."""
        return self._things[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def touching(self, span: Span) -> list[T_co]:
        """Those that share a character with a span."""
        low, high = bisect_right(self._reach, span.start), bisect_left(self._starts, span.end)
        return [t for t in self._things[low:high] if t.span.end > span.start]

    def around(self, place: int) -> tuple[T_co | None, T_co | None]:
        """The last that begins before a place, and the first that begins there or after it."""
        at = bisect_left(self._starts, place)
        return self._things[at - 1] if at else None, self._things[at] if at < len(self._things) else None


def begin(thing: Placed) -> int:
    """Where a thing begins."""
    return thing.span.start


def grouped(things: Iterable[P], key: Callable[[P], Key]) -> Mapping[Key, InOrder[P]]:
    """The things of each key, in order."""
    groups: dict[Key, list[P]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return {name: InOrder(group) for name, group in groups.items()}
