"""Markets in a JSON file, for `hotseat dominoes --markets`: the odds may come from anywhere."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from hotseat.errors import FormatError, MissingError
from hotseat.gather.items import moment
from hotseat.judge.dominoes.book import Book, Condition
from hotseat.judge.dominoes.conditions import event_of
from hotseat.judge.dominoes.intake import Quote, book_of
from hotseat.records_market import Exit
from hotseat.register.register import Register


def time_in(text: str) -> str:
    """The text, if it is a time."""
    moment(text)
    return text


When = Annotated[str, AfterValidator(time_in)]


class Strict(BaseModel):
    """A misspelt field is an error, not a field less."""

    model_config = ConfigDict(extra="forbid")


class MarketRow(Strict):
    """A market: `options` are persons, "the incumbent stays" and "someone else"; `exits` the incumbent's risk by cause."""

    post: str = Field(min_length=1)
    options: dict[str, float] = Field(default_factory=dict)
    incumbent: str | None = None
    vacant: bool | When = False
    exits: dict[Exit, float] = Field(default_factory=dict)
    opened: When | None = None
    deadline: When | None = None
    closed: When | None = None
    winner: str | None = None


class ConditionRow(Strict):
    """A claim on PERSON for POST that counts (`delta`, in log weight) only if the words of `if` come true."""

    person: str
    post: str
    words: str = Field(alias="if")
    delta: float = 1.0


class MarketFile(Strict):
    """The file: markets, who holds a post that has none, who has retired, conditions of claims, and the moment that all this is of."""

    markets: list[MarketRow]
    as_of: When | None = None
    holders: dict[str, str] = Field(default_factory=dict)
    retired: list[str] = Field(default_factory=list)
    conditions: list[ConditionRow] = Field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A file's book and the moment that it is of."""

    book: Book
    now: datetime


def book_in(path: str, now: datetime | None, register: Register) -> Loaded:
    """The book of a file, or of standard input for "-".

    Args:
        path: the file.
        now: the moment, where the file does not say it or the user says otherwise.
        register: knows the posts' other names.

    Raises:
        MissingError: it cannot be read.
        FormatError: it holds no markets; names the field.
    """
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise MissingError(path, f"cannot be read ({error.strerror}); give a JSON file of markets") from error
    except UnicodeDecodeError as error:
        raise FormatError(path, "is not UTF-8; give a JSON file of markets") from error
    try:
        rows = MarketFile.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise FormatError(path, f"{place + ': ' if place else ''}{first['msg']}; see docs/dominoes.md for the format") from error
    at = now or moment(rows.as_of) or datetime.now(UTC)
    quotes = [quote_in(row, at) for row in rows.markets]
    book = book_of(quotes, at, holders=rows.holders, retired=rows.retired)
    return Loaded(book=placed(book, rows.conditions, register), now=at)


def quote_in(row: MarketRow, now: datetime) -> Quote:
    """A row's quote."""
    vacant = (now if row.vacant else None) if isinstance(row.vacant, bool) else moment(row.vacant)
    return Quote(
        post=row.post, options=row.options, incumbent=row.incumbent, vacant=vacant, exits=row.exits, opened=moment(row.opened),
        deadline=moment(row.deadline), closed=moment(row.closed), winner=row.winner,
    )  # fmt: skip


def placed(book: Book, rows: list[ConditionRow], register: Register) -> Book:
    """The book with the conditions that mean an event of it, and a note for each other."""

    def forms(post: str) -> list[str]:
        org = register.find_org(post)
        return [name for name, _ in org.forms] if org else []

    found, notes = [], []
    for row in rows:
        event = event_of(row.words, row.person, book, forms)
        if event is None:
            notes.append(f"{row.person} to {row.post} {row.words!r}: about no post of the book, left out")
            continue
        found.append(
            Condition(
                person=row.person, post=row.post, on_person=event.person, on_post=event.post, happens=event.happens,
                delta=row.delta, words=row.words,
            )
        )  # fmt: skip
    return book.with_conditions(found, notes)
