"""Generated broken feeds, pages and WARC records: no crash, no hang, an item or an error for each."""

from __future__ import annotations

import gzip
import io
import random
import time
from collections.abc import Callable

import pytest

from hotseat.errors import FormatError, InputError
from hotseat.gather.archives import read_archive
from hotseat.gather.feeds import parse_feed
from hotseat.gather.filtering import Filter
from hotseat.gather.listings import item_of_listing
from hotseat.gather.pages import parse_page
from hotseat.gather.sitemaps import parse_sitemap
from hotseat.records import Item
from tests.gather.test_archives import record
from tests.gather.test_feeds import ATOM, RDF
from tests.gather.test_pages import HEAD
from tests.gather.web import VOS, article, rss

# The whole ten thousand are run by benchmarks/broken_inputs.py; the mix is the same.
EACH = {"feed": 220, "page": 60, "warc": 120, "sitemap": 60}
LIMIT = 60.0  # seconds of one input; even the worst take well under one second
FILTER = Filter()
PIECES = (
    b"<", b">", b"&", b"&#0;", b"&#x110000;", b"\x00", b"\xff\xfe", b"]]>", b"<![CDATA[", b"<!--", b"</item>", b"<item>", b"\r\n\r\n",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<script>", b"</html>", b"\xed\xa0\x80", b"99999999999999999999", b"<p>" * 300, b"&amp;" * 300,
    b"<a href='", b'"', b"{", b"[" * 200, b"WARC/1.0\r\n", b"Content-Length: -5\r\n", b"\x1f\x8b\x08", b"<link>javascript:x</link>",
)  # fmt: skip


def broken(whole: bytes, chance: random.Random) -> bytes:
    """A copy with some of it cut, doubled, overwritten, or with something put in."""
    data = bytearray(whole)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(data) + 1)
        size = min(chance.choice((1, 2, 8, 64, 512)), len(data) - at)
        match chance.randrange(6):
            case 0:
                del data[at : at + size]
            case 1:
                data[at:at] = data[at : at + size] * chance.choice((2, 5))
            case 2:
                data[at : at + size] = chance.randbytes(size)
            case 3:
                data[at:at] = chance.choice(PIECES)
            case 4:
                del data[at:]
            case _:
                data[at : at + size] = bytes(b ^ 0x20 for b in data[at : at + size])
    return bytes(data)


WHOLE: dict[str, list[bytes]] = {
    "feed": [
        rss(("Vos sacked", "/1", "<p>Out.</p>"), ("Ebbing out", "/2", "No.")).encode(), ATOM.encode(), RDF.encode("latin-1"),
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "Vos", "authors": [{"name": "A"}]}]}',
    ],
    "page": [article("Vos sacked", *VOS, head=HEAD).encode(), article("Vos", *VOS).encode("utf-16")],
    "warc": [
        b"".join(record(f"https://a.example/{n}", article(f"Vos {n}", *VOS).encode()) for n in range(3)),
        b"".join(gzip.compress(record(f"https://a.example/{n}", article(f"Vos {n}", *VOS).encode())) for n in range(3)),
    ],
    "sitemap": [b"<urlset><url><loc>https://a.example/1</loc><lastmod>2026-02-02</lastmod></url></urlset>" * 3],
}  # fmt: skip


def feed(data: bytes, place: str) -> list[Item | InputError]:
    return [item_of_listing(listing, "Wire") for listing in parse_feed(data, place).listings]


def page(data: bytes, place: str) -> list[Item | InputError]:
    FILTER.wants(data)
    return [parse_page(data, place)]


def warc(data: bytes, place: str) -> list[Item | InputError]:
    return list(read_archive(io.BytesIO(data), place, FILTER))


def sitemap(data: bytes, place: str) -> list[Item | InputError]:
    return [item_of_listing(listing, None) for listing in parse_sitemap(data, place).listings]


READ: dict[str, Callable[[bytes, str], list[Item | InputError]]] = {"feed": feed, "page": page, "warc": warc, "sitemap": sitemap}


def read_broken(kind: str, number: int, seed: int) -> dict[str, float]:
    """Read so many broken inputs of a kind; gives how many gave items, how many errors, and the longest time."""
    chance = random.Random(f"{kind} {seed}")
    done = {"inputs": 0.0, "with_items": 0.0, "with_errors": 0.0, "longest_seconds": 0.0}
    for index in range(number):
        data, place = broken(chance.choice(WHOLE[kind]), chance), f"https://broken.example/{kind}/{index}"
        start = time.thread_time()
        try:
            found = READ[kind](data, place)
        except FormatError as error:
            found = [error]
        done["longest_seconds"] = max(done["longest_seconds"], time.thread_time() - start)
        errors = [one for one in found if isinstance(one, InputError)]
        assert all(error.place.startswith(place) for error in errors), "an error does not name its source"
        for item in found:
            if isinstance(item, Item):
                f"{item.title}{item.text}{item.outlet}{item.author}".encode()
        done["inputs"] += 1
        done["with_items"] += len(found) > len(errors)
        done["with_errors"] += bool(errors)
    return done


@pytest.mark.parametrize("kind", EACH)
def test_broken_input_gives_items_or_errors_and_never_a_crash_or_a_hang(kind: str) -> None:
    done = read_broken(kind, EACH[kind], seed=1)
    assert done["inputs"] == EACH[kind]
    assert done["longest_seconds"] < LIMIT
