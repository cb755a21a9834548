from __future__ import annotations

import json

import pytest

from hotseat.errors import FormatError
from hotseat.gather.feeds import parse_feed, text_of
from hotseat.gather.sitemaps import parse_sitemap
from tests.gather.web import rss

URL = "https://harbourwire.example/feed"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Sportblad</title>
<entry><id>tag:1</id><title type="html">Vos &amp;amp; Albany: &lt;b&gt;gone&lt;/b&gt;</title><link rel="alternate" href="/vos?utm_source=rss"/>
<author><name>Ann Reed</name></author><published>2026-02-02T11:00:00+01:00</published><updated>2026-02-03T00:00:00Z</updated>
<content type="html">&lt;p&gt;Out.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;At once.&lt;/p&gt;</content></entry></feed>"""
RDF = """<?xml version="1.0" encoding="iso-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Blad</title></channel><item rdf:about="https://b.example/1">
<title>M\xe1laga sack Ruiz</title><link>https://b.example/1</link><dc:date>2026-02-02T10:00:00Z</dc:date></item></rdf:RDF>"""


def test_rss_gives_its_entries_with_language_and_time() -> None:
    feed = parse_feed(rss(("Vos sacked", "/vos", "<p>Port&nbsp;Albany sack Vos.</p>")).encode(), URL)
    (found,) = feed.listings
    assert (feed.title, feed.language) == ("Harbour Wire", "en-gb")
    assert (found.title, found.summary, found.url) == ("Vos sacked", "Port Albany sack Vos.", "https://harbourwire.example/vos")
    assert found.published is not None
    assert found.published.isoformat() == "2026-02-02T10:00:00+00:00"


def test_atom_gives_author_updates_and_content_without_markup() -> None:
    (found,) = parse_feed(ATOM.encode(), URL).listings
    assert (found.title, found.author, found.summary) == ("Vos & Albany: gone", "Ann Reed", "Out.\nAt once.")
    assert found.published is not None
    assert found.updated is not None
    assert (found.published.hour, found.updated.day) == (10, 3)


def test_rdf_in_latin_1_is_read() -> None:
    (found,) = parse_feed(RDF.encode("latin-1"), URL).listings
    assert found.title == "Málaga sack Ruiz"


def test_json_feed_gives_its_items_and_passes_over_what_is_none() -> None:
    items = [
        {"id": 1, "url": "/a", "title": "Vos sacked", "content_html": "<p>Out.</p>", "authors": [{"name": "Ann"}, {"name": "Bo"}], "date_published": "2026-02-02T10:00:00Z"},
        {"id": "2", "content_text": "A post", "author": {"name": "Cy"}}, {"id": "3"}, "nonsense", {"title": ["no"]},
    ]  # fmt: skip
    feed = parse_feed(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "H", "items": items}).encode(), URL)
    assert [(f.title, f.summary, f.author) for f in feed.listings] == [("Vos sacked", "Out.", "Ann, Bo"), ("", "A post", "Cy")]
    assert feed.listings[0].url == "https://harbourwire.example/a"
    assert len({f.id for f in feed.listings}) == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "empty"), (b"<html><body>no</body></html>", "no feed"), (b'{"items": 5}', "no JSON Feed"), (b"{broken", "not JSON"),
     (b"x" * 9_000_000, "too many"), (b"<a>" * 300_000, "elements"), (b"[" * 100_000, "no feed"), (b'{"a":' * 100_000, "feed")],
)  # fmt: skip
def test_what_is_no_feed_is_an_error_that_says_so(data: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        parse_feed(data, URL)


def test_entities_are_not_expanded() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE x [{lol}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + rss(("Vos &l9; &f;", "/a", "x")).partition("?>")[2]
    )
    for listing in parse_feed(bomb.encode(), URL).listings:
        assert len(listing.title) < 100
        assert "root:" not in listing.title


def test_a_feed_that_breaks_off_gives_what_it_had() -> None:
    whole = rss(("One", "/1", "first"), ("Two", "/2", "second"))
    assert [f.title for f in parse_feed(whole[: whole.index("Two")].encode(), URL).listings][:1] == ["One"]


def test_markup_is_taken_off() -> None:
    assert text_of("<p>a<br>b</p><style>p {}</style>&lt;i&gt; &amp; c") == "a\nb\n<i> & c"
    assert text_of(None) == ""


def test_a_sitemap_of_news_gives_titles_and_times() -> None:
    xml = (
        '<urlset xmlns:news="x"><url><loc>https://a.example/1?a=1&amp;b=2</loc><news:news><news:publication><news:name>A</news:name>'
        "<news:language>en</news:language></news:publication><news:publication_date>2026-02-02</news:publication_date>"
        "<news:title><![CDATA[Vos & sons]]></news:title></news:news></url><url><loc>nonsense:</loc></url><url><lastmod>x</lastmod></url></urlset>"
    )
    (found,) = parse_sitemap(xml.encode(), "https://a.example/s.xml").listings
    assert (found.url, found.title, found.language) == ("https://a.example/1?a=1&b=2", "Vos & sons", "en")
    index = "<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap><sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"
    assert parse_sitemap(index.encode(), "https://a.example/").further == ("https://a.example/s1.xml", "https://a.example/s2.xml")


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"\x1f\x8bbroken"])
def test_what_is_no_sitemap_is_an_error(data: bytes) -> None:
    with pytest.raises(FormatError):
        parse_sitemap(data, "https://a.example/")
