"""Small drawings within tables and lists: a sparkline, a meter with its interval, a push to one side, tenures on a time line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from hotseat.records import Tenure
from hotseat.show.charts.drawing import element, path, picture


def spark(values: Sequence[float]) -> Markup:
    """A line of probabilities, 0 to 1; decoration beside numbers that say the same."""
    if len(values) < 2:
        return Markup("")
    width, height = 96.0, 28.0
    low, high = min(values), max(values)
    room = max(high - low, 0.08)
    base = max(0.0, min(low, (low + high - room) / 2))
    points = [
        (width * i / (len(values) - 1), height - 3 - (height - 6) * min(1.0, (v - base) / room)) for i, v in enumerate(values)
    ]
    wash = element("path", d=path([*points, (width, height), (0.0, height)]) + "Z", class_="wash")
    stroke = element("path", d=path(points))
    return element(
        "svg", wash, stroke, class_="spark", viewBox=f"0 0 {width:g} {height:g}", preserveAspectRatio="none", aria_hidden="true",
        width=96, height=28,
    )  # fmt: skip


def meter(value: float, low: float | None = None, high: float | None = None, *, quiet: bool = False) -> Markup:
    """A probability as a bar, with its interval as a line; hidden from screen readers, since the number stands beside it."""
    fill = "rest" if quiet else "fill"
    parts = [
        element("rect", x=0, y=1, width=100, height=6, rx=1, class_="rail"),
        element("rect", x=0, y=1, width=100 * value, height=6, rx=1, class_=fill),
    ]
    if low is not None and high is not None:
        parts.append(element("line", x1=100 * low, x2=100 * high, y1=4, y2=4, class_="span"))
        parts += [element("line", x1=100 * x, x2=100 * x, y1=1, y2=7, class_="span") for x in (low, high)]
    return element(
        "svg", *parts, class_="meter", viewBox="0 0 100 8", preserveAspectRatio="none", aria_hidden="true", width=100, height=8
    )


def push(delta: float, largest: float) -> Markup:
    """What a claim adds, to the right, or takes away, to the left."""
    reach = 48 * min(1.0, abs(delta) / largest) if largest else 0.0
    bar = element(
        "rect", x=50 if delta >= 0 else 50 - reach, y=1, width=reach, height=6, class_="plus" if delta >= 0 else "minus"
    )
    return element(
        "svg", bar, element("line", x1=50, x2=50, y1=0, y2=8, class_="zero"), class_="push", viewBox="0 0 100 8",
        preserveAspectRatio="none", aria_hidden="true", width=100, height=8,
    )  # fmt: skip


def tenures(held: Sequence[Tenure], today: date, label: str, *, by_person: bool) -> Markup:
    """Tenures as bars over time, one row each; the present one and caretakers are named as such in the text."""
    rows = [t for t in held if t.start is not None][-10:]
    if not rows:
        return Markup("")
    start = min(t.start for t in rows if t.start)
    stop = max(today, *(t.end or today for t in rows))
    width, left, row = 400.0, 0.0, 40.0
    days = max((stop - start).days, 30)

    def x(day: date) -> float:
        return left + (width - left) * (day - start).days / days

    parts = [*years(start, stop, x, row * len(rows))]
    for i, tenure in enumerate(rows):
        begun, end = tenure.start or start, min(tenure.end or today, stop)
        kind = "care" if tenure.caretaker else "now" if tenure.end is None or tenure.end >= today else "held"
        name = tenure.person if by_person else tenure.org
        note = " (caretaker)" if tenure.caretaker else ""
        y = row * i
        parts.append(element("text", cut(name + note, 52), x=0, y=y + 14))
        bar = element("title", f"{name}{note}: {begun} to {tenure.end or 'today'}")
        parts.append(element("rect", bar, x=x(begun), y=y + 20, width=max(x(end) - x(begun), 2.0), height=11, rx=3, class_=kind))
    return picture(width, row * len(rows) + 20, label, *parts, class_="gantt")


def years(start: date, stop: date, place: Callable[[date], float], height: float) -> list[Markup]:
    """Lines at the turn of years, not more than eight."""
    count = stop.year - start.year
    step = max(1, -(-count // 8))
    parts = []
    for year in range(start.year + 1, stop.year + 1, step):
        at = place(date(year, 1, 1))
        if not 16 < at < 384:
            continue
        parts.append(element("line", x1=at, x2=at, y1=0, y2=height, class_="grid"))
        parts.append(element("text", str(year), x=at, y=height + 15, class_="axis", text_anchor="middle"))
    return parts


def cut(name: str, most: int = 34) -> str:
    """A name that fits its column."""
    return name if len(name) <= most else name[: most - 1] + "…"


def span_words(start: date | None, end: date | None, today: date) -> str:
    """How long somebody has held a post, in words."""
    if start is None:
        return ""
    days = ((end or today) - start) // timedelta(days=1)
    months = round(days / 30.44)
    if months < 1:
        return f"{max(days, 0)} days"
    if months < 24:
        return f"{months} month{'s' * (months != 1)}"
    years_held, rest = divmod(months, 12)
    return f"{years_held} years" + (f" {rest} months" if rest else "")
