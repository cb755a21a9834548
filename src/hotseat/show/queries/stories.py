"""A timeline: claims with the words around their quotes, echoes folded under the claim that they repeat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from hotseat.ledger.view import Entry
from hotseat.records_market import Descent, Echo
from hotseat.show.queries.answers import Story
from hotseat.show.queries.passages import around
from hotseat.show.queries.sight import Sight


def stories(sight: Sight, entries: Sequence[Entry]) -> tuple[Story, ...]:
    """The entries as stories, newest first; an echo stands under its root where that is among them."""
    echoes, texts = sight.book.echoes(e.id for e in entries), sight.pages.bodies(entries)
    known = {e.id for e in entries}
    folded: dict[str, list[Entry]] = defaultdict(list)
    top: list[Entry] = []
    for entry in entries:
        root = root_of(entry.id, echoes, known)
        (top if root == entry.id else folded[root]).append(entry)

    def story(entry: Entry) -> Story:
        before, after = around(texts.get((entry.item, entry.version)), entry.claim.span, entry.claim.quote)
        return Story(
            entry=entry, before=before, after=after, echo=echoes.get(entry.id),
            echoes=tuple(story(e) for e in folded.get(entry.id, ())),
        )  # fmt: skip

    return tuple(story(e) for e in reversed(top))


def root_of(claim: str, echoes: Mapping[str, Echo], known: set[str]) -> str:
    """The claim under which this one is folded: the first of its line of descent, as far as it is shown."""
    seen = {claim}
    while True:
        echo = echoes.get(claim)
        parent = echo.parent if echo and echo.descent is not Descent.ROOT else None
        if parent is None or parent not in known or parent in seen:
            return claim
        seen.add(parent)
        claim = parent
