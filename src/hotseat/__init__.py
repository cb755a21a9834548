"""hotseat reads football news and keeps the book on managers' jobs."""

from importlib import import_module
from typing import TYPE_CHECKING

from hotseat.errors import (
    ConfigError,
    FetchError,
    FormatError,
    HotseatError,
    InputError,
    LedgerError,
    MarketError,
    MissingError,
    ReaderError,
    ReferenceDataError,
    RegisterError,
    WeightsError,
)
from hotseat.records import (
    STAGES,
    Certainty,
    Claim,
    Item,
    Kind,
    Polarity,
    Source,
    SourceKind,
    Span,
    Stage,
    Tenure,
)
from hotseat.records_market import (
    OTHER,
    STAYS,
    Belief,
    Contribution,
    Descent,
    Echo,
    Exit,
    Market,
    Opening,
    Option,
    Outcome,
    Resolution,
)

if TYPE_CHECKING:
    from hotseat.read.reader import Reader
    from hotseat.register.register import Register
    from hotseat.show.desk import Desk

__version__ = "0.1.0"

# Loaded when first asked for: the desk and the reader bring in much that a script which only needs records does without.
LATER = {"Desk": "hotseat.show.desk", "Reader": "hotseat.read.reader", "Register": "hotseat.register.register"}

__all__ = [
    "OTHER",
    "STAGES",
    "STAYS",
    "Belief",
    "Certainty",
    "Claim",
    "ConfigError",
    "Contribution",
    "Descent",
    "Desk",
    "Echo",
    "Exit",
    "FetchError",
    "FormatError",
    "HotseatError",
    "InputError",
    "Item",
    "Kind",
    "LedgerError",
    "Market",
    "MarketError",
    "MissingError",
    "Opening",
    "Option",
    "Outcome",
    "Polarity",
    "Reader",
    "ReaderError",
    "ReferenceDataError",
    "Register",
    "RegisterError",
    "Resolution",
    "Source",
    "SourceKind",
    "Span",
    "Stage",
    "Tenure",
    "WeightsError",
    "__version__",
]


def __getattr__(name: str) -> object:
    """Load what is asked for."""
    if name in LATER:
        return getattr(import_module(LATER[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
