"""Weights that were shipped as int8, as PyTorch's again, so that training can go on from what is at hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

LAYER, TABLE = "/MatMul_quant", "_quantized"  # how the names of a quantized layer's node and of a quantized table end


def thawed(path: Path) -> dict[str, torch.Tensor]:
    """The parameters in an `encoder.onnx` that `training.fit_encoder` wrote, by name; what int8 rounded stays rounded."""
    graph = onnx.load(str(path)).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found = {name: torch.tensor(value) for name, value in held.items() if is_parameter(name, value)}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.name.removeprefix("/").removesuffix(LAYER).replace("/", ".") + ".weight"
            found[name] = torch.tensor(floats(held, node.input[1]).T.copy())
        elif node.op_type == "Gather" and node.input[0].endswith(f".weight{TABLE}"):
            found[node.input[0].removesuffix(TABLE)] = torch.tensor(floats(held, node.input[0]))
    return found


def is_parameter(name: str, value: np.ndarray) -> bool:
    """Whether a tensor is a parameter that was left in floats: a bias, or a norm's."""
    return value.dtype == np.float32 and name.endswith((".bias", ".weight"))


def floats(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    """A quantized tensor as floats."""
    stem = name.removesuffix(TABLE)
    found: np.ndarray = (held[name].astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)) * held[f"{stem}_scale"]
    return found
