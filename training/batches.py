"""Annotated items as batches of numbers for the encoder's network: word pieces, marks and targets, some of the words hidden."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from hotseat.read.engines.encoder import LONGEST, marks_of
from hotseat.read.engines.windows import ALL_MARKS, MARKS, WINDOW, Window
from training.examples import Target, examples, registers
from training.shuffling import other_marks

WEIGHTS = Path("src/hotseat/read/weights")
# Characters of an article's windows, one length for each register that the items are read with; each epoch draws one for an item.
LENGTHS = (WINDOW, 300, 560, WINDOW, 480)
TOGETHER = 512  # windows that are sorted by length before they are cut into batches
HIDDEN = 0.12  # share of a window's words that a pass hides, so that no single wording is leant on
MASK, FIRST_WORD = 103, 999  # in BERT's vocabulary: the hidden word, and the first piece that is a word


@dataclass(slots=True)
class Encoded:
    """A window as numbers: word pieces, and for each candidate the token ids of its marks and its target.

    A window that tells of a move is seen `always`, of an article's others each pass draws a share.
    """

    ids: list[int]
    person: list[int]
    post: list[int]
    targets: list[Target]
    item: str
    always: bool


Bank = dict[str, list[list[Encoded]]]  # item -> its windows, in one or more ways of reading it


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How training goes.

    `pace` scales the learning rates, `cold` is the share of an article's windows without move or contract that an epoch sees, `pieces`
    the most word pieces of a batch, padding included; with `push` each batch is read again, its words pushed so far (`pushing.py`);
    `shuffle` is the share of windows that a pass gives other marks, so that an item is not known by its marks.
    """

    epochs: int
    seed: int
    pace: float = 1.0
    cold: float = 0.5
    pieces: int = 2_000
    push: float = 0.0
    shuffle: float = 0.0


class Tokens:
    """The shipped tokenizer: that of BERT's uncased models, with the marks as single tokens."""

    def __init__(self) -> None:
        """Load it."""
        self.tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
        self.tokenizer.add_special_tokens(list(ALL_MARKS))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.marks = marks_of(self.tokenizer)
        self.kinds = [[self.marks[mark] for mark in marks] for marks in MARKS.values()]

    def encode(self, window: Window, item: str, targets: list[Target], *, always: bool) -> Encoded:
        """A window's word pieces and marks."""
        both = (window.context, window.text) if window.context else (window.text,)
        return Encoded(
            ids=self.tokenizer.encode(*both).ids[:LONGEST],
            person=[self.marks[p.mark] for p, _ in window.pairs],
            post=[self.marks[o.mark] for _, o in window.pairs],
            targets=targets,
            item=item,
            always=always,
        )


def load(rows: list[dict[str, Any]], tokens: Tokens) -> Bank:
    """For each item its windows, once for each register and length."""
    found: Bank = defaultdict(list)
    for register, length in zip(registers(len(LENGTHS)), LENGTHS, strict=True):
        of_item: dict[str, list[Encoded]] = defaultdict(list)
        for example in examples(rows, register, length):
            if example.targets:
                encoded = tokens.encode(example.window, example.item, example.targets, always=example.short or example.tells)
                of_item[example.item].append(encoded)
        for item, windows in of_item.items():
            found[item].append(windows)
    return found


def epoch(bank: Bank, draw: random.Random, course: Course, kinds: Sequence[Sequence[int]]) -> list[list[Encoded]]:
    """The batches of one pass, windows of like length together; `kinds` are the marks' token ids, those of a kind together."""
    chosen = [w for variants in bank.values() for w in draw.choice(variants) if w.always or draw.random() < course.cold]
    chosen = [shuffled(w, kinds, draw) if draw.random() < course.shuffle else w for w in chosen]
    draw.shuffle(chosen)
    found: list[list[Encoded]] = []
    for start in range(0, len(chosen), TOGETHER):
        found += cut(sorted(chosen[start : start + TOGETHER], key=lambda w: len(w.ids)), course.pieces)
    draw.shuffle(found)
    return found


def shuffled(window: Encoded, kinds: Sequence[Sequence[int]], draw: random.Random) -> Encoded:
    """A window with other marks, each of its own kind."""
    new = other_marks({*window.ids, *window.person, *window.post}, kinds, draw)

    def changed(ids: Sequence[int]) -> list[int]:
        return [new.get(i, i) for i in ids]

    return replace(window, ids=changed(window.ids), person=changed(window.person), post=changed(window.post))


def cut(windows: Sequence[Encoded], pieces: int) -> list[list[Encoded]]:
    """Windows in order of length, shortest first -> batches of at most so many word pieces."""
    found: list[list[Encoded]] = []
    for window in windows:
        if not found or len(window.ids) * (len(found[-1]) + 1) > pieces:
            found.append([])
        found[-1].append(window)
    return found


def tensors(batch: Sequence[Encoded], draw: random.Random | None) -> tuple[torch.Tensor, ...]:
    """The network's four inputs; with `draw` a share of the words is hidden."""
    length, most = max(len(w.ids) for w in batch), max(len(w.person) for w in batch)
    return (
        torch.tensor([(hidden(w.ids, draw) if draw else w.ids) + [0] * (length - len(w.ids)) for w in batch]),
        torch.tensor([[1] * len(w.ids) + [0] * (length - len(w.ids)) for w in batch]),
        torch.tensor([w.person + [-1] * (most - len(w.person)) for w in batch]),
        torch.tensor([w.post + [-1] * (most - len(w.post)) for w in batch]),
    )


def hidden(ids: Sequence[int], draw: random.Random) -> list[int]:
    """Word pieces with some of the words hidden; marks stay."""
    return [MASK if piece >= FIRST_WORD and draw.random() < HIDDEN else piece for piece in ids]
