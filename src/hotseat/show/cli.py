"""The command line: which command is which function of `commands/`. Each is thin: it calls work, ledger or register, and prints."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from hotseat.errors import HotseatError
from hotseat.show import lazy

# Name of the command -> module.function in hotseat.show.commands, imported when it is called.
COMMANDS = {
    "read": "reading.read",
    "add": "reading.add",
    "gather": "gathering.gather",
    "backfill": "backfilling.backfill",
    "board": "dossier.board",
    "post": "dossier.post",
    "coach": "dossier.coach",
    "check": "checking.check",
    "compare": "comparing.compare",
    "source": "scoring.source",
    "markets": "markets.markets",
    "resolve": "markets.resolve",
    "refresh": "markets.refreshing",
    "backtest": "backtesting.backtest",
    "learn": "backtesting.learn",
    "dominoes": "dominoes.dominoes",
    "race": "racing.run",
    "sync": "syncing.run",
    "search": "finding.search",
    "export": "exporting.export",
    "serve": "serving.serve",
    "mcp": "serving.mcp",
    "schema": "reading.schema",
    "demo": "demo.demo",
}
LEDGER = {
    "init": "book.init",
    "migrate": "book.migrate",
    "check": "book.check",
    "merge": "book.merge",
    "split": "book.split",
    "identities": "book.identities",
    "edits": "finding.edits",
}
SOURCES = {"add": "gathering.add", "list": "gathering.list_sources", "test": "gathering.try_source"}
TOKEN = {"create": "serving.create", "list": "serving.listed", "revoke": "serving.revoke"}
ALERTS = {"run": "alerting.run", "list": "alerting.listed", "retry": "alerting.retry"}

app = typer.Typer(
    cls=lazy.group(COMMANDS), no_args_is_help=True, add_completion=False, help="The book on managers' jobs.", pretty_exceptions_enable=False
)  # fmt: skip
app.add_typer(
    typer.Typer(cls=lazy.group(LEDGER), no_args_is_help=True, help="Make, upgrade and verify the ledger."), name="ledger"
)
app.add_typer(
    typer.Typer(cls=lazy.group(SOURCES), no_args_is_help=True, help="The outlets that are followed, in hotseat.toml."),
    name="sources",
)
app.add_typer(
    typer.Typer(cls=lazy.group(TOKEN), no_args_is_help=True, help="Make, list and revoke access tokens of the server."),
    name="token",
)
app.add_typer(
    typer.Typer(cls=lazy.group(ALERTS), no_args_is_help=True, help="Alerts by the rules in hotseat.toml."), name="alerts"
)


def run() -> None:
    """Run the app; an error on purpose is one line and exit code 2."""
    try:
        app()
    except HotseatError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"hotseat: {error}", markup=False)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)
