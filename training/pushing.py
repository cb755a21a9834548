"""Adversarial training: a batch is read a second time, its words pushed to where the loss grows most (Miyato et al. 2017, Adversarial training for text)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn


class Pusher:
    """Listens at the table of word pieces: keeps what it gave in a first reading, and adds a push to it in a second."""

    def __init__(self, table: nn.Module, strength: float) -> None:
        """Listen at a table; a window's push is `strength` times as long as one of its word pieces is on average."""
        self._strength = strength
        self._given: torch.Tensor | None = None
        self._push: torch.Tensor | None = None
        table.register_forward_hook(self._hear)

    def _hear(self, _table: nn.Module, _asked: object, given: torch.Tensor) -> torch.Tensor:
        if self._push is not None:
            return given + self._push
        if given.requires_grad:
            given.retain_grad()
            self._given = given
        return given

    @contextmanager
    def pushing(self) -> Iterator[None]:
        """Within it words are pushed along the gradients of the reading that has just been gone back through.

        Raises:
            RuntimeError: no reading has been gone back through.
        """
        if self._given is None or self._given.grad is None:
            msg = "nothing has been read, or its loss not gone back through"
            raise RuntimeError(msg)
        slope, length = self._given.grad, self._given.detach().norm(dim=-1).mean()
        self._push = self._strength * length * slope / slope.norm(dim=(1, 2), keepdim=True).clamp_min(1e-12)
        try:
            yield
        finally:
            self._push = self._given = None
