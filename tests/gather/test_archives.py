from __future__ import annotations

import gzip
import io
import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastwarc.warc import WarcRecord, WarcRecordType

from hotseat.errors import InputError
from hotseat.gather import archives, pages
from hotseat.gather.archives import read_archive
from hotseat.gather.files import read_paths
from hotseat.gather.mailboxes import messages
from hotseat.ledger import store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.tables import ITEMS
from hotseat.records import Item
from tests.gather.web import VOS, article, rss


def record(url: str, body: bytes, *, kind: str = "text/html", status: int = 200, encoding: str = "", day: str = "") -> bytes:
    """A WARC response record."""
    more = f"Content-Encoding: {encoding}\r\n" if encoding else ""
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body
    made = WarcRecord()
    made.init_headers(WarcRecordType.response, content_length=len(http))
    made.headers["WARC-Target-URI"] = url
    made.headers["Content-Type"] = "application/http; msgtype=response"
    if day:
        made.headers["WARC-Date"] = f"{day}T12:00:00Z"
    made.set_bytes_content(http)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def page(number: int) -> bytes:
    return article(f"Vos sacked {number}", *VOS).encode()


def outcome(data: bytes) -> tuple[list[Item], list[str]]:
    found = list(read_archive(io.BytesIO(data), "a.warc"))
    return [f for f in found if isinstance(f, Item)], [str(f) for f in found if isinstance(f, InputError)]


@pytest.mark.parametrize("squeeze", [bytes, gzip.compress])
def test_football_pages_of_an_archive_are_items(squeeze: type[bytes]) -> None:
    other = b"<html><body>" + b"<p>A recipe for bread.</p>" * 100 + b"</body></html>"
    records = [
        record("https://a.example/1", page(1)), record("https://a.example/r", other), record("https://a.example/x", page(5), status=404),
        record("https://a.example/pdf", page(6), kind="application/pdf"), record("https://a.example/2", gzip.compress(page(2)), encoding="gzip"),
    ]  # fmt: skip
    items, errors = outcome(b"".join(map(squeeze, records)))
    assert [(i.title, i.url) for i in items] == [("Vos sacked 1", "https://a.example/1"), ("Vos sacked 2", "https://a.example/2")]
    assert {i.outlet for i in items} == {"a.example"}
    assert errors == []


def test_a_page_that_gives_no_dates_is_as_it_was_when_archived_whenever_it_is_loaded(tmp_path: Path) -> None:
    bare = [
        f"<html><head><title>Vos {word}</title></head><body><h1>Vos {word}</h1><p>{VOS[0]}</p></body></html>"
        for word in ("out", "gone")
    ]
    days = ("2026-02-20", "2026-02-23")
    items, _ = outcome(b"".join(record("https://a.example/1", b.encode(), day=d) for b, d in zip(bare, days, strict=True)))
    assert [i.updated and i.updated.date().isoformat() for i in items] == list(days)
    told = []
    for number, loaded in enumerate((datetime(2026, 3, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC))):
        engine = store.open_engine(str(tmp_path / f"{number}.sqlite"))
        store.migrate(engine)
        Writer(engine).add_all([Reading(item=item, reader=None) for item in items], loaded)
        with engine.connect() as connection:
            told.append(connection.execute(sa.select(ITEMS.c.told).order_by(ITEMS.c.version)).scalars().all())
        engine.dispose()
    assert told[0] == told[1] == ["2026-02-20T12:00:00Z", "2026-02-23T12:00:00Z"]


@pytest.mark.parametrize("squeeze", [bytes, gzip.compress])
def test_a_damaged_record_costs_itself_and_not_the_rest(squeeze: type[bytes]) -> None:
    records = [squeeze(record(f"https://a.example/{n}", page(n))) for n in range(4)]
    damaged = bytearray(records[1])
    middle = len(damaged) // 3
    damaged[middle : middle + 40] = b"\x00" * 40
    items, _ = outcome(records[0] + bytes(damaged) + records[2] + records[3])
    assert {"https://a.example/0", "https://a.example/2", "https://a.example/3"} <= {i.url for i in items}
    cut, errors = outcome(records[0] + records[1][:-30])
    assert cut[0].url == "https://a.example/0"
    assert len(cut) == 2 or errors


