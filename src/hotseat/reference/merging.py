"""Several files about one season -> one list of matches for each source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hotseat.reference.competitions import competitions
from hotseat.reference.files import Parsed, Sort
from hotseat.reference.frames import Told, joined
from hotseat.reference.matches import Match, Score
from hotseat.reference.names import Joiner


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A file that was read: the source's name, the path in its folder, the content."""

    origin: str
    path: str
    parsed: Parsed

    @property
    def rank(self) -> int:
        """Which file of one source is believed first: the original before the table made of it before its JSON."""
        return 0 if self.path.endswith(".txt") else 1 if self.parsed.sort is Sort.RESULTS else 2


def merge(files: Iterable[Read], joiner: Joiner) -> list[Told]:
    """Each match once for each source, under the register's names, internationals with who won their shoot-outs."""
    ordered = sorted(files, key=lambda f: (f.rank, f.path))
    winners = {k: v for f in ordered for k, v in f.parsed.shootouts.items()}
    seasons: dict[tuple[str, str, str], list[list[Match]]] = defaultdict(list)
    for file in ordered:
        parts: dict[tuple[str, str, str], list[Match]] = defaultdict(list)
        for match in joined((decided(m, winners) for m in file.parsed.matches), joiner):
            parts[file.origin, match.competition, match.season].append(match)
        for key, part in parts.items():
            seasons[key].append(part)
    return [Told(origin=key[0], match=m) for key, parts in seasons.items() for m in united(key[1], parts)]


def decided(match: Match, winners: dict[tuple[str, str, str], str]) -> Match:
    """An international with the winner of its shoot-out; the source does not tell the kicks, so the winner gets 1-0."""
    winner = winners.get((str(match.day), match.home, match.away))
    if winner is None or match.score is None or match.score.penalties:
        return match
    kicks = (1, 0) if winner == match.home else (0, 1)
    return replace(
        match, score=Score(final=match.score.final, half=match.score.half, regular=match.score.regular, penalties=kicks)
    )


def united(competition: str, parts: Sequence[list[Match]]) -> list[Match]:
    """The best file's matches; in a league, later files add what it lacks and the scores it has not yet."""
    known = competitions().get(competition)
    if known is None or not known.is_league:
        return list(parts[0])
    found: dict[tuple[str, str], Match] = {}
    for match in (m for part in parts for m in part):
        key = (match.home, match.away)
        if key not in found or (found[key].score is None and match.score is not None):
            found[key] = match
    return list(found.values())
