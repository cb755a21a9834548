"""The report's drawings, as SVG that is the same for the same figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure as Drawing

from benchmarks.suite.figures import Figure

INK, PALE = "#111111", "#999999"
STYLE: Any = {"svg.hashsalt": "hotseat", "font.size": 8, "axes.spines.top": False, "axes.spines.right": False}


def save(drawing: Drawing, path: Path) -> None:
    """Write without the date, so that a redrawn file only changes with its figures."""
    drawing.savefig(path, metadata={"Date": None})


def ratios(figures: Sequence[Figure], path: Path) -> None:
    """Every ratio on a logarithmic line; to the right of 1 ours is better."""
    with mpl.rc_context(STYLE):
        drawing = Drawing(figsize=(8, 0.32 * len(figures) + 0.9), layout="constrained")
        axes = drawing.subplots()
        for row, figure in enumerate(reversed(figures)):
            axes.plot([1, figure.ratio], [row, row], color=PALE, linewidth=1)
            axes.plot([figure.ratio], [row], marker="o", color=INK, markersize=4)
            axes.annotate(f"{figure.ratio:.2f}", (figure.ratio, row), textcoords="offset points", xytext=(6, -3))
        axes.axvline(1, color=INK, linewidth=0.8)
        axes.set(xscale="log", yticks=range(len(figures)), xlabel="times as fast as the peer")
        axes.set_yticklabels([f"{f.section} / {f.peer}" for f in reversed(figures)])
        axes.margins(x=0.15)
        save(drawing, path)


def growth(report: Mapping[str, Any], path: Path) -> None:
    """Processor time over items, beside a straight line from the first size."""
    steps = report["steps"]
    sizes, times = [s["items"] for s in steps], [s["processor"] for s in steps]
    with mpl.rc_context(STYLE):
        drawing = Drawing(figsize=(4.5, 3.2), layout="constrained")
        axes = drawing.subplots()
        axes.plot(sizes, [times[0] * n / sizes[0] for n in sizes], color=PALE, linewidth=1, label="linear")
        axes.plot(
            sizes, times, marker="o", markersize=4, color=INK, linewidth=1, label=f"measured, exponent {report['exponent']:.3f}"
        )
        axes.set(xscale="log", yscale="log", xlabel="items", ylabel="seconds of processor")
        axes.legend(frameon=False)
        save(drawing, path)


def dossiers(ledger: Mapping[str, Any], path: Path) -> None:
    """The time of a dossier over the claims in the ledger."""
    sizes = sorted(ledger["sizes"], key=int)
    with mpl.rc_context(STYLE):
        drawing = Drawing(figsize=(4.5, 3.2), layout="constrained")
        axes = drawing.subplots()
        for post, colour in (("typical", INK), ("busiest", PALE)):
            for what, style in (("post_json", "-"), ("entries", ":")):
                name = f"{post} post, {'whole command' if what == 'post_json' else 'view, 1,000 claims at most'}"
                axes.plot(
                    [int(n) for n in sizes], [ledger["sizes"][n][f"{post}_{what}_ms"] for n in sizes],
                    style, marker="o", markersize=3, color=colour, linewidth=1, label=name,
                )  # fmt: skip
        axes.set(xscale="log", xlabel="claims in the ledger", ylabel="ms", ylim=(0, None))
        axes.legend(frameon=False, fontsize=6)
        save(drawing, path)
