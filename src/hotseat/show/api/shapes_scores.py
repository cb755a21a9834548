"""The shapes of scores: how forecasts and sources' words held. What all shapes share stands here, too."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Probability = Annotated[float, Field(ge=0, le=1)]


class Shape(BaseModel):
    """What all shapes share."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class ForecastShape(Shape):
    """A resolved market with the winner's probability in the first and the last issued belief."""

    market: str
    post: str
    winner: str
    beliefs: int
    first: Probability
    last: Probability


class BinShape(Shape):
    """A bin of the calibration table."""

    forecast: Probability
    observed: Probability
    n: int


class CalibrationShape(Shape):
    """All issued forecasts of resolved markets against their outcomes; figures are null where nothing has resolved."""

    markets: int
    open: int
    looks: int
    log_loss: float | None
    brier: float | None
    ece: float | None
    discrimination: float | None
    bins: list[BinShape]
    forecasts: list[ForecastShape]


class ShareShape(Shape):
    """Hits of n graded words. `share` with the ends of its 90 % interval is null where there are too few words."""

    n: int
    hits: int
    share: Probability | None
    low: Probability | None
    high: Probability | None


class FirmnessShape(ShareShape):
    """A source's words of one sort, beside the share of every source's words of that sort."""

    usual: Probability


class CreditShape(Shape):
    """A winner whom the source named first, with the hours before the next source and before the announcement."""

    winner: str
    claim: str
    moment: datetime
    lead_hours: float | None
    ahead_hours: float | None


class StandingShape(Shape):
    """How a source's own words held on markets that have resolved. `worth` is in nats, over what was believed before each word."""

    overall: ShareShape
    denials: ShareShape
    by_beat: dict[str, ShareShape]
    by_lead: dict[str, ShareShape]
    by_stage: dict[str, FirmnessShape]
    worth: float
    worth_each: float
    firsts: list[CreditShape]
    markets: int
