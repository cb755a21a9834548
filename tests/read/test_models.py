from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from hotseat.errors import ReaderError
from hotseat.read.engines import encoder, gate, linear
from hotseat.read.engines.encoder import Encoder
from hotseat.read.engines.windows import Window, windows
from hotseat.read.reader import Engine, Reader, model_of
from hotseat.register.register import Register
from tests.conftest import item

SACKED = item("Port Albany sack manager Marten Vos", "The club have parted company with Vos after nine defeats.")


def test_the_linear_model_reads_without_the_encoder(register: Register) -> None:
    reader = Reader(register, model_of(Engine.LINEAR))
    assert ("departure", "Marten Vos", "Port Albany") in {(c.kind.value, c.person, c.org) for c in reader.read(SACKED)}
    assert reader.version.startswith("hotseat-linear")


def test_windows_answer_the_same_alone_and_together(reader: Reader) -> None:
    texts = [
        SACKED,
        item("Dynamo Lindau head coach Jonas Ebbing praises his players"),
        item("Real Cartera appoint Dean Holloway"),
    ]
    found: list[Window] = []
    for text in texts:
        document = reader.composer.compose(text)
        assert document is not None
        found.extend(windows(document, reader.register))
    together = reader.model.answer(found)
    for window, answers in zip(found, together, strict=True):
        (alone,) = reader.model.answer([window])
        assert all(np.array_equal(a.row, b.row) for a, b in zip(alone, answers, strict=True))


def test_the_gate_opens_for_news_of_a_job_and_not_for_a_corner(reader: Reader) -> None:
    def score(text: str) -> float:
        document = reader.composer.compose(item(text))
        assert document is not None
        return gate.shipped().score(next(iter(windows(document, reader.register))).text)

    assert score("Port Albany sack Marten Vos and will name a new manager") > gate.shipped().threshold
    assert score("Marten Vos watched as Port Albany won a corner") < score("Port Albany sack Marten Vos")


MATCH = (
    "A deep cross found the captain, whose header went over the bar. The winger hit the post with a low drive after ten minutes. "
    "Heavy rain kept many at home, and the pitch cut up near the corner flag. A late penalty was saved by the substitute goalkeeper. "
)


def test_one_sentence_among_many_on_a_match_opens_the_gate(reader: Reader) -> None:
    def opens(last: str) -> bool:
        document = reader.composer.compose(item("", f"{MATCH}{last}"))
        assert document is not None
        window = next(iter(windows(document, reader.register)))
        assert gate.shipped().score(window.text) < gate.shipped().threshold
        return gate.shipped().opens(window, short=False)

    assert opens("Port Albany are in talks with Marten Vos over the manager's job.")
    assert not opens("Port Albany were happy, and so was Marten Vos.")


def test_weights_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="fit_linear"):
        linear.load(tmp_path / "none.npz")
    with pytest.raises(ReaderError, match="fit_gate"):
        gate.load(tmp_path / "none.npz")
    with pytest.raises(ReaderError, match="no encoder's weights"):
        Encoder(tmp_path)


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "l.npz", rows=np.zeros(1, dtype=np.int32), values=np.zeros((1, 3)), name="old")
    with pytest.raises(ReaderError, match="another version"):
        linear.load(tmp_path / "l.npz")
    with as_file(files("hotseat.read").joinpath("weights")) as folder:
        shutil.copy(folder / "encoder.onnx", tmp_path)
    (tmp_path / "tokenizer.json").write_text(
        '{"version": "1.0", "model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}}'
    )
    with pytest.raises(ReaderError, match="lacks"):
        Encoder(tmp_path)


def test_the_shipped_models_are_loaded_once() -> None:
    assert encoder.shipped() is encoder.shipped()
    assert linear.shipped() is linear.shipped()
