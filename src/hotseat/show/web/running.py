"""Running the server."""

from __future__ import annotations

import sys

import uvicorn

from hotseat.show.desk import Desk
from hotseat.show.serving.settings import Settings
from hotseat.show.web.app import create_app

# Seconds after which a thread lets another one go on. With Python's usual 5 ms every answer from memory waits for whoever computes. Whoever
# reads the ledger waits that long after each row, since SQLite's driver lets others go first: of 300 rows beside a busy loop, 30 ms.
SWITCH = 0.0001


def run(desk: Desk, settings: Settings, host: str, port: int) -> None:
    """Serve until stopped."""
    sys.setswitchinterval(SWITCH)
    config = uvicorn.Config(
        create_app(desk, settings), host=host, port=port, log_level="warning", access_log=False, server_header=False,
        timeout_keep_alive=30, lifespan="on",
    )  # fmt: skip
    uvicorn.Server(config).run()
    desk.close()
