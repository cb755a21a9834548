"""A market's probabilities over time, as steps: a belief holds until the next one is issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from hotseat.show.charts.drawing import element, path, picture
from hotseat.show.queries.answers import Point

HEIGHT = 300.0
LEFT, TOP, BOTTOM = 38.0, 12.0, 26.0
WIDE, NARROW = (760.0, 168.0), (380.0, 46.0)  # width, and the room for labels on the right: names, or numbers alone
MOST = 5  # lines
GAP = 15.0  # between labels


@dataclass(frozen=True, slots=True, kw_only=True)
class OddsChart:
    """The drawing for wide and for narrow windows, and the same numbers as rows for the table under it."""

    svg: Markup
    narrow: Markup
    options: tuple[str, ...]
    rows: tuple[tuple[datetime, tuple[float | None, ...]], ...]


def odds_chart(history: Sequence[Point], title: str, end: datetime | None = None, most: int = MOST) -> OddsChart | None:
    """The chart of the likeliest options; None where nothing was issued."""
    if not history:
        return None
    last = history[-1].odds
    peak: dict[str, float] = {}
    for point in history:
        for option, p in point.odds.items():
            peak[option] = max(peak.get(option, 0.0), p)
    options = tuple(sorted(peak, key=lambda o: (-last.get(o, 0.0), -peak[o]))[:most])
    start, stop = history[0].moment, max(history[-1].moment, end or history[-1].moment)
    if stop - start < timedelta(hours=1):
        start -= timedelta(hours=12)
        stop += timedelta(hours=12)
    rows = tuple((p.moment, tuple(p.odds.get(o) for o in options)) for p in history)
    wide = drawing(Frame(start, stop, *WIDE), history, options, title, named=True)
    narrow = drawing(Frame(start, stop, *NARROW), history, options, title, named=False)
    return OddsChart(svg=wide, narrow=narrow, options=options, rows=rows)


def drawing(frame: Frame, history: Sequence[Point], options: Sequence[str], title: str, *, named: bool) -> Markup:
    """The lines within their frame, each with a label at its end."""
    last = history[-1].odds
    labels = spread([(o, frame.y(last.get(o, 0.0))) for o in options])
    parts = [*frame.grid(), *frame.days()]
    for index, option in reversed(list(enumerate(options, start=1))):
        parts.append(line(frame, history, option, index, frame.stop))
        percent = f"{round(100 * last.get(option, 0.0))}%"
        text = f"{short(option)} {percent}" if named else percent
        parts.append(element("text", text, x=frame.end + 10, y=labels[option] + 4, class_=f"label f{index}"))
    parts.append(element("line", x1=0, x2=0, y1=TOP, y2=HEIGHT - BOTTOM, class_="cross", visibility="hidden"))
    parts += [element("g", data_at=frame.x(p.moment)) for p in history]
    return picture(frame.width, HEIGHT, title, *parts, class_="wide" if named else "narrow")


@dataclass(frozen=True, slots=True)
class Frame:
    """The axes: time to the right, probability upwards."""

    start: datetime
    stop: datetime
    width: float
    right: float

    @property
    def end(self) -> float:
        """The right end of the lines."""
        return self.width - self.right

    def x(self, moment: datetime) -> float:
        """The place of a moment."""
        return LEFT + (self.end - LEFT) * ((moment - self.start) / (self.stop - self.start))

    def y(self, p: float) -> float:
        """The place of a probability."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - p)

    def grid(self) -> list[Markup]:
        """Lines at each quarter, with their numbers."""
        parts = []
        for percent in (0, 25, 50, 75, 100):
            y = self.y(percent / 100)
            parts.append(element("line", x1=LEFT, x2=self.end, y1=y, y2=y, class_="grid"))
            parts.append(element("text", f"{percent}%", x=LEFT - 6, y=y + 4, text_anchor="end", class_="axis"))
        return parts

    def days(self) -> list[Markup]:
        """Dates under the axis, about five of them."""
        span = self.stop - self.start
        steps = 5 if self.width > 500 else 3
        form = "%-d %b" if span < timedelta(days=300) else "%b %Y"
        if span < timedelta(days=3):
            form = "%-d %b %H:%M"
        parts = []
        for i in range(steps):
            moment = self.start + span * i / (steps - 1)
            anchor = "start" if i == 0 else "end" if i == steps - 1 else "middle"
            text = moment.strftime(form)
            parts.append(element("text", text, x=self.x(moment), y=HEIGHT - 6, text_anchor=anchor, class_="axis"))
        return parts


def line(frame: Frame, history: Sequence[Point], option: str, index: int, stop: datetime) -> Markup:
    """An option's steps, from where it first was listed, with a dot at the end."""
    points: list[tuple[float, float]] = []
    for point in history:
        p = point.odds.get(option)
        if p is None:
            continue
        x, y = frame.x(point.moment), frame.y(p)
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    end = (frame.x(stop), points[-1][1])
    dot = element("circle", cx=end[0], cy=end[1], r=3.5, class_=f"dot f{index}")
    return element("g", element("path", d=path([*points, end]), class_=f"line s{index}"), dot, element("title", option))


def spread(places: Sequence[tuple[str, float]]) -> Mapping[str, float]:
    """Label places moved apart so that none covers another, kept within the drawing."""
    ordered = sorted(places, key=lambda p: p[1])
    placed: list[float] = []
    for _, y in ordered:
        placed.append(max(y, placed[-1] + GAP) if placed else y)
    limit = HEIGHT - BOTTOM
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - GAP
    return {name: y for (name, _), y in zip(ordered, placed, strict=True)}


def short(option: str, most: int = 17) -> str:
    """A name that fits beside the chart."""
    option = option.removeprefix("the ")
    if len(option) <= most:
        return option
    words = option.split()
    initials = " ".join([f"{words[0][0]}.", *words[1:]])
    return initials if len(initials) <= most else initials[: most - 1] + "…"
