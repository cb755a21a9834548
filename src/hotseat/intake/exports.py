"""Telling exports of a ledger from other files, and reading their lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hotseat.errors import FormatError
from hotseat.ledger.restoring import is_export

HEAD = 64 * 1024  # bytes in which a header's line must end to be looked at
ENDINGS = (".jsonl", ".ndjson", ".json")


def is_export_file(path: str) -> bool:
    """Whether a file begins with the header of an export."""
    file = Path(path)
    if not (file.is_file() and file.name.casefold().endswith(ENDINGS)):
        return False
    try:
        with file.open("rb") as stream:
            found = json.loads(stream.readline(HEAD))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and is_export(found)


def export_lines(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The lines of an export with their places.

    Raises:
        FormatError: a line is no JSON object: the export is damaged, and what comes after may be too.
    """
    with Path(path).open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError as error:
                raise FormatError(f"{path}:{number}", f"is not JSON ({error}); the export is damaged") from error
            if not isinstance(found, dict):
                raise FormatError(f"{path}:{number}", "must be a JSON object; the export is damaged")
            yield f"{path}:{number}", found