def test_an_archive_of_nothing_is_an_error() -> None:
    for data in (b"", b"no warc at all", gzip.compress(b"no warc"), b"\x1f\x8b\x08" * 50):
        items, errors = outcome(data)
        assert items == []
        assert errors


def test_a_page_that_is_too_large_is_an_error_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST", 100_000)
    large = record("https://a.example/bomb", gzip.compress(b"\0" * 50_000_000), encoding="gzip")
    items, errors = outcome(gzip.compress(large) + gzip.compress(record("https://a.example/1", page(1))))
    assert [i.url for i in items] == ["https://a.example/1"]
    assert "larger than" in errors[0]
    assert pages.LARGEST > 100_000


def test_an_address_that_is_none_is_an_error() -> None:
    assert "web address" in outcome(record("nonsense", page(1)))[1][0]


def test_a_folder_is_read_with_every_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.warc.gz").write_bytes(gzip.compress(record("https://a.example/1", page(1))))
    (tmp_path / "b.html").write_bytes(page(2))
    (tmp_path / "c.rss").write_text(rss(("Vos out", "https://h.example/3", "Sacked.")), encoding="utf-8")
    (tmp_path / "d.json").write_text(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": "1", "title": "Vos gone"}]}'
    )
    (tmp_path / "e.txt").write_text("Vos leaves\n\nPort Albany sack Vos.")
    (tmp_path / "f.bin").write_bytes(b"\x00")
    (tmp_path / "g.mbox").write_bytes(b"From x\nSubject: Vos sacked\nFrom: Ann <a@h.example>\n\nToday.\n")
    found = list(read_paths([str(tmp_path)]))
    assert [f.title for f in found if isinstance(f, Item)] == [
        "Vos sacked 2",
        "Vos out",
        "Vos gone",
        "Vos sacked 1",
        "Vos leaves",
        "Vos sacked",
    ]
    assert [f.outlet for f in found if isinstance(f, Item)][1] == "Harbour Wire"


def test_newsletters_of_an_mbox_are_items(tmp_path: Path) -> None:
    box = mailbox.mbox(str(tmp_path / "news.mbox"))
    for number in range(3):
        mail = EmailMessage()
        mail["From"], mail["Subject"], mail["Date"] = (
            "The Wire <news@wire.example>",
            f"Vos sácked {number}",
            "Mon, 02 Feb 2026 10:00:00 +0000",
        )
        mail["Message-ID"] = f"<{number}@wire.example>"
        mail.set_content("From Albany: Vos is out.\n\nFrom the start it went wrong.")
        if number == 2:
            mail.add_alternative("<p>Vos is <b>out</b>.</p>", subtype="html")
        box.add(mail)
    box.close()
    with (tmp_path / "news.mbox").open("rb") as stream:
        found = [f for f in messages(stream, "news.mbox") if isinstance(f, Item)]
    assert [f.title for f in found] == ["Vos sácked 0", "Vos sácked 1", "Vos sácked 2"]
    assert found[0].text == "From Albany: Vos is out.\n\nFrom the start it went wrong."
    assert (found[0].outlet, found[0].published.isoformat() if found[0].published else "") == (
        "The Wire",
        "2026-02-02T10:00:00+00:00",
    )
    assert len({f.id for f in found}) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no mbox",
        b"From x\n\n",
        b"From x\nSubject: =?bad?Q?=\nContent-Type: multipart/mixed\n\nx",
        b"From x\n" + b"y" * 17_000_000,
    ],
)
def test_a_broken_mbox_gives_errors_and_no_crash(data: bytes) -> None:
    found = list(messages(io.BytesIO(data), "m.mbox"))
    assert len(found) == 1
