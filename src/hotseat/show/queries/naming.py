"""Every name that claims use, kept in mind: a search looks through all of them, and each claim adds few."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from hotseat.show.queries.sight import Sight

MOST = 80  # names that one part of a name may stand for, the shortest: to count the claims of more takes longer than a page may


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Names of posts, people and sources."""

    posts: tuple[str, ...]
    people: tuple[str, ...]
    sources: tuple[str, ...]

    def like(self, part: str) -> Named:
        """Those that hold a part, the nearest to it first."""
        return Named(posts=nearest(self.posts, part), people=nearest(self.people, part), sources=nearest(self.sources, part))


@dataclass(slots=True)
class Naming:
    """Remembers the names of one ledger, and adds those of new claims."""

    _claim: int = 0
    _names: tuple[set[str], set[str], set[str]] = field(default_factory=lambda: (set(), set(), set()))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def names(self, sight: Sight) -> Named:
        """All names that claims have used until now, whatever the sight's moment."""
        with self._lock:
            last = sight.pages.last_claim()
            if last > self._claim:
                for known, new in zip(self._names, sight.pages.names(self._claim), strict=True):
                    known.update(new)
                self._claim = last
            posts, people, sources = map(tuple, self._names)
        return Named(posts=posts, people=people, sources=sources)


def nearest(names: Iterable[str], part: str) -> tuple[str, ...]:
    """The names that hold a part of a name, the shortest first."""
    wanted = part.casefold()
    return tuple(sorted((n for n in names if wanted in n.casefold()), key=lambda n: (len(n), n))[:MOST])
