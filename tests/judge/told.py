"""Reports for tests: one line each."""

from __future__ import annotations

from hotseat.judge.reports import Channel, Report, Tier
from hotseat.records_market import Descent, Echo

ROOT = Echo(claim="", descent=Descent.ROOT, probability=0.0)


def told(
    teller: str, option: str, time: float, channel: Channel = Channel.TALKS, *, cites: str | None = None, certainty: float = 2.0,
    post: str = "Port Albany", text: str = "", copy_of: str | None = None, item: str | None = None,
) -> Report:  # fmt: skip
    key = f"{teller}-{option}-{time}-{channel}"
    return Report(
        id=key, item=item or key, time=time, post=post, option=option, channel=channel, teller=teller, source=cites or teller,
        tier=Tier.CITED if cites else Tier.OUTLET, cites=cites, certainty=certainty, text=text, copy_of=copy_of,
    )  # fmt: skip
