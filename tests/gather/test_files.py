from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from hotseat.errors import InputError
from hotseat.gather.files import read_paths
from hotseat.gather.items import item_of, moment
from hotseat.records import Item


def outcome(path: Path) -> tuple[list[Item], list[str]]:
    found = list(read_paths([str(path)]))
    return [f for f in found if isinstance(f, Item)], [str(f) for f in found if isinstance(f, InputError)]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("empty.jsonl", b"\n\n", "is empty"),
        ("binary.txt", b"\x00\x01\x02" * 99, "binary"),
        ("control.txt", b"a\x01\x02\x03" * 99, "binary"),
        ("latin.txt", "Málaga manager".encode("latin-1"), "not UTF-8"),
        ("nothing.html", b"<html><body></body></html>", "no article"),
    ],
)
def test_a_file_of_no_use_gives_one_error_that_names_it(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    items, errors = outcome(file)
    assert items == []
    assert len(errors) == 1
    assert name in errors[0]
    assert says in errors[0]


def test_a_missing_path_and_a_folder_are_errors(tmp_path: Path) -> None:
    assert "no such file" in outcome(tmp_path / "nowhere.txt")[1][0]
    assert "is a folder without" in outcome(tmp_path)[1][0]


def test_fifty_megabytes_of_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    file.write_bytes(b"word " * 10_000_000)
    items, errors = outcome(file)
    assert items == []
    assert "huge.txt" in errors[0]


def test_bad_lines_are_named_and_good_ones_read(tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    lines = [b'{"title": "One"}', b"{broken", b'"text"', b'{"title": 5.5}', b'{"title": ""}', b'{"title": "\xff"}',
             b'{"title": "Two", "date": "yesterday"}', b'{"title": "Three", "date": "2026-01-01T10:00:00+02:00"}']  # fmt: skip
    file.write_bytes(b"\n".join(lines))
    items, errors = outcome(file)
    assert [i.title for i in items] == ["One", "Three"]
    assert [e.split("mixed.jsonl:")[1].split(":")[0] for e in errors] == list("234567")
    assert items[1].published is not None
    assert items[1].published.hour == 8


def test_a_line_without_end_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "long.jsonl"
    file.write_bytes(b'{"title": "' + b"x" * 17_000_000 + b'"}\n{"title": "After"}\n')
    items, errors = outcome(file)
    assert [i.title for i in items] == ["After"]
    assert "longer than" in errors[0]


def test_a_text_files_first_line_is_its_headline(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Vos sacked\n\nPort Albany have sacked Marten Vos.\n", encoding="utf-8")
    (item,) = outcome(file)[0]
    assert (item.title, item.text) == ("Vos sacked", "Port Albany have sacked Marten Vos.")


def test_a_page_gives_its_article(tmp_path: Path) -> None:
    words = "<p>Port Albany have sacked manager Marten Vos after the cup exit, and the search for his successor begins.</p>" * 4
    file = tmp_path / "a.html"
    file.write_text(
        f"<html><head><title>Vos sacked</title></head><body><article><h1>Vos sacked</h1>{words}</article></body></html>"
    )
    (item,) = outcome(file)[0]
    assert "Marten Vos" in item.text


@pytest.mark.parametrize("data", [b'\n{"title": "A"}\n', b"A headline\n\nAnd a text."])
def test_standard_input_may_be_lines_or_one_text(data: bytes) -> None:
    assert [type(f) for f in read_paths(["-"], io.BytesIO(data))] == [Item]


def test_nul_and_lone_surrogates_do_not_get_in() -> None:
    found = item_of(json.loads('{"title": "a\\u0000b\\ud800"}'))
    found.title.encode("utf-8")
    assert "\x00" not in found.title


def test_dates_before_newspapers_are_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        moment("0001-01-01")
    assert moment("") is None
