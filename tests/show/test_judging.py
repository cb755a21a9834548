from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hotseat import wire
from hotseat.show.cli import app
from tests.bookkeeping.season import season
from tests.bookkeeping.test_book import DAY, STORY, at
from tests.conftest import EXAMPLES

WORLD = str(EXAMPLES / "register.jsonl")
OPTIONS = ("--register", WORLD)


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "80"})


def files(folder: Path, readings: object = None) -> tuple[str, str, str]:
    """The season of the replays as files: items, markets, readings."""
    del readings
    read, questions = season()
    items, markets, claims = folder / "items.jsonl", folder / "markets.jsonl", folder / "readings.jsonl"
    items.write_text("".join(json.dumps({
        "id": i.id, "title": i.title, "outlet": i.outlet, "date": i.published.isoformat() if i.published else None,
    }) + "\n" for i, _ in read), encoding="utf-8")  # fmt: skip
    claims.write_text(
        "".join(json.dumps({"id": i.id, "claims": [wire.to_wire(c) for c in found]}) + "\n" for i, found in read),
        encoding="utf-8",
    )
    markets.write_text("".join(json.dumps({
        "market": q.id, "post": q.post, "opened": q.opened.isoformat() if q.opened else None, "previous": q.previous,
        "filled": q.filled.isoformat(), "winner": q.winner, "items": [],
    }) + "\n" for q in questions), encoding="utf-8")  # fmt: skip
    return str(items), str(markets), str(claims)


@pytest.fixture(scope="module")
def season_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, str]:
    return files(tmp_path_factory.mktemp("season"))


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """The story of Port Albany, recorded as it was told."""
    from hotseat.ledger import store  # noqa: PLC0415 -- only this fixture needs the store
    from hotseat.ledger.append import Reading, Writer  # noqa: PLC0415

    path = str(tmp_path / "l.sqlite")
    engine = store.open_engine(path)
    store.migrate(engine)
    for item, claims in STORY:
        if item.published:
            Writer(engine).add_all([Reading(item=item, reader="made/1", claims=claims)], item.published)
    engine.dispose()
    return path


def test_post_shows_odds_their_reasons_and_who_was_first(ledger: str) -> None:
    shown = call("post", "Port Albany", "--ledger", ledger, "--as-of", at(10).isoformat(), *OPTIONS)
    assert shown.exit_code == 0, shown.output
    for words in ("90 % interval", "What moved it", "without it", "First on Iker Zaldua: Harbour Wire", "claims repeat others"):
        assert words in shown.stdout
    assert max(len(line) for line in shown.stdout.splitlines() if "“" not in line and "—" not in line) <= 100
    value = json.loads(call("post", "Port Albany", "--ledger", ledger, "--as-of", at(10).isoformat(), "--json", *OPTIONS).stdout)
    assert sum(o["probability"] for o in value["belief"]["options"]) == pytest.approx(1)
    assert value["belief"]["options"][0]["person"] == "Iker Zaldua"
    assert value["first"][0]["source"]
    assert value["market"]["rule"]


def test_a_post_without_a_market_says_so(ledger: str) -> None:
    shown = call("post", "Port Albany", "--ledger", ledger, "--as-of", at(0.5).isoformat(), *OPTIONS)
    assert "no market is open" in shown.stdout


def test_the_board_puts_open_markets_first_by_what_moved(ledger: str) -> None:
    rows = json.loads(call("board", "--ledger", ledger, "--as-of", at(10).isoformat(), "--json", *OPTIONS).stdout)
    assert rows[0]["org"] == "Port Albany"
    assert rows[0]["moved"] > 0.1
    assert rows[0]["odds"][0]["option"] == "Iker Zaldua"
    shown = call("board", "--ledger", ledger, "--as-of", at(10).isoformat(), *OPTIONS)
    assert "Iker Zaldua" in shown.stdout


def test_markets_are_listed_resolved_and_closed_and_the_source_has_its_card(ledger: str) -> None:
    assert "Port Albany" in call("markets", "--ledger", ledger, "--as-of", at(11.9).isoformat(), *OPTIONS).stdout
    listed = json.loads(call("markets", "--ledger", ledger, "--as-of", at(11.9).isoformat(), "--json", *OPTIONS).stdout)
    assert listed[0]["proposal"]["winner"] == "Iker Zaldua"
    assert listed[0]["recorded"] is False
    waiting = call("resolve", "--ledger", ledger, *OPTIONS)
    if waiting.exit_code == 0:  # the story is so old by today's clock that its market is over
        return
    assert "Iker Zaldua" in waiting.stdout
    key = json.loads(call("resolve", "--ledger", ledger, "--json", *OPTIONS).stdout)[0]["market"]["id"]
    assert "1 outcome recorded" in call("resolve", key[:8], "--ledger", ledger, *OPTIONS).stdout
    assert "appointed Iker Zaldua" in call("markets", "--closed", "--ledger", ledger, *OPTIONS).stdout


