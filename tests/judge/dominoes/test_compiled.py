from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from numba.core import caching

from hotseat.judge.dominoes.compiled import Compiled, bound, compiled
from tests.conftest import ROOT


@compiled
def twice(value: float) -> float:
    return 2.0 * value


@compiled
def four_times(value: float) -> float:
    """Calls another compiled function."""
    return twice(twice(value))


def test_a_compiled_function_calls_another() -> None:
    assert four_times(1.5) == 6.0
    assert four_times.__wrapped__(1.5) == 6.0
    assert four_times.__doc__ == "Calls another compiled function."


def test_where_nothing_can_be_written_it_is_compiled_without_a_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching.CompileResultCacheImpl, "_locator_classes", [])
    assert Compiled(twice.__wrapped__)(4.0) == 8.0


def test_only_plain_functions_can_be_compiled() -> None:
    with pytest.raises(TypeError, match="no plain function"):
        bound(len)


def test_a_fresh_cache_makes_no_warning_and_importing_the_command_line_does_not_load_numba(tmp_path: Path) -> None:
    program = """
        import sys
        import hotseat.show.cli
        assert "numba" not in sys.modules
        from tests.judge.dominoes.test_compiled import twice
        assert twice(2.0) == 4.0
    """
    environment = {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::DeprecationWarning", "-c", textwrap.dedent(program)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*.nbi"))
