"""The encoder's network in PyTorch: a transformer, and a head that answers for every candidate of a window in one pass."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

from hotseat.read.engines.answers import WIDTH

HEADS, HEAD_SIZE, HIDDEN = 6, 64, 384


class FromBert(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """An MPNet body that is asked in BERT's numbers: its vocabulary is BERT's, four further on, and its special pieces are others."""

    OFFSET = 4
    SPECIAL = ((0, 1), (101, 0), (102, 2), (103, 30526))  # padding, beginning, end and hidden word: BERT's number, MPNet's

    def __init__(self, body: nn.Module) -> None:
        """Put it before the body."""
        super().__init__()
        self.body = body
        numbers = torch.arange(30522) + self.OFFSET
        for bert, mpnet in self.SPECIAL:
            numbers[bert] = mpnet
        self.register_buffer("numbers", numbers)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Any:  # noqa: ANN401 -- as transformers answers
        """The body's states."""
        return self.body(input_ids=self.numbers[input_ids], attention_mask=attention_mask)


class PairReader(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """Answers for candidates given by their marks' token ids.

    A candidate is the mean state of the person's marks and that of the post's marks; together they ask the words of the window by
    multi-head attention, and what they hear, their product and the window's first state decide.
    """

    def __init__(self, encoder: nn.Module, size: int) -> None:
        """Put the head on an encoder with states of `size` numbers."""
        super().__init__()
        self.encoder = encoder
        self.key, self.value = nn.Linear(size, HEADS * HEAD_SIZE), nn.Linear(size, HEADS * HEAD_SIZE)
        self.query = nn.Linear(2 * size, HEADS * HEAD_SIZE)
        self.mix, self.middle = nn.Linear(4 * size + HEADS * HEAD_SIZE, HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.norm, self.norm_middle = nn.LayerNorm(HIDDEN), nn.LayerNorm(HIDDEN)
        self.out, self.dropout = nn.Linear(HIDDEN, WIDTH), nn.Dropout(0.1)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, person: torch.Tensor, post: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits, shape (windows, candidates, `WIDTH`), and what each candidate listens to, shape (windows, `HEADS`, candidates, length).

        Args:
            ids: word pieces, shape (windows, length).
            mask: 1 where a piece is, 0 where padding is.
            person: the token id of each candidate's person mark, shape (windows, candidates); any other id for padding.
            post: the same for the post marks.
        """
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        who = mean_of_marks(ids, person, states)
        where = mean_of_marks(ids, post, states)
        windows = ids.shape[0]
        key = self.key(states).view(windows, -1, HEADS, HEAD_SIZE).transpose(1, 2)
        value = self.value(states).view(windows, -1, HEADS, HEAD_SIZE).transpose(1, 2)
        query = self.query(torch.cat([who, where], -1)).view(windows, -1, HEADS, HEAD_SIZE).transpose(1, 2)
        scores = query @ key.transpose(2, 3) / HEAD_SIZE**0.5 + ((1.0 - mask.to(states.dtype)) * -1e4)[:, None, None, :]
        weights = scores.softmax(-1)
        heard = (weights @ value).transpose(1, 2).reshape(windows, -1, HEADS * HEAD_SIZE)
        first = states[:, :1].expand(-1, who.shape[1], -1)
        mixed = self.dropout(torch.cat([who, where, who * where, heard, first], -1))
        hidden = self.norm(functional.gelu(self.mix(mixed)))
        hidden = self.norm_middle(hidden + functional.gelu(self.middle(self.dropout(hidden))))
        return self.out(hidden), weights


def mean_of_marks(ids: torch.Tensor, marks: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
    """The mean state over the places where each mark stands; zero where it stands nowhere."""
    at = (ids[:, None, :] == marks[:, :, None]).to(states.dtype)
    return at @ states / at.sum(2, keepdim=True).clamp(min=1.0)
