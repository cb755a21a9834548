from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import httpx
import pytest
from typer.testing import CliRunner

from hotseat.errors import FormatError, InputError, ReferenceDataError
from hotseat.reference import results, store, sync
from hotseat.reference.results import load
from hotseat.reference.sources import wikidata
from hotseat.register.register import embedded
from hotseat.show.cli import app

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SEASON = """= Spain Primera División 2026/27
# Date       Sun Aug 16 2026 - Sun May 30 2027
# Matches    2
▪ Matchday 1
  Sun Aug 16 2026
    17:00  FC Barcelona            v Athletic Club            3-1 (1-0)
           Quite Unknown CF        v Getafe CF
"""
LATER = SEASON.replace("Getafe CF\n", "Getafe CF   0-2\n")
RESULTS = "date,home_team,away_team,home_score,away_score,tournament,city,country,neutral\n2026-09-05,Spain,France,2,2,Friendly,X,Spain,FALSE\n"
SHOOTOUTS = "date,home_team,away_team,winner,first_shooter\n2026-09-05,Spain,France,France,\n"
SECOND = "Date,HomeTeam,AwayTeam,FTHG,FTAG,HTHG,HTAG\n2026-08-16,Barcelona,Ath Bilbao,3,1,1,0\n"


def tenure(coach: str, team: str, start: str = "2025-06-01T00:00:00Z") -> dict[str, dict[str, str]]:
    kinds = {"coachLabel": coach, "teamLabel": team}
    return {**{k: {"type": "literal", "value": v} for k, v in kinds.items()}, "start": {"type": "literal", "value": start}}


class Mirror(BaseHTTPRequestHandler):
    files: ClassVar[dict[str, str]] = {}
    broken: ClassVar[set[str]] = set()
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        self.asked.append(path)
        content = self.files.get(path)
        tag = f'"{hash(content)}"'
        if path in self.broken:
            self.send_response(500)
        elif content is None:
            self.send_response(404)
        elif self.headers.get("If-None-Match") == tag:
            self.send_response(304)
        else:
            self.send_response(200)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(content.encode())))
            self.end_headers()
            self.wfile.write(content.encode())
            return
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def mirror() -> Iterator[str]:
    Mirror.files = {
        "espana/2026-27/1-liga.txt": SEASON, "international_results/results.csv": RESULTS, "international_results/shootouts.csv": SHOOTOUTS,
        "football-datasets/la-liga/season-2627.csv": SECOND,
    }  # fmt: skip
    Mirror.broken, Mirror.asked = set(), []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def run(address: str, into: Path) -> sync.Report:
    with httpx.Client() as client:
        return sync.from_sources(client, sync.wanted(["2026-27"], address), into, embedded(), NOW)


def test_a_sync_fetches_what_there_is_and_asks_again_only_for_what_changed(mirror: str, tmp_path: Path) -> None:
    first = run(mirror, tmp_path)
    assert (first.fetched, first.unchanged, first.errors) == (4, 0, [])
    assert first.absent > 10
    assert first.unresolved == ["es.1: Quite Unknown CF"]
    Mirror.files["espana/2026-27/1-liga.txt"] = LATER
    second = run(mirror, tmp_path)
    assert (second.fetched, second.unchanged) == (1, 3)
    results = load(tmp_path / store.MATCHES)
    scores = {(m.home, m.away): m.counted.final for m in results.season("es.1", "2026-27") if m.counted}
    assert scores == {("Barcelona", "Athletic Bilbao"): (3, 1), ("Quite Unknown", "Getafe"): (0, 2)}
    assert results.season("friendly", "2026")[0].winner() == "France"


def test_the_manifest_records_origin_licence_hash_and_time(mirror: str, tmp_path: Path) -> None:
    run(mirror, tmp_path)
    manifest = store.read_manifest(tmp_path)
    assert manifest is not None
    file = next(f for f in manifest["files"] if f["file"] == "espana/2026-27/1-liga.txt")
    assert (file["origin"], file["licence"], len(file["sha256"]), file["records"]) == ("openfootball", "CC0-1.0", 64, 2)
    assert file["read"] == "2026-11-01T00:00:00+00:00"
    assert store.read_manifest(tmp_path / "none") is None


def test_the_last_good_copy_survives_bad_answers(mirror: str, tmp_path: Path) -> None:
    run(mirror, tmp_path)
    Mirror.files["espana/2026-27/1-liga.txt"] = SEASON.replace("# Matches    2", "# Matches    9")
    Mirror.broken = {"international_results/results.csv"}
    report = run(mirror, tmp_path)
    assert len(report.errors) == 2
    assert any("1-liga.txt:3" in e for e in report.errors)
    assert len(load(tmp_path / store.MATCHES).season("es.1", "2026-27")) == 2


def test_a_source_out_of_reach_leaves_the_data(tmp_path: Path) -> None:
    with httpx.Client() as client, pytest.raises(InputError, match="last good copy"):
        sync.from_sources(client, list(sync.wanted(["2026-27"], "http://127.0.0.1:9"))[:2], tmp_path, embedded(), NOW)
    assert not (tmp_path / store.MATCHES).exists()


