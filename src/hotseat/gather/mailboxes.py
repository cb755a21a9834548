"""An mbox of newsletters -> items, one a message."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO

from hotseat.errors import FormatError, InputError
from hotseat.gather.feeds import one_line, text_of
from hotseat.gather.items import clean
from hotseat.gather.moments import time_of
from hotseat.records import Item, fingerprint

LARGEST = 16 * 1024 * 1024  # bytes of a message
BEGINNING = b"From "


def messages(stream: BinaryIO, place: str) -> Iterator[Item | InputError]:
    """The messages of an mbox in turn, without holding more than one of them."""
    number, size, blank = 0, 0, True
    lines: list[bytes] = []
    for line in stream:
        if blank and line.startswith(BEGINNING):
            if number:
                yield message(b"".join(lines), size, f"{place}:{number}")
            number, size, lines = number + 1, 0, []
        elif number:
            size += len(line)
            if size <= LARGEST:
                lines.append(line.removeprefix(b">") if line.lstrip(b">").startswith(BEGINNING) else line)
        blank = not line.strip()
    if number:
        yield message(b"".join(lines), size, f"{place}:{number}")
    else:
        yield FormatError(place, 'is no mbox; a message must begin with a line "From ..."')


def message(data: bytes, size: int, place: str) -> Item | InputError:
    """One message as an item: the sender's name is the outlet, the subject the headline."""
    if size > LARGEST:
        return FormatError(place, f"is of {size:,} bytes, more than the {LARGEST:,} that a message may have")
    try:
        return item_of_message(email.message_from_bytes(data, policy=email.policy.default), place)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError, AssertionError) as error:
        # The standard library's parser fails in many ways on damaged headers.
        return FormatError(place, f"cannot be read as a message ({type(error).__name__}: {error})")


def item_of_message(found: EmailMessage, place: str) -> Item | InputError:
    """The item that a parsed message is."""
    part = found.get_body(preferencelist=("plain", "html"))
    content = part.get_content() if part is not None else ""
    text = content if isinstance(content, str) else ""
    html = part is not None and part.get_content_type() == "text/html"
    body = text_of(text) if html else clean("\n".join(line.rstrip() for line in text.splitlines())).strip()
    title = one_line(clean(str(found.get("subject") or "")))
    if not body and not title:
        return FormatError(place, "holds neither a subject nor a text")
    name, address = parseaddr(str(found.get("from") or ""))
    outlet = clean(name or address.partition("@")[2]) or None
    key = str(found.get("message-id") or "") or fingerprint(outlet, title, body)
    return Item(id=fingerprint("mail", key), title=title, text=body, outlet=outlet, published=time_of(found.get("date")))
