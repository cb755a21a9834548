"""openfootball's lists of leagues: a country's heading, then a key, the years, a name, and other names after bars.

= England =
2   2004/05-    Division 1 =>  Championship
                                | EFL Championship | eng.cs
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hotseat.errors import FormatError

COMMENT = re.compile(r"(?:^|\s+)#.*$")
HEADING = re.compile(r"=+\s*(?P<name>[^=]+?)\s*=+")
ENTRY = re.compile(
    r"(?P<key>[a-z0-9][a-z0-9._]*)\s+(?:(?P<first>\d{4}(?:/\d{2})?)?-(?P<last>\d{4}(?:/\d{2})?)?\s+)?(?P<name>[^\W_].*)",
    re.IGNORECASE,
)
END = "__END__"
LANGUAGE = re.compile(r"\s*\[(?P<code>[a-z]{2})\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeagueName:
    """A competition's names over a stretch of seasons ("1992/93"; None where open). Aliases are pairs of name and language code."""

    country: str
    key: str
    name: str
    before: str | None = None
    first: str | None = None
    last: str | None = None
    aliases: tuple[tuple[str, str | None], ...] = ()


def parse(text: str, place: str) -> list[LeagueName]:
    """Every competition of the list.

    Raises:
        FormatError: a line is no heading, entry or alias, or stands before what it belongs to; it names the line.
    """
    country: str | None = None
    entries: list[dict[str, str | None]] = []
    aliases: list[list[tuple[str, str | None]]] = []
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        line = COMMENT.sub("", raw).strip()
        if line == END:
            break
        if not line:
            continue
        if heading := HEADING.fullmatch(line):
            country = heading["name"]
        elif line.startswith("|"):
            if not entries:
                raise FormatError(f"{place}:{number}", "a name after a bar, and no competition before it")
            aliases[-1].extend(named(a) for a in line.split("|") if a.strip())
        elif (entry := ENTRY.fullmatch(line)) and country:
            name, *more = (part.strip() for part in entry["name"].split("|"))
            before, _, after = name.partition("=>")
            entries.append(
                {
                    "country": country, "key": entry["key"], "first": entry["first"], "last": entry["last"],
                    "name": plain(after or before), "before": plain(before) if after else None,
                }
            )  # fmt: skip
            aliases.append([named(a) for a in more if a])
        else:
            raise FormatError(f"{place}:{number}", f"{line[:60]!r} is no heading, competition or name after a bar")
    return [
        LeagueName(
            country=str(e["country"]), key=str(e["key"]), name=str(e["name"]), before=e["before"], first=e["first"],
            last=e["last"], aliases=tuple(a),
        )
        for e, a in zip(entries, aliases, strict=True)
    ]  # fmt: skip


def plain(name: str) -> str:
    """Without the dollar signs that mark a sponsor's part."""
    return " ".join(name.replace("$$", " ").split())


def named(alias: str) -> tuple[str, str | None]:
    """An alias with the language that it is of, if that is said."""
    match = LANGUAGE.search(alias.strip())
    return plain(LANGUAGE.sub("", alias.strip())), match["code"] if match else None
