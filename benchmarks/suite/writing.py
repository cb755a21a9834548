"""The report as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.suite.figures import Figure, Wanted
from benchmarks.suite.quality import Quality

HEAD = """# Where hotseat stands

Written by `python -m benchmarks.suite` (`make bench`). Each figure is a ratio against a peer or a limit that was measured in the same run, the
two in turn; over 1 ours is better. Absolute values belong to this machine ({machine}) and to what else it did; ratios travel. {quick}
"""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines) + "\n"


def number(value: float) -> str:
    """Three significant digits, thousands apart."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def figures(found: Sequence[Figure]) -> str:
    """The ratios."""
    head = ("what", "ours", "peer or limit", "theirs", "ratio", "what differs")
    rows = [
        (f.section, f"{number(f.ours)} {f.unit}", f.peer, f"{number(f.theirs)} {f.unit}", f"**{f.ratio:.2f}**", f.note)
        for f in found
    ]
    return table(head, rows)


def bounds(found: Sequence[Wanted]) -> str:
    """The bounds, and whether they are kept."""
    rows = [
        (
            w.name,
            number(w.value),
            f"at {'most' if w.at_most else 'least'} {number(w.bound)}",
            "yes" if w.reached else "**no**",
            w.source,
        )
        for w in found
    ]
    return table(("bound", "found", "asked", "kept", "from"), rows)


def unmeasured(names: Sequence[str]) -> str:
    """What was asked for and is not in the table above."""
    return f"Not measured: {'; '.join(names)}.\n" if names else ""


def qualities(found: Sequence[Quality]) -> str:
    """The floors and baselines."""
    rows = [
        (q.name, f"{q.value:.3f}", q.held_against, f"{q.other:.3f}", "yes" if q.better else "**no**", q.source) for q in found
    ]
    return table(("what", "found", "held against", "that", "kept or better", "from"), rows)


def growth(report: Mapping[str, Any]) -> str:
    """The cost of each size."""
    rows = [
        (
            f"{s['items']:,}",
            f"{s['claims']:,}",
            f"{s['processor']:,.1f}",
            f"{1e6 * s['processor'] / s['items']:,.0f}",
            f"{s['megabytes']:,}",
        )
        for s in report["steps"]
    ]
    return table(("items", "claims", "seconds of processor", "microseconds an item", "ledger, MB"), rows)


def exponents(report: Mapping[str, Any]) -> str:
    """How the cost grows, in a sentence."""
    return (
        f"Items to claims, 1 % of them football, {report['source']}: exponent **{report['exponent']:.3f}**, "
        f"over the last two sizes {report['last_exponent']:.3f}.\n"
    )


def archives(job: Mapping[str, Any]) -> str:
    """The archive job by each engine."""
    rows = [
        (name, f"{spent:,.0f}", f"{job['megabytes'] / spent:.1f}", str(job["peak_mb_a_worker"][name]))
        for name, spent in job["seconds"].items()
    ]
    return table((f"{job['megabytes']:,} MB of archives", "seconds", "MB/s", "peak MB a worker"), rows)


def whole(report: Mapping[str, Any], found: Sequence[Figure], wanted: Sequence[Wanted], good: Sequence[Quality]) -> str:
    """The report."""
    quick = [name for name, part in report["parts"].items() if part["scale"] == "quick"]
    note = f"Measured on little, by the quick suite: {', '.join(quick)}." if quick else ""
    parts = [
        HEAD.format(machine=report["machine"], quick=note), "## Ratios\n", figures(found), "![ratios](plots/ratios.svg)\n",
        "## Bounds\n", bounds(wanted), unmeasured(report["unmeasured"]), "## Growth\n",
    ]  # fmt: skip
    if report["growth"]:
        parts += [exponents(report["growth"]), growth(report["growth"]), "![growth](plots/growth.svg)\n"]
    parts += ["![dossiers](plots/dossiers.svg)\n"]
    if report["archive_job"]:
        parts += ["## Archives\n", archives(report["archive_job"])]
    parts += ["## Quality\n", qualities(good)]
    return "\n".join(parts)
