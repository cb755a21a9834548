"""The line before the workers: what somebody waits for goes first; what is only brought up to date is made when nobody waits."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Turn:
    """A place in the line."""

    urgent: bool
    ready: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Line:
    """Lets `workers` urgent ones work at the same time, and one of the others while no urgent one is there."""

    workers: int
    _working: int = 0
    _hurried: int = 0
    _urgent: deque[Turn] = field(default_factory=deque)
    _others: deque[Turn] = field(default_factory=deque)

    @property
    def length(self) -> int:
        """How many stand in it."""
        return len(self._urgent) + len(self._others)

    @property
    def pressed(self) -> bool:
        """Whether somebody waits for what is being made."""
        return bool(self._hurried or self._urgent)

    def hurry(self, turn: Turn) -> None:
        """Somebody waits for it now."""
        if not turn.urgent:
            turn.urgent = True
            if turn in self._others:
                self._others.remove(turn)
                self._urgent.append(turn)
                self._next()

    @asynccontextmanager
    async def at_work(self, turn: Turn) -> AsyncIterator[None]:
        """Wait for one's turn, work, and let the next one in."""
        (self._urgent if turn.urgent else self._others).append(turn)
        self._next()
        try:
            await turn.ready.wait()
        except asyncio.CancelledError:
            self._leave(turn)
            raise
        hurried = turn.urgent
        self._hurried += hurried
        try:
            yield
        finally:
            self._working -= 1
            self._hurried -= hurried
            self._next()

    def _leave(self, turn: Turn) -> None:
        if turn.ready.is_set():
            self._working -= 1
        for line in (self._urgent, self._others):
            if turn in line:
                line.remove(turn)
        self._next()

    def _next(self) -> None:
        while self._urgent and self._working < self.workers:
            self._start(self._urgent.popleft())
        if self._others and not self._working and not self._urgent:
            self._start(self._others.popleft())

    def _start(self, turn: Turn) -> None:
        self._working += 1
        turn.ready.set()
