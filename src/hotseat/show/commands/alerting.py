"""`alerts run|list|retry`: tell those who asked for it."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hotseat.gather.sources import find_config
from hotseat.ledger import deliveries, store
from hotseat.ledger.deliveries import State
from hotseat.show.options import Extra, Json, Ledger, out, print_json, register_with

Config = Annotated[Path | None, typer.Option("--config", envvar="HOTSEAT_CONFIG", help="A hotseat.toml; else ./ or the user's.")]
Base = Annotated[str, typer.Option("--base-url", help="Where the pages are, for links.")]
Every = Annotated[int | None, typer.Option("--every", min=10, help="Keep going, every so many seconds.")]


def run(
    ledger: Ledger = None, config: Config = None, base: Base = "http://127.0.0.1:8000", every: Every = None, extra: Extra = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Look at what is new since the last run, queue one digest a rule, and send what is due."""
    from hotseat.show.alerts import rules, running  # noqa: PLC0415 -- imports an HTTP client and a mailer
    from hotseat.show.desk import Desk  # noqa: PLC0415

    alerting = rules.load(find_config(config))
    with Desk(ledger, register_with(extra)) as desk:
        while True:
            found = running.run(desk, alerting, base.rstrip("/"))
            if as_json:
                print_json(asdict(found))
            else:
                out().print(f"{len(alerting.alerts)} rules, {found.queued} queued, {found.sent} sent, {found.dead} given up")
            if every is None:
                return
            time.sleep(every)


def listed(ledger: Ledger = None, dead: Annotated[bool, typer.Option("--dead", help="Only those given up.")] = False,
           as_json: Json = False) -> None:  # fmt: skip
    """The alerts on their way, sent and given up, newest first."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    with store.reading(engine) as connection:
        found = deliveries.listed(connection, State.DEAD if dead else None)
    if as_json:
        print_json([asdict(d) for d in found])
        return
    for d in found:
        problem = f"  {d.problem}" if d.problem else ""
        out().print(f"{d.id[:8]}  {d.state.value:7}  {d.attempts} tries  {d.rule} -> {d.target}{problem}", markup=False)
    if not found:
        out().print("no alerts")


def retry(ledger: Ledger = None) -> None:
    """Try those that were given up again, with the next run."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    out().print(f"{deliveries.revive(engine, datetime.now(UTC))} alerts will be tried again")
