"""A card of one or two coaches as SVG or PNG, for a page of a newspaper: readable in greyscale, its sources on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from hotseat.errors import InputError
from hotseat.show.records import Career, sources

INK, PAPER, GREY, RULE = "#111111", "#ffffff", "#6b6b6b", "#c9c9c9"
STYLES: tuple[dict[str, Any], ...] = (
    {"color": "#111111", "marker": "o", "linestyle": "-", "markerfacecolor": "#111111"},
    {"color": "#777777", "marker": "s", "linestyle": "--", "markerfacecolor": "#ffffff"},
)
WIDTH = 128  # characters of a line of the footer
SIZE = (8.0, 6.4)  # inches; 1,600 x 1,280 pixels at 200 dots an inch
FONT: Any = {"font.family": "DejaVu Sans", "svg.fonttype": "path", "svg.hashsalt": "hotseat"}


def draw(careers: Sequence[Career], path: Path) -> None:
    """Write the card; the path's ending says which format.

    Args:
        careers: one or two records.
        path: a file that ends in .svg or .png.

    Raises:
        InputError: the ending is another, there is nothing to draw, or the file cannot be written.
    """
    if path.suffix.lower() not in (".svg", ".png"):
        raise InputError(str(path), "a card is .svg or .png")
    if not any(c.spells for c in careers):
        raise InputError(str(path), f"no matches of {' or '.join(c.person for c in careers)} in the data, so there is no card")
    with mpl.rc_context(FONT):
        figure = Figure(figsize=SIZE, facecolor=PAPER)
        FigureCanvasAgg(figure)
        heading(figure, careers)
        numbers(figure.add_axes((0.06, 0.43, 0.88, 0.36)), careers)
        seasons(figure.add_axes((0.10, 0.145, 0.84, 0.235)), careers)
        footer(figure, careers)
        try:
            figure.savefig(path, dpi=200, facecolor=PAPER, metadata={"Date": None} if path.suffix.lower() == ".svg" else {})
        except OSError as error:
            raise InputError(str(path), f"cannot be written ({error.strerror})") from error


def heading(figure: Figure, careers: Sequence[Career]) -> None:
    """Names over a rule, the day under it."""
    names = "  v  ".join(c.person for c in careers)
    figure.text(0.06, 0.925, names, fontsize=24 if len(names) < 34 else 17, fontweight="bold", color=INK, va="center")
    clubs = f": {', '.join(dict.fromkeys(s.tenure.org for s in careers[0].spells))}" if len(careers) == 1 else ""
    under = f"Head-coach record to {careers[0].day.day} {careers[0].day:%B %Y}{clubs}"
    figure.text(0.06, 0.865, under if len(under) < 88 else f"{under[:86]}…", fontsize=10.5, color=GREY, va="center")
    figure.add_artist(mpl.lines.Line2D((0.06, 0.94), (0.835, 0.835), color=INK, linewidth=1.4))


def rows(career: Career) -> list[str]:
    """The numbers of one coach, in the order of `LABELS`."""
    total, above = career.total, career.total.above_expectation
    share = f"{total.won / total.played:.0%}" if total.played else "–"
    return [
        f"{total.played}", f"{total.won} – {total.drawn} – {total.lost}", share, f"{total.scored} : {total.conceded}",
        f"{total.points_per_game:.2f}", "–" if above is None else f"{above:+.2f}".replace("-", "−"),
        f"{len(career.titles)}" + ("" if career.titles_whole else " (in these results)"),
    ]  # fmt: skip


LABELS = (
    "Matches in the data", "Won – drawn – lost", "Matches won", "Goals", "Points per game", "League points per game beyond\nothers against the same opponents", "Titles",
)  # fmt: skip


def numbers(axes: Axes, careers: Sequence[Career]) -> None:
    """The table of numbers, a column a coach."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(LABELS) + 0.6, -0.6 if len(careers) == 2 else 0.1)
    columns = (0.62, 0.88) if len(careers) == 2 else (0.72,)
    if len(careers) == 2:
        for x, career, style in zip(columns, careers, STYLES, strict=True):
            surname = career.person.rsplit(maxsplit=1)[-1]
            axes.text(x, -0.5, surname, ha="center", va="center", fontsize=11, fontweight="bold", color=INK)
            axes.plot([x - 0.005 * len(surname) - 0.05], [-0.5], markersize=7, clip_on=False, **style)
    values = [rows(c) for c in careers]
    for number, label in enumerate(LABELS):
        y = number + 0.55
        axes.text(
            0,
            y,
            label,
            ha="left",
            va="center_baseline" if "\n" not in label else "center",
            fontsize=8.6 if "\n" in label else 9.5,
            color=INK,
        )
        for x, value in zip(columns, values, strict=True):
            axes.text(x, y, value[number], ha="center", va="center_baseline", fontsize=11.5, color=INK)
        axes.plot([0, 1], [y + 0.5, y + 0.5], color=RULE, linewidth=0.6)


def by_season(career: Career) -> tuple[list[int], list[float]]:
    """Points per game of all matches, by the year in which a season began."""
    total: dict[int, list[int]] = {}
    for spell in career.spells:
        for line in spell.lines:
            if line.season:
                points, games = total.setdefault(int(line.season[:4]), [0, 0])
                total[int(line.season[:4])] = [points + 3 * line.tally.won + line.tally.drawn, games + line.tally.played]
    years = sorted(y for y, (_, games) in total.items() if games >= 5)
    return years, [total[y][0] / total[y][1] for y in years]


def seasons(axes: Axes, careers: Sequence[Career]) -> None:
    """Points per game by season: one line a coach, told apart by mark and dashes, broken where a season is missing."""
    for career, style in zip(careers, STYLES, strict=False):
        years, values = by_season(career)
        if years:
            span = list(range(years[0], years[-1] + 1))
            known = dict(zip(years, values, strict=True))
            axes.plot(span, [known.get(y, float("nan")) for y in span], linewidth=1.6, markersize=5, **style)
    axes.set_ylim(0.5, 3.05)
    axes.set_ylabel("points per game", fontsize=8.5, color=INK)
    axes.set_title("By season (year it began; seasons of five matches or more)", fontsize=9, loc="left", color=INK)
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True, nbins=12))
    axes.tick_params(labelsize=8, colors=INK)
    axes.grid(axis="y", color=RULE, linewidth=0.5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def footer(figure: Figure, careers: Sequence[Career]) -> None:
    """Where the numbers are from, and what they lack."""
    lacking = sorted({m for c in careers for s in c.spells for m in s.missing})
    more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
    note = f" Not in the data: {', '.join(lacking[:3])}{more}." if lacking else ""
    lines = wrap(f"{sources(careers)} Shoot-outs count as draws.{note}", WIDTH)
    for number, line in enumerate(lines[:4]):
        figure.text(0.06, 0.078 - 0.0205 * number, line, fontsize=6.8, color=GREY)
    figure.text(0.94, 0.865, "hotseat", fontsize=8.5, color=GREY, ha="right", va="center")
