"""The encoder: windows in, probabilities out, by a small transformer in ONNX with int8 weights.

One pass a window answers for every candidate in it: the states of a person's and a post's marks ask, by attention, the words of the window
(compare Zhong & Chen 2021, A frustratingly easy approach for entity and relation extraction). Made by `training/fit_encoder.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Encoding, Tokenizer

from hotseat.errors import ReaderError
from hotseat.read.engines.answers import WIDTH, Answers, Floats, probabilities
from hotseat.read.engines.windows import ALL_MARKS, Window

OUTPUTS = 2  # the answers, and what each candidate listened to
SLOW = "SkipLayerNormFusion"  # onnxruntime's one operator for a sum and its norm takes five times as long as the two
LONGEST = 224  # word pieces of a window; the rest is cut


class Encoder:
    """A loaded model. The same windows always give the same answers.

    Args:
        folder: holds `encoder.onnx` and `tokenizer.json`.
        threads: processor threads of one pass.

    Raises:
        ReaderError: the files are missing or not of this version.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load the weights."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = ort.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW]
            )
        except Exception as error:  # both libraries raise bare Exceptions for a missing or broken file
            msg = f"{folder}: no encoder's weights ({error}); reinstall hotseat, or read with the linear model"
            raise ReaderError(msg) from error
        outputs = self._session.get_outputs()
        width = outputs[0].shape[-1]
        if width != WIDTH or len(outputs) != OUTPUTS:
            found = f"{len(outputs)} outputs, {width} answers, not {OUTPUTS} and {WIDTH}"
            msg = f"{folder}: weights of another version ({found}); make them anew with training/fit_encoder.py"
            raise ReaderError(msg)
        self.name = self._session.get_modelmeta().custom_metadata_map.get("name", "hotseat-encoder")
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._marks = marks_of(self._tokenizer)

    def answer(self, windows: Sequence[Window]) -> list[list[Answers]]:
        """For each window the answers for each of its pairs, in their order.

        Each goes through alone: int8 activations are scaled by what goes through together, and an answer must not depend on its
        neighbours. On one thread a batch is no faster.
        """
        return [self._run(w) if w.persons and w.orgs else [] for w in windows]

    def _run(self, window: Window) -> list[Answers]:
        pieces = self._tokenizer.encode(window.context, window.text) if window.context else self._tokenizer.encode(window.text)
        ids = np.array([pieces.ids[:LONGEST]], dtype=np.int64)
        person = np.array([[self._marks[p.mark] for p, _ in window.pairs]], dtype=np.int64)
        post = np.array([[self._marks[o.mark] for _, o in window.pairs]], dtype=np.int64)
        logits, attention = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids), "person": person, "post": post})
        heard = attention[0] @ members(pieces, window)
        return [Answers(row, heard[:, n]) for n, row in enumerate(probabilities(logits[0].astype(np.float32)))]


def members(pieces: Encoding, window: Window) -> Floats:
    """For each word piece of a window's context and text the segment that it belongs to, shape (pieces, segments); context belongs to none."""
    text = 1 if window.context else 0
    found = np.zeros((min(len(pieces.ids), LONGEST), len(window.segments)), dtype=np.float32)
    sequences, offsets = pieces.sequence_ids, pieces.offsets
    for n in range(len(found)):
        if sequences[n] == text:
            found[n, bisect_right(window.starts, offsets[n][0]) - 1] = 1.0
    return found


def marks_of(tokenizer: Tokenizer) -> dict[str, int]:
    """The token id of each mark.

    Raises:
        ReaderError: the tokenizer lacks one.
    """
    found = {mark: tokenizer.token_to_id(mark) for mark in ALL_MARKS}
    missing = [mark for mark, number in found.items() if number is None]
    if missing:
        msg = f"the encoder's tokenizer lacks {missing[0]}; make it anew with training/fit_encoder.py"
        raise ReaderError(msg)
    return {mark: number for mark, number in found.items() if number is not None}


@lru_cache(maxsize=1)
def shipped() -> Encoder:
    """The encoder that hotseat ships."""
    with as_file(files("hotseat.read").joinpath("weights")) as folder:
        return Encoder(folder)