def test_addresses_of_the_sources_themselves() -> None:
    urls = [w.url for w in sync.wanted(sync.seasons_until(2026, 2))]
    assert "https://raw.githubusercontent.com/openfootball/espana/master/2026-27/1-liga.txt" in urls
    assert "https://raw.githubusercontent.com/openfootball/europe/master/france/2025-26_fr1.txt" in urls
    assert any(u.endswith("datasets/premier-league/season-2526.csv") for u in urls)
    assert any(u.endswith("worldcup.json/master/2026/worldcup.json") for u in urls)
    assert sync.seasons_until(1999, 1) == ["1999-00"]


def test_wikidatas_tenures_come_page_by_page(mirror: str, tmp_path: Path) -> None:
    rows = [
        tenure("Xabi Alonso", "Real Madrid CF"),
        tenure("Q123", "Nobody FC"),
        {**tenure("A B", "C"), "start": {"type": "bnode", "value": "t1"}},
    ]
    Mirror.files["sparql"] = json.dumps({"results": {"bindings": rows}})
    report = sync.Report()
    with httpx.Client() as client:
        assert sync.fetch_tenures(client, tmp_path, report, f"{mirror}/sparql") == 1
        kept = (tmp_path / "tenures.json").read_text(encoding="utf-8")
        assert json.loads(kept)["tenures"] == [
            {"person": "Xabi Alonso", "org": "Real Madrid CF", "from": "2025-06-01", "to": None}
        ]
        assert store.tenure_rows(tmp_path, embedded()) == []  # the register has its own of him
        strangers = json.loads(kept)["tenures"] + [{"person": "Quite New", "org": "Getafe CF", "from": "2026-01-02", "to": None}]
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / store.TENURES).write_text(json.dumps({"tenures": strangers}), encoding="utf-8")
        row = {"name": "Quite New", "tenures": [{"org": "Getafe", "from": "2026-01-02"}]}
        assert store.tenure_rows(tmp_path / "other", embedded()) == [("coach", row)]
        Mirror.files["sparql"] = "<html>"
        assert sync.fetch_tenures(client, tmp_path, report, f"{mirror}/sparql") == 0
    assert len(report.errors) == 1
    assert (tmp_path / "tenures.json").read_text(encoding="utf-8") == kept


@pytest.mark.parametrize("text", ["[]", "{", '{"results": {"bindings": [{}]}}'])
def test_what_is_no_answer_of_wikidata_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        wikidata.parse(text, "w")


def test_sync_from_a_folder_on_the_command_line(tmp_path: Path) -> None:
    folder, into = tmp_path / "copy", tmp_path / "data"
    (folder / "espana" / "2026-27").mkdir(parents=True)
    (folder / "espana" / "2026-27" / "1-liga.txt").write_text(SEASON, encoding="utf-8")
    (folder / "espana" / "2025-26").mkdir()
    (folder / "espana" / "2025-26" / "1-liga.txt").write_text("nonsense", encoding="utf-8")
    result = CliRunner().invoke(app, ["sync", "--from", str(folder), "--into", str(into)])
    assert result.exit_code == 2
    assert "1-liga.txt:1" in result.stderr
    assert "2 matches in" in result.stdout
    table = CliRunner().invoke(
        app, ["race", "LaLiga", "--reference", str(into), "--as-of", "2026-09-01", "--runs", "5", "--json"]
    )
    assert table.exit_code == 0, table.output
    assert json.loads(table.stdout)["teams"][0]["team"] == "Barcelona"
    assert "no such folder" in str(CliRunner().invoke(app, ["sync", "--from", str(tmp_path / "none")]).exception)
    (tmp_path / "empty").mkdir()
    assert "no match in it" in str(
        CliRunner().invoke(app, ["sync", "--from", str(tmp_path / "empty"), "--into", str(into)]).exception
    )


def test_sync_from_a_mirror_on_the_command_line(mirror: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["sync", "--from", mirror, "--into", str(tmp_path), "--seasons", "1", "--json"])
    assert json.loads(result.stdout)["matches"] > 0


def test_broken_reference_data_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / store.MATCHES).write_text("no parquet", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="hotseat sync"):
        store.available(tmp_path)


def test_race_on_the_command_line_in_eighty_columns() -> None:
    result = CliRunner().invoke(app, ["race", "Premier League", "--as-of", "2024-03-20", "--runs", "300"], env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    assert "Nottingham" in result.stdout
    assert "points deducted" in result.stdout
    assert max(map(len, result.stdout.splitlines()[:30])) <= 80
    assert CliRunner().invoke(app, ["race", "FA Cup"]).exit_code == 2
    assert CliRunner().invoke(app, ["race", "LaLiga", "--as-of", "1950-01-01"]).exit_code == 2


def test_the_shipped_results_call_every_club_as_the_register_does() -> None:
    # A club that the register renames is lost to form, checks and hazard until the shipped results follow.
    joined = {j.org for j in store.known_names() if j.org}
    played = {str(team) for side in ("home", "away") for team in results.embedded().frame[side].unique()}
    assert joined - embedded().orgs.keys() == set()
    assert joined - played == set()
    assert len(joined) > 500
