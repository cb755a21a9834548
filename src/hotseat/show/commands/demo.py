"""`demo`: the whole way on the shipped examples."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hotseat import work
from hotseat.gather.files import read_paths
from hotseat.ledger import store
from hotseat.ledger.view import View
from hotseat.read.reader import Reader
from hotseat.show import dossiers, terminal
from hotseat.show.options import out, refuse, register_with


def demo(examples: Annotated[Path, typer.Option(help="The folder of the example articles.")] = Path("examples")) -> None:
    """Read the shipped examples into a temporary ledger; print board and dossier."""
    items, extra = examples / "items.jsonl", examples / "register.jsonl"
    if not items.exists():
        refuse(f"{items}: the examples are not there; run this in hotseat's checkout, or name their folder with --examples")
    console = out()
    register = register_with(extra)
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_engine(str(Path(folder) / "demo.sqlite"))
        store.migrate(engine)
        report = work.ingest(read_paths([str(items)]), Reader(register), engine)
        with engine.connect() as connection:
            entries = View(connection).entries()
        engine.dispose()
    console.print(f"{report.items} articles read, {report.claims} claims\n")
    newest = max((e.published or "" for e in entries), default="")
    day = datetime.fromisoformat(newest).date() if newest else None
    rows = dossiers.board(entries, register, day)
    terminal.print_board(console, rows)
    if rows:
        chosen = [e for e in entries if e.claim.org == rows[0].org]
        console.print()
        terminal.print_dossier(console, dossiers.post_dossier(rows[0].org, chosen, register, day), day)
