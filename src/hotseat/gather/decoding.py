"""Bytes of a page or a feed -> text, by what is true rather than by what is claimed."""

from __future__ import annotations

import codecs
import re
import zlib

from resiliparse.parse.encoding import bytes_to_str, detect_encoding

META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:-]{2,40})""", re.IGNORECASE)
HEAD = 4096  # bytes in which a page declares its charset
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes, declared: str | None = None) -> str:
    """The text: a byte order mark counts most, then whatever is valid UTF-8, then the declared charset, then the likeliest."""
    for mark, charset in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A cut or damaged UTF-8 text is still that: one bad byte among many good ones is no other charset.
        bad = error
    head = META.search(data[:HEAD])
    for name in (declared, head.group(1).decode("ascii") if head else None):
        known = lookup(name)
        if known and known not in {"utf-8", "ascii"}:
            # What calls itself Latin-1 on the web is Windows-1252 (WHATWG).
            return data.decode("cp1252" if known in {"iso8859-1", "ascii"} else known, "replace")
    if declared and lookup(declared) == "utf-8" and bad.start > HEAD:
        return data.decode("utf-8", "replace")
    return str(bytes_to_str(data, detect_encoding(data) or "utf-8"))


def lookup(name: str | None) -> str | None:
    """Python's name of a text charset, None where it knows none."""
    try:
        info = codecs.lookup(name.strip("\"' ")) if name else None
    except (LookupError, ValueError):
        return None
    return info.name if info and info._is_text_encoding else None  # noqa: SLF001 -- the only way to tell rot13 from UTF-8


def inflate(chunk: bytes, wanted: int) -> bytes:
    """A gzip file's content, at most `wanted` bytes and one.

    Raises:
        zlib.error: it is no gzip file.
    """
    return zlib.decompressobj(wbits=47).decompress(chunk, wanted + 1)
