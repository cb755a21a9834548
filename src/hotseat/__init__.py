"""hotseat reads football news and keeps the book on managers' jobs."""

from hotseat.errors import (
    FormatError,
    HotseatError,
    InputError,
    LedgerError,
    MissingError,
    ReaderError,
    RegisterError,
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

__version__ = "0.1.0"

__all__ = [
    "STAGES",
    "Certainty",
    "Claim",
    "FormatError",
    "HotseatError",
    "InputError",
    "Item",
    "Kind",
    "LedgerError",
    "MissingError",
    "Polarity",
    "ReaderError",
    "RegisterError",
    "Source",
    "SourceKind",
    "Span",
    "Stage",
    "Tenure",
    "__version__",
]
