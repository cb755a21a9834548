"""A calibration plot: how often forecasts came true, by what they said."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from hotseat.judge.scores import Bin
from hotseat.show.charts.drawing import element, picture

SIZE, LEFT, BOTTOM, TOP = 340.0, 44.0, 44.0, 10.0


def calibration_plot(bins: Sequence[Bin], title: str) -> Markup:
    """A dot a bin; its size shows how much it rests on, and its title gives the numbers."""
    side = SIZE - LEFT - TOP

    def x(p: float) -> float:
        return LEFT + side * p

    def y(p: float) -> float:
        return TOP + side * (1 - p)

    parts = []
    for percent in (0, 25, 50, 75, 100):
        p = percent / 100
        parts.append(element("line", x1=x(0), x2=x(1), y1=y(p), y2=y(p), class_="grid"))
        parts.append(element("text", f"{percent}%", x=LEFT - 6, y=y(p) + 4, text_anchor="end", class_="axis"))
        parts.append(element("text", f"{percent}%", x=x(p), y=y(0) + 16, text_anchor="middle", class_="axis"))
    parts.append(element("line", x1=x(0), y1=y(0), x2=x(1), y2=y(1), class_="ideal"))
    parts.append(element("text", "forecast", x=x(0.5), y=SIZE - 6 + 4, text_anchor="middle", class_="axis"))
    total = sum(b.weight for b in bins) or 1.0
    for b in bins:
        radius = 4 + 9 * (b.weight / total) ** 0.5
        words = f"forecast {b.forecast:.0%}, came true {b.observed:.0%}, n = {b.n}"
        parts.append(element("line", x1=x(b.forecast), x2=x(b.forecast), y1=y(b.forecast), y2=y(b.observed), class_="whisker"))
        parts.append(element("circle", element("title", words), cx=x(b.forecast), cy=y(b.observed), r=radius, class_="dot f1"))
    return picture(SIZE, SIZE + 6, title, *parts)
