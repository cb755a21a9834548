"""The command line: which command is which function. Each is thin: it calls work, ledger or register, and prints."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from hotseat.errors import HotseatError
from hotseat.show.commands import (
    book,
    checking,
    comparing,
    demo,
    dominoes,
    dossier,
    gathering,
    racing,
    reading,
    serving,
    syncing,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The book on managers' jobs.", pretty_exceptions_enable=False)
ledger_app = typer.Typer(no_args_is_help=True, help="Make, upgrade and verify the ledger.")
app.add_typer(ledger_app, name="ledger")
token_app = typer.Typer(no_args_is_help=True, help="Make, list and revoke access tokens of the server.")
app.add_typer(token_app, name="token")

for command in (reading.read, reading.add, reading.schema, dossier.post, dossier.coach, dossier.board, demo.demo, serving.serve):
    app.command()(command)
for testing in (checking.check, comparing.compare):
    app.command()(testing)
app.command("race")(racing.run)
app.command("sync")(syncing.run)
sources_app = typer.Typer(no_args_is_help=True, help="The outlets that are followed, in hotseat.toml.")
app.add_typer(sources_app, name="sources")
app.command()(gathering.gather)
sources_app.command("add")(gathering.add)
sources_app.command("list")(gathering.list_sources)
sources_app.command("test")(gathering.try_source)
app.command()(dominoes.dominoes)
for keeping in (book.init, book.migrate, book.check, book.merge, book.split, book.identities):
    ledger_app.command()(keeping)
for name, token in (("create", serving.create), ("list", serving.listed), ("revoke", serving.revoke)):
    token_app.command(name)(token)


def run() -> None:
    """Run the app; an error on purpose is one line and exit code 2."""
    try:
        app()
    except HotseatError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"hotseat: {error}", markup=False)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)
