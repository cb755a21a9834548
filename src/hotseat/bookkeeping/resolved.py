"""The ledger's own resolved markets as questions of a replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from hotseat.bookkeeping.questions import Question
from hotseat.records_market import STAYS, Market, Outcome, Resolution


def questions_of(
    markets: Iterable[Market], outcomes: Mapping[str, Outcome], first: datetime | None, last: datetime | None
) -> list[Question]:
    """Those of the markets that opened and resolved within a period, and have a winner."""
    found = []
    for market in markets:
        outcome = outcomes.get(market.id)
        within = outcome and (first is None or market.opened >= first) and (last is None or outcome.moment <= last)
        if outcome and within and outcome.resolution.scored and outcome.winner:
            winner = market.incumbent or STAYS if outcome.winner == STAYS else outcome.winner
            found.append(Question(
                id=market.id, post=market.post, opened=market.opened.date(), filled=outcome.moment.date(), winner=winner,
                previous=market.incumbent, items=frozenset(), interim=outcome.resolution is Resolution.INTERIM, vacated=market.vacant is not None,
            ))  # fmt: skip
    return found
