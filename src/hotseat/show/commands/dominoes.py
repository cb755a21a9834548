"""`dominoes`: what one appointment does to every other post."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from hotseat.bookkeeping.inquiry import judge_with
from hotseat.bookkeeping.linked import linked_book
from hotseat.bookkeeping.refreshing import judgements
from hotseat.gather.items import moment
from hotseat.judge.dominoes.answer import answer_to
from hotseat.judge.dominoes.asking import Names, admitted
from hotseat.judge.dominoes.intake import WEEK
from hotseat.judge.dominoes.weeks import LONGEST
from hotseat.ledger import store
from hotseat.ledger.book import BookView
from hotseat.ledger.view import View
from hotseat.reference.results import embedded
from hotseat.register.register import Register
from hotseat.show.dominoes_graph import graph
from hotseat.show.dominoes_text import answer_json, print_answer
from hotseat.show.market_files import Loaded, book_in
from hotseat.show.options import AsOf, Extra, Json, Ledger, out, print_json, refuse, register_with, time_of

If = Annotated[
    list[str] | None,
    typer.Option("--if", metavar="PERSON=POST", help="Take as given; PERSON!=POST for the opposite. Repeatable."),
]
By = Annotated[str | None, typer.Option("--by", metavar="DATE", help="The odds of who holds each post on that day.")]
Markets = Annotated[
    str | None, typer.Option("--markets", metavar="FILE", help="Markets from a JSON file (- for standard input), not the ledger.")
]
Svg = Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Draw the graph into an SVG file.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Of all that is sampled.")]
ChainsWanted = Annotated[int, typer.Option("--chains", min=0, max=100, help="How many chains at most.")]


def dominoes(
    given: If = None, by: By = None, markets: Markets = None, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False,
    svg: Svg = None, extra: Extra = None, chains: ChainsWanted = 10, seed: Seed = 0,
) -> None:  # fmt: skip
    """The joint odds over all open posts: chains of moves, and what one appointment does to every other post."""
    register, time = register_with(extra), time_of(as_of)
    loaded = book_in(markets, time, register) if markets else from_ledger(ledger, time, register)
    if not loaded.book.posts:
        for note in loaded.book.notes:
            typer.echo(f"hotseat: {note}", err=True)
        refuse("no market is open; they open as the ledger's claims are judged, or give a file with --markets")
    names = Names(loaded.book, register)
    events = [names.event(text) for text in given or ()]
    day = day_of(by)
    seats = {e.post: held[0].person for e in events if (held := register.holders(e.post, loaded.now.date()))}
    book = admitted(loaded.book, events, seats)
    answer = answer_to(book, events, weeks=weeks_until(day, loaded.now), seed=seed, chains=chains)
    if svg is not None:
        draw(svg, graph(answer))
    if as_json:
        print_json(answer_json(answer, day))
    elif svg is None:
        print_answer(out(), answer, day)
    else:
        out().print(f"{svg}: drawn, {len(answer.posts)} posts", markup=False)


def from_ledger(ledger: str | None, as_of: datetime | None, register: Register) -> Loaded:
    """The book that the ledger keeps."""
    now = as_of or datetime.now(UTC)
    engine = store.open_engine(ledger)
    store.require_current(engine)
    with store.reading(engine) as connection:
        view, kept = View(connection, as_of), BookView(connection, as_of)
        _, judged = judgements(judge_with(register, embedded()), view, kept, now)
        book = linked_book(view, kept, register, now, judged)
    engine.dispose()
    return Loaded(book=book, now=now)


def day_of(text: str | None) -> date | None:
    """The day of `--by`."""
    try:
        found = moment(text)
    except ValueError as error:
        refuse(f"--by: {error}")
    return found.date() if found else None


def weeks_until(day: date | None, now: datetime) -> int | None:
    """Whole weeks from now until the end of a day; the simulation goes by weeks."""
    if day is None:
        return None
    weeks = math.ceil((datetime(day.year, day.month, day.day, tzinfo=UTC) - now) / WEEK)
    if weeks < 0:
        refuse(f"--by {day} lies before {now.date()}, the day that the odds are of")
    if weeks > LONGEST:
        refuse(f"--by {day} is more than ten years away")
    return weeks


def draw(path: Path, picture: str) -> None:
    """Write the picture."""
    try:
        path.write_text(picture, encoding="utf-8")
    except OSError as error:
        refuse(f"{path}: cannot be written ({error.strerror})")
