"""Calibration plots: how often forecasts, or a source's words, came true, by what was to be expected of them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from hotseat.judge.reliability import Firmness
from hotseat.judge.scores import Bin
from hotseat.show.charts.drawing import element, picture

SIZE, LEFT, TOP = 340.0, 44.0, 10.0
SIDE = SIZE - LEFT - TOP
NEAR = 13.0  # between labels


def across(p: float) -> float:
    """The place of a share on the way to the right."""
    return LEFT + SIDE * p


def up(p: float) -> float:
    """The place of a share on the way up."""
    return TOP + SIDE * (1 - p)


def frame(below: str) -> list[Markup]:
    """The axes with the line on which everything comes true as often as expected."""
    parts = []
    for percent in (0, 25, 50, 75, 100):
        p = percent / 100
        parts.append(element("line", x1=across(0), x2=across(1), y1=up(p), y2=up(p), class_="grid"))
        parts.append(element("text", f"{percent}%", x=LEFT - 6, y=up(p) + 4, text_anchor="end", class_="axis"))
        parts.append(element("text", f"{percent}%", x=across(p), y=up(0) + 16, text_anchor="middle", class_="axis"))
    parts.append(element("line", x1=across(0), y1=up(0), x2=across(1), y2=up(1), class_="ideal"))
    parts.append(element("text", below, x=across(0.5), y=SIZE - 2, text_anchor="middle", class_="axis"))
    return parts


def calibration_plot(bins: Sequence[Bin], title: str) -> Markup:
    """A dot a bin; its size shows how much it rests on, and its title gives the numbers."""
    parts = frame("forecast")
    total = sum(b.weight for b in bins) or 1.0
    for b in bins:
        radius = 4 + 9 * (b.weight / total) ** 0.5
        words = f"forecast {b.forecast:.0%}, came true {b.observed:.0%}, n = {b.n}"
        x = across(b.forecast)
        parts.append(element("line", x1=x, x2=x, y1=up(b.forecast), y2=up(b.observed), class_="whisker"))
        parts.append(element("circle", element("title", words), cx=x, cy=up(b.observed), r=radius, class_="dot f1"))
    return picture(SIZE, SIZE + 6, title, *parts)


def firmness_plot(sorts: Sequence[Firmness], title: str) -> Markup | None:
    """A source's words by how firm they were: the usual share to the right, its own share with its interval upwards.

    Sorts of which there are too few words are left out; None where that leaves none.
    """
    shown = sorted((s for s in sorts if not s.share.few), key=lambda s: (s.usual, s.channel.value))
    if not shown:
        return None
    parts = frame("usual for words as firm, all sources")
    for sort in shown:
        x, share = across(sort.usual), sort.share
        words = f"{sort.channel.value}: {share.mean:.0%} held, {share.low:.0%} to {share.high:.0%}, n = {share.n}; usual {sort.usual:.0%}"
        parts.append(element("line", x1=x, x2=x, y1=up(share.low), y2=up(share.high), class_="whisker"))
        parts.append(element("circle", element("title", words), cx=x, cy=up(share.mean), r=6, class_="dot f1"))
    parts += labels([(s.channel.value, across(s.usual), up(s.share.mean)) for s in shown])
    return picture(SIZE, SIZE + 6, title, *parts)


def labels(places: Sequence[tuple[str, float, float]]) -> list[Markup]:
    """Names beside dots, on the side that has room, moved apart where they would cover one another."""
    parts, placed = [], list[tuple[float, float]]()
    for name, x, y in sorted(places, key=lambda p: p[2]):
        right = x < LEFT + SIDE * 0.7
        at = y + 4
        while any(abs(at - other) < NEAR and abs(x - far) < SIDE * 0.4 for far, other in placed):
            at += 2
        placed.append((x, at))
        parts.append(
            element("text", name, x=x + 10 if right else x - 10, y=at, text_anchor="start" if right else "end", class_="label f1")
        )
    return parts
