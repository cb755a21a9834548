"""Errors as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus

from pydantic import BaseModel, ConfigDict

from hotseat.show.serving.memory import Answer

KIND = "application/problem+json"


class Problem(BaseModel):
    """What went wrong, for a program and for a person."""

    model_config = ConfigDict(extra="forbid")
    type: str = "about:blank"
    title: str
    status: int
    detail: str


def problem_body(status: int, title: str, detail: str) -> bytes:
    """The JSON of a problem."""
    return json.dumps(Problem(title=title, status=status, detail=detail).model_dump(), ensure_ascii=False).encode(
        "utf-8", "replace"
    )


def problem_answer(status: int, title: str, detail: str, *, retry: int | None = None) -> Answer:
    """A problem as a finished answer."""
    headers = [(b"content-type", KIND.encode())]
    if retry is not None:
        headers.append((b"retry-after", str(retry).encode()))
    if status == HTTPStatus.UNAUTHORIZED:
        headers.append((b"www-authenticate", b"Bearer"))
    return Answer(status=status, headers=headers, body=problem_body(status, title, detail), state=0, made=0.0)
