"""`serve`, `token create|list|revoke`: the pages, and who may write."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from hotseat.ledger import store, tokens
from hotseat.ledger.tokens import Scope
from hotseat.show.desk import Desk
from hotseat.show.options import Extra, Json, Ledger, out, print_json, refuse, register_with

Host = Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 for all.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535)]
Base = Annotated[str | None, typer.Option("--base-url", help="Where readers reach it, for links in feeds and alerts.")]
Closed = Annotated[bool, typer.Option("--closed", help="Reading needs a token, too.")]
Rate = Annotated[int, typer.Option("--rate", min=0, help="API requests a minute and client; 0 for no limit.")]


def serve(
    ledger: Ledger = None, host: Host = "127.0.0.1", port: Port = 8000, base: Base = None, closed: Closed = False, rate: Rate = 600,
    extra: Extra = None,
) -> None:  # fmt: skip
    """Serve pages, REST API and feeds."""
    # The web framework takes a second to import, and most commands never need it.
    from hotseat.show.serving.settings import Settings  # noqa: PLC0415
    from hotseat.show.web.running import run  # noqa: PLC0415

    engine = store.open_engine(ledger)
    if store.versions(engine)[0] is None:
        refuse(f"{store.name_of(engine)}: no ledger there yet; make one with `hotseat ledger init` or `hotseat add`")
    address = (base or f"http://{host}:{port}").rstrip("/")
    settings = Settings(base_url=address, closed=closed, rate=rate, secure=address.startswith("https://"))
    out().print(f"hotseat on {address}, ledger {store.name_of(engine)}; stop with Ctrl-C", markup=False)
    run(Desk(engine, register_with(extra)), settings, host, port)


def create(
    name: str, scope: Annotated[Scope, typer.Option("--scope", help="write includes read.")] = Scope.WRITE, ledger: Ledger = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Make a token; it is printed once and kept only as a hash."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    secret = tokens.create(engine, name, scope, datetime.now(UTC))
    if as_json:
        print_json({"name": name, "scope": scope.value, "token": secret})
    else:
        out().print(secret, markup=False)


def listed(ledger: Ledger = None, as_json: Json = False) -> None:
    """The tokens, without their secrets."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    with store.reading(engine) as connection:
        found = tokens.every(connection)
    if as_json:
        print_json([asdict(t) for t in found])
        return
    for t in found:
        out().print(
            f"{t.id}  {t.scope.value:5}  {t.created}  {t.name}{'  revoked ' + t.revoked if t.revoked else ''}", markup=False
        )
    if not found:
        out().print("no tokens yet; make one with `hotseat token create NAME`")


def revoke(token: Annotated[str, typer.Argument(help="The id that `token list` shows.")], ledger: Ledger = None) -> None:
    """Take a token's rights away for good."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    tokens.revoke(engine, token, datetime.now(UTC))
    out().print(f"{token}: revoked")


def mcp(ledger: Ledger = None, extra: Extra = None) -> None:
    """Answer a model's questions over the Model Context Protocol, on standard input and output; it can only read."""
    from hotseat.show.mcp_server import server  # noqa: PLC0415 -- as above

    server(Desk(ledger, register_with(extra))).run()
