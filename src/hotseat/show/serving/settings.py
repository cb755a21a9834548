"""How the server behaves; everything has a default that is safe on one machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Options of `hotseat serve`.

    Args:
        base_url: the address under which readers reach the server, without a slash at the end; feeds and alerts link to it.
        closed: reading needs a token, too.
        rate: requests of the API a minute and client; 0 for no limit.
        recheck: seconds between looks at the ledger for something new.
        stale: seconds after a change for which an old answer may still be given while a new one is made; 0 makes everybody wait.
        kept: seconds after which an answer is made anew though the ledger has not changed, since odds age.
        warm: answers that are made before anybody asks, when the server starts.
        renew: seconds after an article came in over the web until the odds are judged anew; None leaves that to `hotseat refresh`.
        memory: bytes of answers that are remembered.
        secure: cookies only over HTTPS.
        config: the `hotseat.toml` whose sources are followed; None for the usual place.
    """

    base_url: str = "http://127.0.0.1:8000"
    closed: bool = False
    rate: int = 600
    recheck: float = 1.0
    stale: float = 60.0
    kept: float = 300.0
    warm: int = 700
    renew: float | None = 2.0
    memory: int = 64_000_000
    secure: bool = False
    config: Path | None = None
