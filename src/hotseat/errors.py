"""Every error that hotseat raises on purpose.

HotseatError
├── InputError          an item, file or line that cannot be read
│   ├── MissingError    the path does not exist
│   ├── FormatError     it exists, and is not what its name promises
│   └── FetchError      an address that could not be fetched, with when to try again
├── ConfigError         hotseat.toml says what cannot be done
├── RegisterError       the register's data contradict their own format
├── ReaderError         the reader's model or lexicon cannot be used
├── ReferenceDataError  the reference data are missing, broken or of another version
├── WeightsError        the judge's weights are damaged, or of another version
├── MarketError         a market, or a condition put on markets, that cannot be used
├── UnknownNameError    nobody and nothing of that name is known
└── LedgerError         the ledger cannot be opened, or is not of this version

Each message names the thing, the place, and what to do about it.
"""

from __future__ import annotations

from datetime import datetime


class HotseatError(Exception):
    """The base of all errors raised on purpose."""


class InputError(HotseatError):
    """An item, file or line that cannot be read.

    Args:
        place: the file, with the line where there is one (``news.jsonl:12``).
        problem: what is wrong, and what to do.
    """

    def __init__(self, place: str, problem: str) -> None:
        """Keep the two parts, so that they can be shown apart."""
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        """Survive the way between processes."""
        return type(self), (self.place, self.problem)


class MissingError(InputError):
    """The path does not exist."""


class FormatError(InputError):
    """The content is not what its name promises."""


class FetchError(InputError):
    """An address that could not be fetched.

    Args:
        place: the address.
        problem: what is wrong.
        passing: whether it may be different in a moment.
        due: when the server wants to be asked again.
        status: the HTTP status, where there was an answer.
    """

    def __init__(
        self, place: str, problem: str, *, passing: bool = False, due: datetime | None = None, status: int | None = None
    ) -> None:
        """Keep what the next visit needs to know."""
        super().__init__(place, problem)
        self.passing = passing
        self.due = due
        self.status = status

    def __reduce__(self) -> tuple[type[FetchError], tuple[str, str]]:
        """Survive the way between processes, without what only the fetcher uses."""
        return type(self), (self.place, self.problem)


class ConfigError(HotseatError):
    """The configuration says what cannot be done."""


class RegisterError(HotseatError):
    """The register's data contradict their own format."""


class ReaderError(HotseatError):
    """The reader's model or lexicon cannot be used."""


class WeightsError(HotseatError):
    """The judge's weights are damaged, or of another version."""


class MarketError(HotseatError):
    """A market, or a condition put on markets, that cannot be used."""


class UnknownNameError(HotseatError):
    """Nobody and nothing of that name is known.

    Args:
        kind: what was looked for: post, coach, source, item or market.
        name: as it was asked for.
    """

    def __init__(self, kind: str, name: str) -> None:
        """Keep both, so that a page can say them apart."""
        super().__init__(f"{name}: no {kind} of that name; check the spelling")
        self.kind = kind
        self.name = name

    def __reduce__(self) -> tuple[type[UnknownNameError], tuple[str, str]]:
        """Survive the way between processes."""
        return type(self), (self.kind, self.name)


class LedgerError(HotseatError):
    """The ledger cannot be opened, or is not of this version."""


class ReferenceDataError(HotseatError):
    """The reference data are missing, broken or of another version."""
