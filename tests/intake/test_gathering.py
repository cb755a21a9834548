from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from hotseat.errors import LedgerError
from hotseat.gather.fetching import Client
from hotseat.gather.sources import SourceSettings, SourceType
from hotseat.intake.gathering import Gatherer, SourceReport
from hotseat.intake.watching import watch
from hotseat.ledger import store
from hotseat.ledger.check import faults
from hotseat.ledger.tables import ITEMS
from hotseat.ledger.view import View
from hotseat.ledger.visits import problems, remembered
from hotseat.read.reader import Reader
from tests.gather.web import VOS, Web, article, rss

NOW = datetime(2026, 2, 2, 12, tzinfo=UTC)
OTHER = (
    "Dynamo Lindau coach Jonas Ebbing has ruled himself out of the running for the Port Albany job, the club said on Monday.",
) * 3


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gatherer(engine: sa.Engine, reader: Reader, client: Client, clock: Clock) -> Gatherer:
    return Gatherer(engine, reader, client, clock=clock)


def feed(web: Web, **more: Any) -> SourceSettings:
    return SourceSettings(name="Wire", url=web.base + "/feed", **more)


def site(web: Web) -> None:
    """A feed of two articles."""
    web.page("/1", article("Vos sacked by Port Albany", *VOS))
    web.page("/2", article("Ebbing rules himself out", *OTHER))
    entries = (("Vos sacked", web.base + "/1", "Out."), ("Ebbing out", web.base + "/2?utm_source=rss", "No."))
    web.page("/feed", rss(*entries), "application/rss+xml", ETag='"f1"')


def rows(engine: sa.Engine) -> list[tuple[str, int]]:
    with store.reading(engine) as connection:
        assert list(faults(connection)) == []
        return [tuple(r) for r in connection.execute(sa.select(ITEMS.c.title, ITEMS.c.version).order_by(ITEMS.c.seq))]


def test_a_feeds_articles_are_read_into_the_ledger_once(web: Web, gatherer: Gatherer, engine: sa.Engine) -> None:
    site(web)
    (report,) = gatherer.run([feed(web)])
    assert (report.items, report.problems) == (2, [])
    assert report.claims > 0
    assert sorted(rows(engine)) == [("Ebbing rules himself out", 1), ("Vos sacked by Port Albany", 1)]
    with store.reading(engine) as connection:
        (entry, *_) = View(connection).entries()
    assert (entry.outlet, entry.published) == ("Wire", "2026-02-02T10:00:00Z")
    (again,) = gatherer.run([feed(web)])
    assert (again.items, again.known, again.claims) == (0, 0, 0)
    assert [h.get("if-none-match") for h in web.asked("/feed")] == [None, '"f1"']
    assert len(web.asked("/1")) == 1


def test_a_silent_edit_is_seen_at_the_next_look(web: Web, gatherer: Gatherer, engine: sa.Engine, clock: Clock) -> None:
    site(web)
    gatherer.run([feed(web)])
    web.page("/1", article("Vos leaves Port Albany", *VOS))
    clock.now = NOW + timedelta(minutes=30)
    assert gatherer.run([feed(web)])[0].versions == 0
    clock.now = NOW + timedelta(hours=5)
    assert gatherer.run([feed(web)])[0].versions == 1
    assert ("Vos leaves Port Albany", 2) in rows(engine)


def test_an_entry_that_changes_leads_to_its_page_again(web: Web, gatherer: Gatherer, clock: Clock) -> None:
    site(web)
    gatherer.run([feed(web)])
    web.page("/feed", rss(("Vos sacked: updated", web.base + "/1", "Out.")), "application/rss+xml", ETag='"f2"')
    web.page("/1", article("Vos sacked by Port Albany", *VOS, *OTHER))
    clock.now = NOW + timedelta(minutes=5)
    assert gatherer.run([feed(web)])[0].versions == 1


def test_what_a_page_does_not_give_the_feed_does(web: Web, gatherer: Gatherer, engine: sa.Engine, clock: Clock) -> None:
    web.page("/feed", rss(("Vos sacked by Port Albany", web.base + "/gone", "Port Albany sack Vos.")), ETag='"f1"')
    (report,) = gatherer.run([feed(web)])
    assert report.items == 1
    assert "404" in str(report.problems[0])
    with store.reading(engine) as connection:
        (problem,) = problems(connection, "Wire")
        assert problem.place == web.base + "/gone"
        visit = remembered(connection, "Wire")[web.base + "/gone"]
        assert visit.failures == 1
    web.page("/gone", article("Vos sacked by Port Albany", *VOS))
    clock.now = NOW + timedelta(hours=1)
    assert gatherer.run([feed(web)])[0].versions == 1
    assert len(rows(engine)) == 2


