"""From bytes to items and claims: the filter, page extraction, archives, reading."""

from __future__ import annotations

import io
from functools import partial
from itertools import islice

import numpy as np
import spacy
import trafilatura
from ahocorasick_rs import BytesAhoCorasick
from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from training.gold import lines

from benchmarks import time_reader, time_warc
from benchmarks.made_archive import EXAMPLES, made_pages, write
from benchmarks.suite.figures import Figure, Scale, in_turn, rate
from hotseat.gather.filtering import GAME, Filter, forms_of
from hotseat.gather.items import item_of
from hotseat.gather.pages import parse_page
from hotseat.read.reader import Reader
from hotseat.records import Item

MB = 1024 * 1024
FOOTBALL = 0.01  # share of an archive's pages
CORPUS = EXAMPLES.parents[1] / "corpus"


def filtering(scale: Scale) -> list[Figure]:
    """The look at raw pages, beside the automaton over the same bytes and beside reading the bytes from memory once."""
    pages = [made.html.encode() for made in made_pages(scale.of(4000, 800), FOOTBALL, seed=2)]
    size = sum(map(len, pages)) / MB
    wanted = Filter()
    bare = BytesAhoCorasick([form for word in GAME for form in forms_of(word)])
    whole = np.frombuffer(b"".join(pages)[: int(size * MB) // 8 * 8], dtype=np.int64)

    def ours() -> None:
        for page in pages:
            wanted.wants(page)

    def automaton() -> None:
        for page in pages:
            bare.find_matches_as_indexes(page)

    rounds = scale.of(7, 3)
    return [
        rate("filter", "bare automaton", in_turn(ours, automaton, rounds), amount=size, unit="MB/s",
             note="ours also looks for a coach's word, which every made page has in its scripts"),
        rate("filter", "memory bandwidth", in_turn(ours, whole.sum, rounds), amount=size, unit="MB/s",
             note="the limit: one sum over the bytes"),
    ]  # fmt: skip


def extraction(scale: Scale) -> list[Figure]:
    """Football pages to items (text, title, dates, author, outlet), beside two libraries that give the text."""
    pages = list(islice(made_pages(None, 1.0, seed=3), scale.of(300, 60)))
    rounds = scale.of(5, 3)

    def ours() -> None:
        for made in pages:
            parse_page(made.html.encode(), made.url)

    def by_trafilatura() -> None:
        for made in pages:
            trafilatura.bare_extraction(made.html, url=made.url, favor_precision=True, with_metadata=True, include_comments=False)

    def by_resiliparse() -> None:
        for made in pages:
            extract_plain_text(made.html, main_content=True)

    return [
        rate("page extraction", "trafilatura alone", in_turn(ours, by_trafilatura, rounds), amount=len(pages), unit="pages/s",
             note="ours is trafilatura, and reads the head and JSON-LD besides"),
        rate("page extraction", "resiliparse alone", in_turn(ours, by_resiliparse, rounds), amount=len(pages), unit="pages/s",
             note="resiliparse gives text only: no title, date, author"),
    ]  # fmt: skip


def archives(scale: Scale) -> list[Figure]:
    """An archive of 1 % football pages to its items, beside fastwarc that only reads records, and beside the text of every page."""
    stream = io.BytesIO()
    pages, _ = write(stream, made_pages(scale.of(4000, 800), FOOTBALL, seed=1))
    data = stream.getvalue()
    ours = partial(time_warc.ours, data)
    rounds = scale.of(5, 3)
    return [
        rate("WARC", "fastwarc alone", in_turn(ours, partial(unpacked, data), rounds), amount=pages, unit="pages/s",
             note="the limit: records unpacked and read, nothing looked at"),
        rate("WARC", "fastwarc + resiliparse", in_turn(ours, partial(time_warc.peer, data), rounds), amount=pages, unit="pages/s",
             note="the peer takes the text of every page"),
    ]  # fmt: skip


def unpacked(data: bytes) -> int:
    """The bytes of all pages, by fastwarc alone."""
    found = ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, parse_http=True)
    return sum(len(record.reader.read()) for record in found)


def reading(scale: Scale) -> list[Figure]:
    """Texts to claims, beside spaCy's full pipeline over the same texts: our own short items and articles, and other subjects."""
    reader, peer = Reader(), spacy.load(time_reader.PEER)
    sets = {"short items": corpus("short", scale.of(400, 60)), "articles": corpus("articles", scale.of(60, 10)),
            "other subjects": time_reader.others(scale.of(400, 100))}  # fmt: skip

    def run(name: str, items: list[Item]) -> Figure:
        times = in_turn(
            lambda: [reader.read(item) for item in items], lambda: [peer(item.body) for item in items], scale.of(3, 1)
        )
        note = "spaCy tags and parses; it finds no claims"
        return rate(f"reading, {name}", "spaCy, full pipeline", times, amount=len(items), unit="items/s", note=note)

    return [run(name, items) for name, items in sets.items()]


def corpus(name: str, number: int) -> list[Item]:
    """Items of our own corpus, spread over the file."""
    rows = list(lines(CORPUS / f"{name}.jsonl"))
    return [item_of(row) for row in rows[:: max(1, len(rows) // number)][:number]]
