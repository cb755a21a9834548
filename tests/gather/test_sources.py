from __future__ import annotations

from pathlib import Path

import pytest

from hotseat.errors import ConfigError, InputError
from hotseat.gather.discovery import discover
from hotseat.gather.fetching import Client
from hotseat.gather.sources import SourceSettings, SourceType, add_sources, api_key, find_config, load, parse, seconds_of, starter
from tests.gather.web import Web, rss

FILE = """# my outlets
[http]
delay = 0.5   # be quick
allow_private = ["Intranet"]

[[sources]]
name = "Wire"  # the best
url = "https://wire.example/feed"
"""


def test_a_file_says_whom_to_follow_and_how(tmp_path: Path) -> None:
    path = tmp_path / "hotseat.toml"
    path.write_text(FILE)
    settings = load(path)
    assert (settings.http.manners.delay, settings.http.manners.allow_private) == (0.5, frozenset({"intranet"}))
    (source,) = settings.sources
    assert (source.credit, source.seconds, source.type) == ("Wire", 900, SourceType.FEED)
    assert load(tmp_path / "none.toml").sources == ()


def test_adding_a_source_keeps_the_comments_and_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "hotseat.toml"
    path.parent.mkdir()
    path.write_text(FILE)
    add_sources(path, [SourceSettings(name="Blad", url="https://blad.example/rss", interval="1h")])
    text = path.read_text()
    assert text.startswith(FILE.rstrip())
    assert [(s.name, s.interval) for s in load(path).sources] == [("Wire", "15m"), ("Blad", "1h")]
    with pytest.raises(ConfigError, match="more than one source"):
        add_sources(path, [SourceSettings(name="blad", url="https://blad.example/rss")])
    assert path.read_text() == text
    add_sources(tmp_path / "new" / "hotseat.toml", starter())
    assert len(load(tmp_path / "new" / "hotseat.toml").sources) == len(starter())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sources = 5", "sources"), ("[[sources]]\nname='a'\nurl='nonsense'", "web address"), ("[http]\ndelay=-1", "http.delay"),
        ("[[sources]]\nname='a'\nurl='https://a.example'\ninterval='1s'", "at least 30s"), ("= broken", "no TOML"),
        ("[[sources]]\nname='a'\nurl='https://a.example'\ninterval='often'", "no length of time"), ("[http]\nspeed=1", "http.speed"),
        ("[[sources]]\nname='a'\nurl='https://a.example'\ntype='page'\nlinks='('", "no pattern"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        parse(text.encode(), "hotseat.toml")
    assert str(caught.value).startswith("hotseat.toml: ")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load(tmp_path)
    (tmp_path / "bad.toml").write_text("= broken")
    with pytest.raises(ConfigError, match="cannot be changed"):
        add_sources(tmp_path / "bad.toml", [])


def test_the_working_folders_file_goes_before_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_config().is_absolute()
    (tmp_path / "hotseat.toml").write_text("")
    assert find_config() == Path("hotseat.toml")
    assert find_config(tmp_path) == tmp_path


def test_lengths_of_time() -> None:
    assert [seconds_of(t) for t in ("90s", " 10 m", "2h", "1d")] == [90, 600, 7200, 86400]


def test_a_key_comes_from_the_environment() -> None:
    source = SourceSettings(name="G", url="https://content.guardianapis.com/search", type=SourceType.GUARDIAN)
    assert api_key(source, {"GUARDIAN_API_KEY": " k "}) == "k"
    with pytest.raises(ConfigError, match="GUARDIAN_API_KEY"):
        api_key(source, {})


def test_a_sites_feed_is_discovered(web: Web, client: Client, tmp_path: Path) -> None:
    feed = rss(("Vos sacked", "/1", "x"))
    web.page("/rss", feed, "application/rss+xml")
    web.page("/named", '<link rel="alternate" type="application/rss+xml" href="/rss" title="Sport">')
    web.page("/unnamed", "<html><p>nothing</p></html>")
    web.page("/map", "<urlset></urlset>", "application/xml")
    found = [discover(web.base + path, client) for path in ("/rss", "/named", "/unnamed")]
    assert {(s.url, s.name, s.type) for s in found} == {(web.base + "/rss", "Harbour Wire", SourceType.FEED)}
    assert discover(web.base + "/map", client).type is SourceType.SITEMAP
    assert discover(str(tmp_path), client).type is SourceType.FILES
    assert discover("content.guardianapis.com/search", client, interval="1h").type is SourceType.GUARDIAN
    assert discover(web.base + "/x", client, SourceType.PAGE, "Mine").name == "Mine"
    del web.routes["/rss"]
    with pytest.raises(InputError, match="names none"):
        discover(web.base + "/unnamed", client)
    with pytest.raises(InputError):
        discover(web.base + "/missing", client)