def test_a_source_that_fails_is_recorded_and_does_not_stop_the_others(web: Web, gatherer: Gatherer, engine: sa.Engine) -> None:
    site(web)
    web.page("/nofeed", "<html>no</html>")
    web.routes["/busy"] = (429, {"Retry-After": "600"}, b"")
    sources = [feed(web), *(SourceSettings(name=n, url=f"{web.base}/{n}") for n in ("nofeed", "missing", "busy"))]
    reports = {r.source: r for r in gatherer.run(sources)}
    assert reports["Wire"].items == 2
    assert all(reports[name].problems for name in ("nofeed", "missing", "busy"))
    with store.reading(engine) as connection:
        assert {p.source for p in problems(connection)} == {"nofeed", "missing", "busy"}
    gatherer.run(sources)
    assert len(web.asked("/busy")) == 1


def test_items_in_other_languages_are_kept_and_not_read(web: Web, gatherer: Gatherer, engine: sa.Engine) -> None:
    entries = (
        (
            "Vos entlassen: Port Albany trennt sich vom Trainer nach der Niederlage am Wochenende",
            web.base + "/de",
            "Der Verein teilte mit.",
        ),
    )
    web.page("/feed", rss(*entries, language="de"))
    (report,) = gatherer.run([feed(web, articles=False)])
    assert (report.items, report.unread, report.claims) == (1, 1, 0)
    with store.reading(engine) as connection:
        assert connection.execute(sa.select(ITEMS.c.language)).scalar() == "de"
    assert "1 not English" in report.line
    assert gatherer.run([feed(web, articles=False)])[0].unread == 0


def test_dates_in_the_future_are_refused(web: Web, gatherer: Gatherer, engine: sa.Engine) -> None:
    web.page("/feed", rss(("Vos sacked by Port Albany", web.base + "/x", "Out."), date="Mon, 02 Feb 2099 10:00:00 GMT"))
    (report,) = gatherer.run([feed(web, articles=False)])
    assert "in the future" in str(report.problems[0])
    with store.reading(engine) as connection:
        assert connection.execute(sa.select(ITEMS.c.published, ITEMS.c.told)).all() == [(None, "2026-02-02T12:00:00Z")]


def test_near_copies_are_kept_and_recorded_as_such(web: Web, gatherer: Gatherer, engine: sa.Engine) -> None:
    web.page("/1", article("Vos sacked by Port Albany", *VOS))
    web.page("/2", article("Port Albany part with Vos", *VOS, "Read more here."))
    web.page("/3", article("Ebbing rules himself out", *OTHER))
    web.page("/feed", rss(*((f"T{n}", f"{web.base}/{n}", "x") for n in (1, 2, 3))))
    gatherer.run([feed(web)])
    assert len(rows(engine)) == 3
    with store.reading(engine) as connection:
        (copy,) = View(connection).copies()
        titles = dict(connection.execute(sa.select(ITEMS.c.id, ITEMS.c.title)).all())
    assert {titles[copy.item], titles[copy.original]} == {"Vos sacked by Port Albany", "Port Albany part with Vos"}
    assert copy.similarity > 0.7


