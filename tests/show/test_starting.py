"""What a command loads before it does anything: a dossier should not wait for an optimiser or a drawing library."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("scipy", "matplotlib", "numba")


def test_a_dossier_loads_nothing_that_only_fitting_or_drawing_needs() -> None:
    program = f"import sys, hotseat.show.commands.dossier; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
