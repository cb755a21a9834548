"""A backtest as JSON, as text, and as one HTML page with plots drawn into it."""

from __future__ import annotations

import io
from typing import Any

import matplotlib as mpl
from jinja2 import Environment, PackageLoader, StrictUndefined
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.console import Console
from rich.table import Table

from hotseat.bookkeeping.backtest import HOTSEAT, Backtest
from hotseat.judge.scores import by_market

NAMES = {
    HOTSEAT: "hotseat", "prior": "prior only", "vote_share": "vote share", "last_report": "last report wins",
    "dawid_skene": "Dawid-Skene",
}  # fmt: skip
INK, ACCENT, PALE = "#222222", "#0b5c8a", "#9aa5ad"


def report_json(found: Backtest) -> dict[str, Any]:
    """The figures."""
    return {
        "markets": len(found.questions), "talked_of": found.talked_of, "interims": found.interims, "weights": found.weights,
        "methods": {
            name: {
                "log_loss": s.log_loss, "brier": s.brier, "ece": s.ece, "discrimination": s.discrimination,
                "reliability": s.reliability, "resolution": s.resolution, "uncertainty": s.uncertainty, "days": s.looks,
                "calibration": [{"forecast": b.forecast, "observed": b.observed, "n": b.n, "weight": b.weight} for b in s.bins],
            }
            for name, s in found.scores.items()
        },
        "bootstrap": {name: list(interval) for name, interval in found.bootstrap.items()},
        "ece_by_chance": {"mean": found.by_chance[0], "high": found.by_chance[1]},
    }  # fmt: skip


def print_report(console: Console, found: Backtest) -> None:
    """The figures as a table."""
    interims = f", {found.interims} of them won by an interim" if found.interims else ""
    console.print(
        f"{len(found.questions)} markets{interims}; somebody was named in {found.talked_of}. First weights: {found.weights}."
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("method", "log loss", "Brier", "ECE", "rank", "minus hotseat's, 95 %"):
        table.add_column(heading, justify="left" if heading == "method" else "right")
    for name, s in found.scores.items():
        span = "" if name == HOTSEAT else "{:+.3f} to {:+.3f}".format(*found.bootstrap[name])
        table.add_row(NAMES[name], f"{s.log_loss:.3f}", f"{s.brier:.3f}", f"{s.ece:.3f}", f"{s.discrimination:.2f}", span)
    console.print(table)
    mean, high = found.by_chance
    console.print(
        f"On so few markets a calibrated forecaster shows an ECE of {mean:.3f}, and one time in twenty more than {high:.3f}."
    )


def html(found: Backtest) -> str:
    """The page; it needs nothing else."""
    environment = Environment(loader=PackageLoader("hotseat.show", "templates"), autoescape=True, undefined=StrictUndefined)
    losses = {name: by_market(found.looks[name]) for name in (HOTSEAT, "vote_share", "last_report")}
    rows = [
        {"id": q.id, "post": q.post, "winner": q.winner, "filled": q.filled.isoformat(), "interim": q.interim,
         "losses": [losses[name][q.id] for name in losses]}
        for q in found.questions
    ]  # fmt: skip
    return environment.get_template("backtest.html").render(
        report=report_json(found), names=NAMES, columns=[NAMES[n] for n in losses], rows=rows,
        calibration=svg(calibration(found)), losses=svg(loss_bars(found)),
    )  # fmt: skip


def calibration(found: Backtest) -> Figure:
    """How often the likeliest option won, against how likely it was held: hotseat and the best baseline."""
    figure, axes = canvas(4.6, 4.2)
    axes.plot([0, 1], [0, 1], color=PALE, linewidth=1, linestyle="--", label="perfect")
    rival = min((n for n in found.scores if n != HOTSEAT), key=lambda n: found.scores[n].log_loss)
    for name, colour, marker in ((rival, PALE, "s"), (HOTSEAT, ACCENT, "o")):
        bins = found.scores[name].bins
        # Areas stand for weight; no lines between bins, which would draw the eye to those that hold next to nothing.
        sizes = [8 + 240 * b.weight / len(found.questions) for b in bins]
        x, y = [b.forecast for b in bins], [b.observed for b in bins]
        axes.scatter(x, y, s=sizes, color=colour, marker=marker, alpha=0.9, linewidths=0, label=NAMES[name])
    for b in found.scores[HOTSEAT].bins:
        axes.annotate(
            f"{b.weight:.1f}",
            (b.forecast, b.observed),
            textcoords="offset points",
            xytext=(0, -14),
            ha="center",
            fontsize=7,
            color=INK,
        )
    axes.set(
        xlim=(0, 1.05), ylim=(-0.05, 1.05), xlabel="probability of the likeliest option", ylabel="share of days on which it won"
    )
    axes.legend(frameon=False, fontsize=8, loc="lower right", markerscale=0.6)
    return figure


def loss_bars(found: Backtest) -> Figure:
    """Each method's log loss; the bar's whisker is the interval of its difference from hotseat, put at its end."""
    figure, axes = canvas(4.6, 4.2)
    names = list(found.scores)[::-1]
    base = found.scores[HOTSEAT].log_loss
    for at, name in enumerate(names):
        loss = found.scores[name].log_loss
        axes.barh(at, loss, color=ACCENT if name == HOTSEAT else PALE, height=0.6)
        if name in found.bootstrap:
            low, high = found.bootstrap[name]
            axes.plot([base + low, base + high], [at, at], color=INK, linewidth=1.2)
        axes.text(0.01, at, f"{loss:.3f}", va="center", fontsize=8, color="white" if name == HOTSEAT else INK)
    axes.axvline(base, color=ACCENT, linewidth=1, linestyle=":")
    axes.set_yticks(range(len(names)), [NAMES[n] for n in names])
    axes.set_xlabel("log loss in nats, markets weighing alike (less is better)")
    return figure


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty figure in the report's style; no state of matplotlib's is used."""
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8, colors=INK)
    axes.xaxis.label.set_fontsize(8)
    axes.yaxis.label.set_fontsize(8)
    return figure, axes


def svg(figure: Figure) -> str:
    """The figure as SVG, the same each time, with its letters as letters."""
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "hotseat", "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None}, transparent=True)
    text = buffer.getvalue()
    return text[text.index("<svg") :]
