"""The judge's array types; apart from what fits with them, so that a belief is told without loading an optimiser."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Choices = npt.NDArray[np.int32]
