"""What a feed holds, before it is Atom or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from hotseat.ledger.view import Entry
from hotseat.show.queries.answers import Board, Story
from hotseat.show.terminal import claim_words, source_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry: one claim, or one post that moved. `id` never changes for the same thing."""

    id: str
    title: str
    text: str
    url: str
    external: str | None
    author: str
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with its own address and that of the page that it follows."""

    title: str
    url: str
    page: str
    entries: Sequence[FeedEntry]

    @property
    def updated(self) -> datetime:
        """When anything in it last changed."""
        return max((e.updated for e in self.entries), default=datetime(2000, 1, 1, tzinfo=UTC))


def of_claim(entry: Entry, base: str) -> FeedEntry:
    """A claim as an entry."""
    said = f"“{entry.claim.quote}” — {source_words(entry.claim, entry.outlet)}"
    return FeedEntry(
        id=f"urn:hotseat:claim:{entry.id}", title=claim_words(entry.claim), text=said, external=entry.url,
        url=f"{base}/items/{quote(entry.item, safe='')}", author=entry.outlet or "unknown outlet",
        published=moment(entry.told), updated=moment(entry.recorded),
    )  # fmt: skip


def of_stories(stories: Iterable[Story], base: str) -> list[FeedEntry]:
    """The roots of a timeline; echoes are no news."""
    return [of_claim(s.entry, base) for s in stories]


def of_board(board: Board, base: str) -> list[FeedEntry]:
    """The posts of a board with a last claim: the entry is new when there is a new claim or the odds moved by whole points."""
    found = []
    for line in board.lines:
        if line.last is None:
            continue
        odds = f" {line.leader.option} {round(100 * line.leader.now)}%." if line.leader else ""
        change = f" {line.moved.option} {line.moved.points:+d} points in 7 days." if line.moved and line.moved.points else ""
        said = f"“{line.last.claim.quote}” — {source_words(line.last.claim, line.last.outlet)}"
        found.append(FeedEntry(
            id=f"urn:hotseat:board:{quote(line.org, safe='')}:{line.last.id}", title=f"{line.org}: {line.word}",
            text=f"{odds}{change} {said}".strip(), url=f"{base}/posts/{quote(line.org, safe='')}", external=line.last.url,
            author=line.last.outlet or "unknown outlet", published=moment(line.last.told), updated=moment(line.last.recorded),
        ))  # fmt: skip
    return found


def moment(text: str) -> datetime:
    """A time of the ledger."""
    return datetime.fromisoformat(text).astimezone(UTC)
