"""Resolved markets as files tell them: the questions of a replay."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hotseat.errors import FormatError, MissingError
from hotseat.records_market import STAYS
from hotseat.register.folding import fold
from hotseat.register.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A market that has resolved.

    `opened` is None where the incumbent left only when his successor came, or nobody knows. `vacated`: the post was vacant from the
    opening on; `interim`: the winner came to the season's end only.
    """

    id: str
    post: str
    opened: date | None
    filled: date
    winner: str
    previous: str | None
    items: frozenset[str]
    interim: bool = False
    vacated: bool = True

    @property
    def known_from(self) -> datetime:
        """When its outcome may be learned from: the end of the day it was filled."""
        return midnight(self.filled) + timedelta(days=1)

    def answer(self, candidates: Iterable[str]) -> str | None:
        """The winner among the candidates, by folded name; `STAYS` for the incumbent himself; None where he is not listed."""
        name = fold(self.winner)
        if self.previous and fold(self.previous) == name:
            return STAYS
        return next((c for c in candidates if fold(c) == name), None)


def midnight(day: date) -> datetime:
    """The start of a day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def read_questions(path: Path, register: Register) -> list[Question]:
    """The resolved markets of a JSON-lines file, by opening; those without winner or date are passed over.

    Raises:
        MissingError: there is no such file.
        FormatError: a line is no market; it names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise MissingError(str(path), f"cannot be read ({error.strerror}); give a file of markets, JSON lines") from error
    except UnicodeDecodeError as error:
        raise FormatError(str(path), "is not UTF-8; give a file of markets, JSON lines") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                question = question_of(json.loads(line), register)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                problem = f"no market ({error!r}); it needs at least market, post, filled and winner"
                raise FormatError(f"{path}:{number}", problem) from error
            if question:
                found.append(question)
    return sorted(found, key=lambda q: (q.opened or q.filled, q.id))


def question_of(row: Mapping[str, Any], register: Register) -> Question | None:
    """A question of its row; None where it has not resolved."""
    key, post = str(row["market"]), str(row["post"])
    if not row["filled"] or not row["winner"]:
        return None
    org = register.find_org(post)
    return Question(
        id=key, post=org.name if org else post, opened=day(row.get("opened")), filled=date.fromisoformat(row["filled"]),
        winner=coach(row["winner"], register), previous=coach(row["previous"], register) if row.get("previous") else None,
        items=frozenset(map(str, row.get("items") or ())), interim=bool(row.get("interim")),
    )  # fmt: skip


def coach(name: str, register: Register) -> str:
    """A coach's usual name."""
    found = register.find_coach(name)
    return found.name if found else name


def day(text: str | None) -> date | None:
    """A day of its ISO text."""
    return date.fromisoformat(text) if text else None
