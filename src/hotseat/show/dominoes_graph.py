"""The graph of dominoes as SVG: posts as rows by vacancy, and arrows from a coach's own row to the rows he may go to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from hotseat.judge.dominoes.answer import Answer
from hotseat.records_market import OTHER, STAYS
from hotseat.show.terminal import plain

WIDTH, LINE, GAP, TOP = 1000, 22, 16, 96
POST, WHO, BAR, CHANCE, ARCS = 24, 268, 500, 640, 700  # left edges of the columns
BAR_WIDTH = 130
LEAST, MOST = 0.01, 5  # of a candidate to be drawn; candidates of a row
LEAST_ARROW = 0.02
COLOURS = ("#2563ad", "#c2410c", "#15803d", "#7e22ce", "#b91c1c", "#0f766e", "#a16207", "#be185d", "#4d7c0f", "#475569")
STYLE = """
text{font:13px system-ui,'Segoe UI','Helvetica Neue',Arial,sans-serif;fill:#1c2430}
.page{fill:#fff}.title{font-size:19px;font-weight:600}.post{font-size:15px;font-weight:600}
.soft{fill:#5b6675;font-size:12px}.right{text-anchor:end}.track{fill:#e8ebf0}.stay{fill:#8d98a7}.rule{stroke:#dde2e9}
.open{fill:#c2410c}.tick{stroke:#1c2430;stroke-width:2}.other{fill:#b9c1cc}.free{fill:#5b6675}
@media (prefers-color-scheme:dark){text{fill:#e6eaf0}.page{fill:#14181f}.soft{fill:#9aa6b5}.track{fill:#2a313c}.rule{stroke:#2a313c}
.stay{fill:#77828f}.other{fill:#4a5462}.free{fill:#9aa6b5}.tick{stroke:#e6eaf0}.open{fill:#f08a4b}.arrow{filter:brightness(1.5)}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A line of a row: a person with his chance there; `y` is its middle."""

    post: str
    person: str
    chance: float
    single: float
    stays: bool
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From the chip of a person at his own post to his chip at another."""

    person: str
    start: float
    end: float
    chance: float
    colour: str


def graph(answer: Answer) -> str:
    """The picture, a whole SVG document that scales to its frame and follows a dark page."""
    rows, height = laid_out(answer)
    arrows = arrows_of(answer, rows)
    given = " and ".join(f"{e.person} {'to' if e.happens else 'not to'} {e.post}" for e in answer.given)
    title = f"Given {given} ({percent(answer.given_probability)})" if given else "Who goes where"
    legend = (
        "bar: chance in the joint distribution · tick: in the single market · arrow: a coach leaves his post, as wide as likely"
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">',
        f"<title>{clean(title)}</title><desc>{clean(described(answer))}</desc><style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{height}"/>',
        f'<text class="title" x="{POST}" y="36">{clean(cut(title, 92))}</text>',
        f'<text class="soft" x="{POST}" y="58">{legend}</text>',
    ]
    colours = {a.person: a.colour for a in arrows}
    for post, chips in rows.items():
        parts.extend(row_of(answer, post, chips, colours))
    parts.extend(drawn(arrows))
    return "\n".join([*parts, "</svg>", ""])


def laid_out(answer: Answer) -> tuple[dict[str, list[Chip]], int]:
    """Post -> its chips, the most vacant post first, and the height of it all."""
    rows: dict[str, list[Chip]] = {}
    y = float(TOP)
    for post in sorted(answer.posts, key=lambda p: (-answer.vacancy[p], p)):
        chips = []
        for name, chance in chosen(answer, post):
            stays = name in (answer.incumbents.get(post), STAYS)
            single = answer.single[post].get(name, 0.0)
            chips.append(Chip(post=post, person=name, chance=chance, single=single, stays=stays, y=y + LINE / 2))
            y += LINE
        y += max(0, 2 - len(chips)) * LINE + GAP
        rows[post] = chips
    return rows, int(y + 8)


def chosen(answer: Answer, post: str) -> list[tuple[str, float]]:
    """Whom a row shows: the incumbent, the likeliest others, and someone else."""
    odds = answer.posts[post]
    incumbent = answer.incumbents.get(post, STAYS)
    named = [(n, p) for n, p in odds.items() if n not in (OTHER, incumbent) and p >= LEAST][:MOST]
    first = [(incumbent, odds.get(incumbent, 0.0))] if incumbent in odds or incumbent != STAYS else []
    return [*first, *named, (OTHER, odds.get(OTHER, 0.0))]


def arrows_of(answer: Answer, rows: dict[str, list[Chip]]) -> list[Arrow]:
    """The moves that both ends are drawn of, the widest first."""
    at = {(c.post, c.person): c.y for chips in rows.values() for c in chips}
    moves = [
        (m, p) for m, p in answer.moves if p >= LEAST_ARROW and m.origin and (m.origin, m.person) in at and (m.to, m.person) in at
    ]  # fmt: skip
    order = list(dict.fromkeys(m.person for m, _ in moves))
    return [
        Arrow(
            person=m.person, start=at[m.origin or "", m.person], end=at[m.to, m.person], chance=p,
            colour=COLOURS[order.index(m.person) % len(COLOURS)],
        )
        for m, p in moves
    ]  # fmt: skip


def row_of(answer: Answer, post: str, chips: list[Chip], colours: dict[str, str]) -> Iterator[str]:
    """One post with its candidates."""
    top = chips[0].y
    vacancy = answer.vacancy[post]
    yield f'<line class="rule" x1="{POST}" x2="{WIDTH - 24}" y1="{top - LINE / 2 - GAP / 2}" y2="{top - LINE / 2 - GAP / 2}"/>'
    yield f'<text class="post" x="{POST}" y="{top + 5}">{clean(cut(post, 26))}</text>'
    yield f'<rect class="track" x="{POST}" y="{top + 17}" width="{BAR_WIDTH}" height="6" rx="3"/>'
    yield f'<rect class="open" x="{POST}" y="{top + 17}" width="{BAR_WIDTH * vacancy:.1f}" height="6" rx="3"/>'
    yield f'<text class="soft" x="{POST + BAR_WIDTH + 8}" y="{top + 25}">{percent(vacancy)} vacant</text>'
    for chip in chips:
        word = "stays" if post in answer.exits else "returns"
        name = f"{cut(chip.person, 22)} {word}" if chip.stays and chip.person != STAYS else cut(chip.person, 28)
        kind = "stay" if chip.stays else "other" if chip.person == OTHER else "free"
        colour = None if chip.stays else colours.get(chip.person)
        bar = f'class="arrow" fill="{colour}"' if colour else f'class="{kind}"'
        words = "soft" if chip.person == OTHER else "name"
        yield f'<text class="{words}" x="{WHO}" y="{chip.y + 4.5}">{clean(name)}</text>'
        yield f'<rect class="track" x="{BAR}" y="{chip.y - 5}" width="{BAR_WIDTH}" height="10" rx="2"/>'
        yield f'<rect {bar} x="{BAR}" y="{chip.y - 5}" width="{BAR_WIDTH * chip.chance:.1f}" height="10" rx="2"/>'
        if post not in answer.implied:
            tick = BAR + BAR_WIDTH * min(chip.single, 1.0)
            yield f'<line class="tick" x1="{tick:.1f}" x2="{tick:.1f}" y1="{chip.y - 7}" y2="{chip.y + 7}"/>'
        yield f'<text class="right" x="{CHANCE + 42}" y="{chip.y + 4.5}">{percent(chip.chance)}</text>'


def drawn(arrows: list[Arrow]) -> Iterator[str]:
    """The arrows, each in a lane of its own: short ones inside, so that few cross."""
    reach = sorted(arrows, key=lambda a: (abs(a.end - a.start), a.start))
    lanes = max(len(reach) - 1, 1)
    for lane, a in enumerate(reach):
        far = (
            ARCS + 60 + (WIDTH - 60 - ARCS - 60) * 4 / 3 * lane / lanes
        )  # a cubic curve gets three quarters of the way to its handles
        wide = 1.2 + 11 * a.chance
        head = 5 + wide / 2
        tip = ARCS - 8
        yield (
            f'<g class="arrow"><title>{clean(a.person)}: {percent(a.chance)}</title>'
            f'<path d="M{ARCS - 8} {a.start:.1f}C{far:.0f} {a.start:.1f} {far:.0f} {a.end:.1f} {tip + head * 1.4:.1f} {a.end:.1f}" '
            f'fill="none" stroke="{a.colour}" stroke-width="{wide:.1f}" stroke-opacity=".75"/>'
            f'<path d="M{tip:.1f} {a.end:.1f}l{head * 1.5:.1f} {-head:.1f}v{2 * head:.1f}z" fill="{a.colour}"/></g>'
        )


def described(answer: Answer) -> str:
    """The picture in words, for those who do not see it."""
    chains = "; ".join(
        ", ".join(f"{m.person} to {m.to}" for m in c.moves) + f" ({percent(c.probability)})" for c in answer.chains[:3]
    )
    return f"{len(answer.posts)} posts by the chance that they fall vacant. Likeliest chains: {chains or 'none'}."


def percent(chance: float) -> str:
    """A chance in words of a reader: no false zeros and ones."""
    if 0.0 < chance < 0.01:
        return "<1 %"
    if 0.99 < chance < 1.0 - 1e-9:
        return ">99 %"
    return f"{100 * chance:.0f} %"


def cut(text: str, limit: int) -> str:
    """The text on one line, cut at a limit."""
    return plain(text, limit)


def clean(text: str) -> str:
    """The text as XML."""
    return escape(plain(text), quote=True)
