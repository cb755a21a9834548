"""Full-text search over the items: FTS5 on SQLite, a text-search vector on PostgreSQL, the same words for both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hotseat.ledger.chain import stamp

MOST_WORDS = 32
RANKED = 300  # the newest matches, which are ranked: to rank every item that has a common word takes longer than a page may
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

    Of more than `RANKED` such items only the newest are looked at.

    Args:
        connection: an open one.
        text: the query.
        limit: at most so many.
        as_of: only what was recorded by then.
    """
    wanted = phrases(text)
    if not wanted:
        return []
    columns = "i.id AS item, i.version, i.title, i.outlet, i.url, i.told, i.seq"
    then = " AND i.recorded <= :then AND i.told <= :then" if as_of else ""
    values: dict[str, object] = {"limit": limit, "ranked": max(limit, RANKED)}
    if as_of:
        values["then"] = stamp(as_of)
    if connection.dialect.name == "sqlite":
        values["query"] = " ".join('"' + " ".join(words) + '"' for words in wanted)
        matches = (
            f"SELECT {columns}, search.rank AS rank FROM search JOIN items i ON i.seq = search.rowid "  # noqa: S608 -- our own column names
            f"WHERE search MATCH :query{then} ORDER BY search.rowid DESC LIMIT :ranked"
        )
        order = "rank"
    else:
        parts = []
        for number, words in enumerate(wanted):
            values[f"w{number}"] = " ".join(words).casefold().translate(str.maketrans(ACCENTED, PLAIN))
            parts.append(f"phraseto_tsquery('simple', :w{number})")
        query = " && ".join(parts)
        matches = (
            f"SELECT {columns}, ts_rank(i.search, asked.q) AS rank FROM items i, (SELECT {query} AS q) asked "  # noqa: S608 -- our own column names
            f"WHERE i.search @@ asked.q{then} ORDER BY i.seq DESC LIMIT :ranked"
        )
        order = "rank DESC"
    sql = f"SELECT item, version, title, outlet, url, told FROM ({matches}) m ORDER BY {order}, seq DESC LIMIT :limit"  # noqa: S608
    return [Found(**row) for row in connection.execute(sa.text(sql), values).mappings()]