def test_a_market_opened_by_hand_is_resolved_by_hand(ledger: str) -> None:
    shown = call("markets", "--open", "Dynamo Lindau", "--deadline", "2099-01-01", "--ledger", ledger, *OPTIONS)
    assert "opened, until 2099-01-" in shown.stdout, shown.output
    key = shown.stdout[:8]
    assert "is open already" in call("markets", "--open", "Dynamo Lindau", "--ledger", ledger, *OPTIONS).stderr
    assert "--winner" in call("resolve", key, "--ledger", ledger, *OPTIONS).stderr
    assert call("resolve", key, "--as", "appointed", "--ledger", ledger, *OPTIONS).exit_code == 2
    done = call(
        "resolve", key, "--winner", "Jonas Ebbing", "--evidence", "https://club.example/1", "--ledger", ledger, "--json", *OPTIONS
    )
    (outcome,) = json.loads(done.stdout)
    assert (outcome["winner"], outcome["resolution"], outcome["evidence"]) == (
        "Jonas Ebbing",
        "appointed",
        ["https://club.example/1"],
    )
    (closed,) = json.loads(call("markets", "--closed", "--ledger", ledger, "--json", *OPTIONS).stdout)
    assert closed["market"]["post"] == "Dynamo Lindau"
    card = json.loads(call("source", "Harbour Wire", "--ledger", ledger, "--json", *OPTIONS).stdout)
    assert (card["claims"] > 0, card["overall"]["few"], card["cited_by_others"]) == (True, True, 1)
    assert "too few" in call("source", "harbour wire", "--ledger", ledger, *OPTIONS).stdout


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["resolve", "zzzz", "--winner", "x"], "no market of that id"),
        (["markets", "--open", "Dynamo Lindau", "--deadline", "1999-01-01"], "has passed"),
        (["markets", "--open", "Dynamo Lindau", "--deadline", "soon"], "--deadline"),
        (["markets", "--open", "Atlantis Wanderers"], "no one post"),
        (["source", "Nobody's Gazette"], "no one source"),
    ],
)
def test_bad_use_is_refused(ledger: str, words: list[str], problem: str) -> None:
    found = call(*words, "--ledger", ledger, *OPTIONS)
    assert found.exit_code == 2
    assert problem in found.stderr.replace("\n", " ")


def test_refresh_keeps_the_book_and_says_what_it_did(ledger: str) -> None:
    done = json.loads(call("refresh", "--ledger", ledger, "--json", *OPTIONS).stdout)
    assert set(done) == {"claims", "echoes", "markets", "beliefs", "proposals"}
    assert "claims heard, 0 new" in call("refresh", "--ledger", ledger, *OPTIONS).stdout
    assert "0 faults" in call("ledger", "check", "--ledger", ledger).stdout


def test_backtest_prints_the_figures_and_writes_a_page(season_files: tuple[str, str, str], tmp_path: Path) -> None:
    items, markets, readings = season_files
    page = tmp_path / "report" / "page.html"
    found = call(
        "backtest",
        "--items",
        items,
        "--markets",
        markets,
        "--readings",
        readings,
        "--weights",
        "untrained",
        "--html",
        str(page),
        "--json",
    )
    assert found.exit_code == 0, found.output
    value = json.loads(found.stdout)
    assert value["markets"] == 14
    assert set(value["methods"]) == {"hotseat", "prior", "vote_share", "last_report", "dawid_skene"}
    assert {"log_loss", "brier", "ece"} <= set(value["methods"]["hotseat"])
    assert all(low < high for low, high in value["bootstrap"].values())
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg") == 2
    assert "Winner 3 Right" in text
    table = call("backtest", "--items", items, "--markets", markets, "--readings", readings, "--weights", "untrained", "--frozen")
    assert "last report wins" in table.stdout


def test_learn_writes_weights_that_a_replay_of_the_same_period_refuses(
    season_files: tuple[str, str, str], tmp_path: Path
) -> None:
    items, markets, readings = season_files
    output = tmp_path / "w.json"
    words = ("--items", items, "--markets", markets, "--readings", readings)
    learned = call("learn", *words, "--output", str(output), "--until", "2025-04-01")
    assert "learned from" in learned.stdout, learned.output
    weights = json.loads(output.read_text(encoding="utf-8"))
    assert weights["data_sha256"]
    assert weights["until"] < "2025-04-01"
    refused = call("backtest", *words, "--weights", str(output))
    assert refused.exit_code == 2
    assert "must not know" in refused.stderr.replace("\n", " ")


def test_backtest_of_the_ledger_needs_resolved_markets(ledger: str) -> None:
    assert "no market has a day to score" in call("backtest", "--ledger", ledger, *OPTIONS).stderr.replace("\n", " ")


@pytest.mark.parametrize(
    "words",
    [
        ["backtest", "--items", "x.jsonl"],
        ["backtest", "--items", "none.jsonl", "--markets", "none.jsonl"],
        ["backtest", "--from", "yesterday"],
        ["learn", "--items", "none.jsonl", "--markets", "none.jsonl", "--output", "w.json"],
    ],
)
def test_what_cannot_be_replayed_is_refused(ledger: str, words: list[str]) -> None:
    found = call(*words) if words[0] == "learn" else call(*words, "--ledger", ledger)
    assert found.exit_code != 0
    assert DAY.year == 2026


def test_readings_that_are_none_are_named(season_files: tuple[str, str, str], tmp_path: Path) -> None:
    items, markets, _ = season_files
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "x", "claims": [{}]}\n', encoding="utf-8")
    found = call("backtest", "--items", items, "--markets", markets, "--readings", str(bad))
    assert found.exit_code != 0
    assert "bad.jsonl:1" in str(found.exception)
