"""Full-text search over the items: FTS5 on SQLite, a text-search vector on PostgreSQL, the same words for both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hotseat.ledger.chain import stamp

MOST_WORDS = 32
# PostgreSQL's `simple` configuration keeps accents where FTS5 drops them: so these are folded, in a migration and in queries alike.
ACCENTED = (
    "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳ"
)
PLAIN = (
    "aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzzouaiouuuuuaagkoojgnaaaeeiioorruusthaeooooy"
)
WORDS = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A version of an item that has the words; the best match first."""

    item: str
    version: int
    title: str
    outlet: str | None
    url: str | None
    told: str


def phrases(text: str) -> list[list[str]]:
    """The query's words, those in double quotes together; anything but letters and digits only parts words."""
    pieces = [quoted or single for quoted, single in WORDS.findall(text)]
    found = [re.findall(r"\w+", piece.replace("_", " ")) for piece in pieces]
    return [words for words in found if words][:MOST_WORDS]


def search(connection: sa.Connection, text: str, *, limit: int = 50, as_of: datetime | None = None) -> list[Found]:
    """Items that hold every word of the query, and every "quoted phrase"; case and accents do not matter.

    Args:
        connection: an open one.
        text: the query.
        limit: at most so many.
        as_of: only what was recorded by then.
    """
    wanted = phrases(text)
    if not wanted:
        return []
    columns = "i.id AS item, i.version, i.title, i.outlet, i.url, i.told"
    then = " AND i.recorded <= :then AND i.told <= :then" if as_of else ""
    values: dict[str, object] = {"limit": limit}
    if as_of:
        values["then"] = stamp(as_of)
    if connection.dialect.name == "sqlite":
        values["query"] = " ".join('"' + " ".join(words) + '"' for words in wanted)
        sql = (
            f"SELECT {columns} FROM search JOIN items i ON i.seq = search.rowid "  # noqa: S608 -- our own column names
            f"WHERE search MATCH :query{then} ORDER BY search.rank, i.seq DESC LIMIT :limit"
        )
    else:
        parts = []
        for number, words in enumerate(wanted):
            values[f"w{number}"] = " ".join(words).casefold().translate(str.maketrans(ACCENTED, PLAIN))
            parts.append(f"phraseto_tsquery('simple', :w{number})")
        query = " && ".join(parts)
        sql = (
            f"SELECT {columns} FROM items i, (SELECT {query} AS q) asked "  # noqa: S608 -- our own column names
            f"WHERE i.search @@ asked.q{then} ORDER BY ts_rank(i.search, asked.q) DESC, i.seq DESC LIMIT :limit"
        )
    return [Found(**row) for row in connection.execute(sa.text(sql), values).mappings()]
