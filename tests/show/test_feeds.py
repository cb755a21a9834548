from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from hotseat.show.desk import Desk
from hotseat.show.serving.settings import Settings
from hotseat.show.web.app import create_app

PLACES = ["board", "posts/Port%20Albany", "coaches/Iker%20Zaldua", "sources/Harbour%20Wire", "posts/Vale%20of%20Orrin"]


@pytest.mark.parametrize("place", PLACES)
def test_feed_readers_understand_the_atom_feed(client: TestClient, place: str) -> None:
    answer = client.get(f"/feeds/{place}.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found: Any = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.version == "atom10"
    assert found.entries
    assert len({e.id for e in found.entries}) == len(found.entries)
    assert all(e.link.startswith("http://127.0.0.1:8000/") and e.updated_parsed for e in found.entries)


@pytest.mark.parametrize("place", PLACES)
def test_the_json_feed_holds_the_same(client: TestClient, place: str) -> None:
    found = client.get(f"/feeds/{place}.json").json()
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    atom: Any = feedparser.parse(client.get(f"/feeds/{place}.atom").content)
    assert [i["id"] for i in found["items"]] == [e.id for e in atom.entries]
    assert "javascript:" not in json.dumps(found)


def test_an_unknown_name_has_no_feed(client: TestClient) -> None:
    assert client.get("/feeds/posts/Atlantis.atom").status_code == 404


def test_deadlines_and_contract_ends_are_in_the_calendar(client: TestClient) -> None:
    answer = client.get("/feeds/deadlines.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    events: dict[str, Any] = {str(e["summary"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert events["Jonas Ebbing: contract ends, Dynamo Lindau"]["dtstart"].to_ical() == b"20270630"
    assert events["Ingrid Solberg: contract ends, Bodvik/Grim"]["dtstart"].to_ical() == b"20281231"
    assert "Port Albany: deadline" in events
    assert len({str(e["uid"]) for e in events.values()}) == len(events)


def test_followed_feeds_are_listed(desk: Desk, tmp_path: Path) -> None:
    config = tmp_path / "hotseat.toml"
    config.write_text('[[sources]]\nname = "A & B <x>"\nurl = "https://example.org/feed.xml"\n', encoding="utf-8")
    client = TestClient(create_app(desk, Settings(config=config)))
    outlines = ET.fromstring(client.get("/feeds/sources.opml").content).findall("body/outline")  # noqa: S314 -- our own words
    assert [(o.get("text"), o.get("xmlUrl")) for o in outlines] == [("A & B <x>", "https://example.org/feed.xml")]
