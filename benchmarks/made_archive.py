"""Writes real WARC files of generated pages around the shipped example articles: any size, with a known share of football pages.

python -m benchmarks.made_archive FILE.warc.gz [--pages 2000 | --megabytes 100] [--football 0.01] [--seed 1]

Pages look like those of outlets: a head with scripts and styles, navigation, an article, links to others. The texts of football pages are
those of examples/items.jsonl with the names of real clubs and coaches put in by number; the others are made of words of other subjects.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import WarcRecord, WarcRecordType

EXAMPLES = Path(__file__).parents[1] / "examples" / "items.jsonl"
OTHER = ["the", "of", "and", "to", "in", "recipe", "garden", "travel", "weather", "council", "budget", "school", "river", "market", "concert", "museum", "hospital", "traffic", "energy", "bread", "butter", "winter", "village", "minister", "election", "science", "telescope", "planet", "bicycle", "train", "harbour", "painting", "library", "village", "road"]  # fmt: skip
SCRIPT = "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments);}var tagManager={load:function(u){return u;}};"
STYLE = ".nav{display:flex;margin:0 auto}.card{border:1px solid #ccc;padding:8px}@media(max-width:600px){.nav{display:block}}"


@dataclass(frozen=True, slots=True)
class Made:
    """One page."""

    url: str
    html: str
    football: bool


def made_pages(number: int | None, football: float, seed: int) -> Iterator[Made]:
    """Pages in a random order; without a number, for ever."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    examples = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    index = 0
    while number is None or index < number:
        sport = chance.random() < football
        title, text = football_article(examples, index, chance) if sport else other_article(chance)
        yield Made(f"https://site{index % 97}.example/{'sport' if sport else 'news'}/{index}", page(title, text, chance), sport)
        index += 1


def football_article(examples: list[dict[str, str]], index: int, chance: random.Random) -> tuple[str, list[str]]:
    """One of the example articles, told apart by a sentence of its own, with what surrounds such news."""
    found = chance.choice(examples)
    more = f"This is report number {index} of the season on the football club, its manager and the league table."
    return f"{found['title']} ({index})", [*found["text"].split("\n\n"), more]


def other_article(chance: random.Random) -> tuple[str, list[str]]:
    """An article about something else."""
    paragraphs = [
        " ".join(chance.choices(OTHER, k=chance.randrange(30, 90))).capitalize() + "." for _ in range(chance.randrange(4, 14))
    ]
    return " ".join(chance.choices(OTHER, k=7)).capitalize(), paragraphs


def page(title: str, paragraphs: list[str], chance: random.Random) -> str:
    """A page of some tens of kilobytes."""
    links = "".join(
        f'<li class="card"><a href="/news/{chance.randrange(10**6)}">{" ".join(chance.choices(OTHER, k=8))}</a></li>'
        for _ in range(60)
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE * 20}</style>'
        f'<script>{SCRIPT * 60}</script><meta property="og:title" content="{title}"></head><body><nav><ul>{links}</ul></nav><main><article>'
        f"<h1>{title}</h1>{text}</article></main><aside><ul>{links}</ul></aside><footer>All rights reserved</footer></body></html>"
    )


def record(made: Made) -> bytes:
    """A page as a WARC response record."""
    body = made.html.encode()
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    found = WarcRecord()
    found.init_headers(WarcRecordType.response, content_length=len(http))
    found.headers["WARC-Target-URI"] = made.url
    found.headers["Content-Type"] = "application/http; msgtype=response"
    found.set_bytes_content(http)
    out = io.BytesIO()
    found.write(out)
    return out.getvalue()


def write(stream: BinaryIO, pages: Iterator[Made], most_bytes: int | None = None, level: int = 6) -> tuple[int, int]:
    """Write an archive, a gzip member a record, up to a size; gives the number of pages and of football pages."""
    written = sport = size = 0
    for made in pages:
        size += stream.write(gzip.compress(record(made), level))
        written += 1
        sport += made.football
        if most_bytes is not None and size >= most_bytes:
            break
    return written, sport


def main() -> None:
    """Write one file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--megabytes", type=int)
    parser.add_argument("--football", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    most = args.megabytes * 1024 * 1024 if args.megabytes else None
    with args.file.open("wb") as stream:
        written, sport = write(stream, made_pages(None if most else args.pages, args.football, args.seed), most)
    print(f"{args.file}: {written} pages, {sport} of football, {args.file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
