"""Functions over arrays that numba compiles at their first call and keeps compiled on disk where it may.

numba is imported by the first call, not by the import of a module that has such functions: it takes longer than most commands.
"""

from __future__ import annotations

import functools
import importlib
import types
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Compiled(Generic[P, R]):
    """A function, compiled when it is first called; the plain one stays at `__wrapped__`.

    It may use numpy, numbers, arrays, named tuples of them, and other compiled functions of its own module (numba notices a change of
    the file that a function stands in, not of others).
    """

    def __init__(self, function: Callable[P, R]) -> None:
        """Nothing is compiled yet."""
        functools.update_wrapper(self, function)
        self.__wrapped__ = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the compiled function."""
        result: R = self.machine(*args, **kwargs)
        return result

    @functools.cached_property
    def machine(self) -> Any:  # noqa: ANN401 - numba gives no types
        """The version of numba; without a cache where neither the installation nor the user's folders can be written."""
        plain = bound(self.__wrapped__)
        njit = importlib.import_module("numba").njit
        try:
            return njit(plain, cache=True, nogil=True, error_model="numpy")
        except RuntimeError:  # "cannot cache function: no locator available"
            return njit(plain, nogil=True, error_model="numpy")


def compiled(function: Callable[P, R]) -> Compiled[P, R]:
    """Have a function compiled when it is first called."""
    return Compiled(function)


def bound(function: Callable[..., R]) -> Callable[..., R]:
    """The function with the compiled functions that it names in numba's version, which is what numba can call."""
    if not isinstance(function, types.FunctionType):
        raise TypeError(f"{function!r} is no plain function")
    known = function.__globals__
    named = {name: known[name].machine for name in function.__code__.co_names if isinstance(known.get(name), Compiled)}
    copy = types.FunctionType(function.__code__, {**known, **named}, function.__name__, function.__defaults__)
    copy.__module__, copy.__qualname__, copy.__doc__ = function.__module__, function.__qualname__, function.__doc__
    return copy
