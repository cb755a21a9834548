from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hotseat.errors import FormatError
from hotseat.gather.addresses import canonical, page_id, same_site
from hotseat.gather.decoding import decode
from hotseat.gather.filtering import Filter
from hotseat.gather.languages import code, language_of
from hotseat.gather.listings import Listing
from hotseat.gather.moments import settled, time_of
from hotseat.gather.pages import feeds_on, links_on, parse_page
from hotseat.records import Item
from tests.gather.web import VOS, article

URL = "https://www.harbourwire.example/sport/vos?utm_source=x"
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "no"},
        {
            "@type": ["NewsArticle"], "headline": "Vos <b>sacked</b>", "datePublished": "2026-02-02T10:00:00+01:00",
            "dateModified": "2026-02-02T12:00:00Z", "author": [{"name": "Ann Reed"}, {"name": "Bo"}], "publisher": {"name": "Harbour Wire"},
        },
    ],
}  # fmt: skip
HEAD = f'<script type="application/ld+json">{json.dumps(LD)}</script><script type="application/ld+json">{{broken</script>'
SAID = Listing(url=URL, title="Old title", published=datetime(2026, 2, 9, tzinfo=UTC), author="Feed")


def test_the_pages_own_word_goes_before_the_feeds() -> None:
    data = article("Vos sacked - live", *VOS, head=HEAD, url="/sport/vos").encode()
    item = parse_page(data, URL, listing=SAID)
    assert (item.title, item.author, item.outlet, item.language) == ("Vos sacked", "Ann Reed, Bo", "Harbour Wire", "en")
    assert item.url == "https://www.harbourwire.example/sport/vos"
    assert item.published == datetime(2026, 2, 2, 9, tzinfo=UTC)
    assert item.updated == datetime(2026, 2, 2, 12, tzinfo=UTC)
    assert item.text.startswith("Port Albany have sacked")
    assert "Home" not in item.text


def test_the_feed_says_what_the_page_does_not() -> None:
    item = parse_page(article("Vos sacked", *VOS).encode(), URL, listing=SAID, outlet="Wire")
    assert (item.author, item.published, item.outlet) == ("Feed", SAID.published, "Wire")


@pytest.mark.parametrize("link", ["https://www.harbourwire.example/", "https://elsewhere.example/vos", "javascript:x", ""])
def test_a_canonical_address_that_cannot_be_the_pages_own_is_not_taken(link: str) -> None:
    item = parse_page(article("Vos sacked", *VOS, url=link).encode(), URL)
    assert item.url == "https://www.harbourwire.example/sport/vos"


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"<div>" * 70_000, b"\x00\xff" * 1000, b"x" * 9_000_000, article("Empty").encode()]
)
def test_a_page_without_an_article_is_an_error(data: bytes) -> None:
    with pytest.raises(FormatError):
        parse_page(data, URL)


def test_feeds_and_links_are_found_on_a_page() -> None:
    page = (
        '<head><link rel="alternate" type="application/rss+xml" href="/feed" title="News"><link rel="alternate" hreflang="de" href="/de"></head>'
        '<a href="/sport/1">One</a><a href="/sport/1#c">One</a><a href="https://elsewhere.example/sport/2">Two</a><a href="mailto:x">x</a>'
    )
    assert feeds_on(page.encode(), URL) == [("https://www.harbourwire.example/feed", "News")]
    assert [(link.url, link.title) for link in links_on(page.encode(), URL, "/sport/")] == [
        ("https://www.harbourwire.example/sport/1", "One")
    ]


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Málaga".encode(), "latin-1", "Málaga"), ("Málaga".encode("latin-1"), "iso-8859-1", "Málaga"), ("\ufeffA".encode("utf-8"), None, "A"),
        ("Málaga".encode("utf-16"), "utf-8", "Málaga"), ("“Vos”".encode("cp1252"), "latin-1", "“Vos”"),
        ('<meta charset="windows-1251">Тренер'.encode("cp1251"), None, '<meta charset="windows-1251">Тренер'),
        ("Málaga".encode("latin-1"), "no-such-charset", "Málaga"), ("Málaga".encode("latin-1"), "rot13", "Málaga"),
    ],
)  # fmt: skip
def test_bytes_are_read_by_what_they_are(data: bytes, declared: str | None, text: str) -> None:
    assert decode(data, declared) == text


def test_a_damaged_byte_does_not_spoil_a_utf_8_page() -> None:
    data = ("é" * 5000).encode() + b"\xff" + ("é" * 10).encode()
    assert decode(data, "utf-8").count("é") == 5010


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("HTTPS://A.example:443/x/?utm_medium=m&b=2&a=1#top", "https://a.example/x?a=1&b=2"), ("http://a.example", "http://a.example/"),
        ("https://[::1]:8443/x", "https://[::1]:8443/x"),
    ],
)  # fmt: skip
def test_one_page_has_one_address(a: str, b: str) -> None:
    assert canonical(a) == b
    assert canonical(b) == b
    assert page_id(a) == page_id(b)


def test_one_site_may_have_several_hosts() -> None:
    assert same_site("https://www.a.example/x", "http://m.a.example/y")
    assert not same_site("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    "url", ["", "mailto:x@y", "https://", "http://a:99999/", "https://a.example/" + "x" * 3000, "http://a:0/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(FormatError):
        canonical(url)


@pytest.mark.parametrize(
    "text", ["2026-02-02T10:00:00Z", "Mon, 02 Feb 2026 10:00:00 GMT", "Mon, 02 Feb 2026 11:00:00 +0100", "2026-02-02 10:00"]
)
def test_times_come_in_many_forms(text: str) -> None:
    assert time_of(text) == datetime(2026, 2, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", None, "yesterday", "Mon, 32 Feb 2026 10:00:00 GMT", "0001-01-01", "9" * 99, "Mon, 02 Feb 99999 10:00:00 GMT"]
)
def test_what_is_no_time_is_none(text: str | None) -> None:
    assert time_of(text) is None


def test_times_in_the_future_are_refused_and_the_item_is_kept() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    item = Item(id="a", title="t", text="", published=now + timedelta(days=1), updated=now + timedelta(minutes=30))
    kept, problem = settled(item, now)
    assert (kept.published, kept.updated) == (None, item.updated)
    assert problem is not None
    assert "in the future" in problem
    assert settled(replace(item, published=now), now)[1] is None


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Real Madrid sack Xabi Alonso", None, "en"), ("Premier League: Guardiola", None, "en"), ("Sarri alla Lazio", "it-IT", "it"),
        ("El Real Madrid despide a Xabi Alonso después de la derrota contra el Barcelona", "en", "es"),
        ("Xabi Alonso entlassen: Real Madrid trennt sich nach der Niederlage vom Trainer", None, "de"),
        ("The board of the club met to decide who will be the new head coach", "de", "en"),
    ],
)  # fmt: skip
def test_languages_are_told_apart(text: str, declared: str | None, language: str) -> None:
    assert language_of(text, declared) == language


def test_language_codes() -> None:
    assert [code(c) for c in ("en-GB", "EN_us", "de", "english", "", None)] == ["en", "en", "de", None, None, None]


def test_the_filter_wants_football_and_nothing_else() -> None:
    wanted = Filter()
    filler = "<p>Recipes for the weekend: bread, butter, and our tag manager loads this script.</p>" * 30
    assert wanted.wants(article("Vos sacked", *VOS).encode() + filler.encode())
    assert not wanted.wants(filler.encode())
    assert wanted.wants(b"short")
    assert wanted.wants("<p>Manager</p>".encode("utf-16") * 500)