def test_sitemaps_pages_links_files_and_the_guardian_are_sources_too(
    web: Web, gatherer: Gatherer, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    site(web)
    web.page("/map.xml", f"<sitemapindex><sitemap><loc>{web.base}/news.xml</loc></sitemap></sitemapindex>", "application/xml")
    web.page("/news.xml", f"<urlset><url><loc>{web.base}/1</loc></url></urlset>", "application/xml")
    web.page("/front", '<a href="/2">Ebbing</a><a href="/about">About</a>')
    web.page("/3", article("Lindau coach to stay", *OTHER, "He said so himself at length and with some warmth."))
    (tmp_path / "a.jsonl").write_text('{"title": "Aston Regis sack Holloway", "outlet": "Quay"}\n{broken\n')
    body = "<p>Port Albany have sacked manager Marten Vos.</p>"
    result = {"webUrl": "https://www.theguardian.com/football/1", "webTitle": "T", "webPublicationDate": "2026-02-02T09:00:00Z",
              "fields": {"headline": "Albany sack Vos", "trailText": "Out", "body": body, "byline": "Ann", "lastModified": "2026-02-02T09:30:00Z"}}  # fmt: skip
    web.page("/search", json.dumps({"response": {"pages": 1, "results": [result, {"no": "url"}]}}), "application/json")
    monkeypatch.setenv("GUARDIAN_API_KEY", "secret")
    made = {
        SourceType.SITEMAP: ("/map.xml", {}), SourceType.PAGE: ("/front", {"links": r"/\d+$"}), SourceType.GUARDIAN: ("/search", {}),
    }  # fmt: skip
    sources = [SourceSettings(name=kind.value, url=web.base + path, type=kind, **more) for kind, (path, more) in made.items()]  # type: ignore[arg-type]
    sources += [SourceSettings(name="one page", url=web.base + "/3", type=SourceType.PAGE)]
    sources += [SourceSettings(name="folder", url=str(tmp_path), type=SourceType.FILES)]
    reports = {r.source: r for r in gatherer.run(sources)}
    assert {name: (r.items, len(r.problems)) for name, r in reports.items()} == {
        "sitemap": (1, 0), "page": (1, 0), "guardian": (1, 1), "one page": (1, 0), "folder": (1, 1),
    }  # fmt: skip
    asked = next(path for path, _ in web.requests if path.startswith("/search"))
    assert "api-key=secret" in asked
    monkeypatch.delenv("GUARDIAN_API_KEY")
    assert "GUARDIAN_API_KEY" in str(gatherer.run([sources[2]])[0].problems[0])


def test_no_more_pages_are_fetched_than_asked_for_and_the_rest_next_time(web: Web, gatherer: Gatherer) -> None:
    for n in range(5):
        web.page(f"/{n}", article(f"Vos {n} sacked", *VOS, f"Number {n}."))
    web.page("/feed", rss(*((f"Vos {n} sacked", f"{web.base}/{n}", "x") for n in range(5))), ETag='"1"')
    assert [gatherer.run([feed(web, most=2)])[0].items for _ in range(4)] == [2, 2, 1, 0]


def test_pages_about_other_things_are_passed_over_where_that_is_asked_for(web: Web, gatherer: Gatherer) -> None:
    site(web)
    web.page(
        "/2",
        article(
            "Bread", "A recipe for bread with butter, garden herbs and salt, for a long weekend in the village.", *["More."] * 400
        ),
    )
    assert [gatherer.run([feed(web, filter=True)])[0].items for _ in range(2)] == [1, 0]
    assert len(web.asked("/2")) == 0
    assert len([path for path, _ in web.requests if path.startswith("/2")]) == 1


def test_a_watch_visits_by_interval_and_ends_when_told(web: Web, gatherer: Gatherer) -> None:
    site(web)
    seen: list[SourceReport] = []
    watch(gatherer, [feed(web)], threading.Event(), seen.extend, never, rounds=1)
    assert [r.items for r in seen] == [2]
    stop = threading.Event()
    stop.set()
    watch(gatherer, [feed(web)], stop, seen.extend, never)
    assert len(seen) == 1
    assert b'hotseat_items_total{source="Wire"} 2.0' in __import__("prometheus_client").generate_latest(gatherer.metrics.registry)


def never(error: LedgerError) -> None:
    raise error


def test_a_watch_outlives_a_database_that_fails_for_a_while(web: Web, gatherer: Gatherer, engine: sa.Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL calls the trouble that is made here by another name")
    site(web)
    stop, told = threading.Event(), list[str]()

    def trouble(error: LedgerError) -> None:
        told.append(str(error))
        stop.set()

    with store.writing(engine) as connection:
        connection.execute(sa.text("ALTER TABLE items RENAME TO gone"))
    watch(gatherer, [feed(web)], stop, lambda _: None, trouble)
    assert "cannot be written" in told[0]


def test_a_bug_is_not_swallowed(web: Web, engine: sa.Engine, client: Client) -> None:
    class Broken:
        version = "broken/1"

        def read(self, item: object) -> list[object]:
            raise ZeroDivisionError(item)

    site(web)
    with pytest.raises(ZeroDivisionError):
        Gatherer(engine, Broken(), client).run([feed(web)])  # type: ignore[arg-type]
    assert rows(engine) == []


def test_a_report_is_one_line() -> None:
    report = SourceReport("Wire", items=2, versions=1, known=3, claims=4, seconds=1.25)
    assert report.line == "Wire: 2 new, 1 edited, 3 known, 4 claims, 1.2 s"
    assert replace(report, versions=0).line == "Wire: 2 new, 3 known, 4 claims, 1.2 s"
