"""Tenures of head coaches as the Wikidata query service gives them: P286 (head coach) of a team, with P580 and P582."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hotseat.errors import FormatError
from hotseat.records import Tenure

# Head coaches of association football teams with the day they began; a page at a time, in a fixed order, so that a run can go on.
QUERY = """SELECT ?coachLabel ?teamLabel ?start ?end WHERE {{
  ?team p:P286 ?held . ?held ps:P286 ?coach ; pq:P580 ?start . OPTIONAL {{ ?held pq:P582 ?end . }}
  ?team wdt:P31/wdt:P279* wd:Q103229495 .
  SERVICE wikibase:label {{ bd:serviceParam wikibase:language "en". }}
}} ORDER BY ?held LIMIT {limit} OFFSET {offset}"""


def parse(text: str, place: str) -> list[Tenure]:
    """The tenures of one page of answers; rows without names are passed over.

    Raises:
        FormatError: the text is no answer of the query service, or a day in it is none; it names the row.
    """
    try:
        rows = json.loads(text)["results"]["bindings"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise FormatError(f"{place}:1", f"no answer of the query service ({error})") from error
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            coach, team, start = row["coachLabel"]["value"], row["teamLabel"]["value"], _day(row["start"])
            end = _day(row["end"]) if "end" in row else None
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(f"{place}#{number}", f"this row is no tenure ({error})") from error
        if start and not _is_id(coach) and not _is_id(team):
            found.append(Tenure(person=coach, org=team, start=start, end=end))
    return found


def _day(value: Any) -> date | None:  # noqa: ANN401 (a value of somebody else's JSON)
    """The day of a literal; an unknown value is a blank node."""
    return date.fromisoformat(value["value"][:10]) if value["type"] == "literal" else None


def _is_id(label: str) -> bool:
    """Whether the label is only an identifier: nobody has named it in English."""
    return label[:1] == "Q" and label[1:].isdigit()
