"""Refresh the reference data: from the sources, a mirror of them, or a local folder. What was good stays until better is there.

Files land under `FOLDER/raw` as they come, each with its entity tag, so that a run that breaks off goes on where it was and the next
run asks only for what has changed. The Parquet is built from all of `raw` at the end and put in place whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx

from hotseat.errors import InputError
from hotseat.reference import store
from hotseat.reference.competitions import competitions
from hotseat.reference.files import parse_file
from hotseat.reference.origins import FOOTBALL_DATASETS, INTERNATIONALS, OPENFOOTBALL, WIKIDATA
from hotseat.reference.sources import wikidata
from hotseat.register.register import Register

RAW, STATE = "raw", "fetched.json"
LARGEST = 64_000_000  # bytes of one file
PAGE = 5_000  # tenures of one question to Wikidata
MOST_PAGES = 40
TIMEOUT = httpx.Timeout(30.0)
AGENT = "hotseat (open football data)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file to fetch: where it lies, and its path under `raw`. `optional` ones may be missing at the source."""

    url: str
    path: str
    optional: bool = True


@dataclass(slots=True)
class Report:
    """What a sync did. `errors` name what could not be fetched or read; the data were built without it or from its last copy."""

    fetched: int = 0
    unchanged: int = 0
    absent: int = 0
    matches: int = 0
    unresolved: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def seasons_until(year: int, count: int) -> list[str]:
    """The last so many seasons, that which begins in the year included: "2026-27"."""
    return [f"{y}-{(y + 1) % 100:02d}" for y in range(year - count + 1, year + 1)]


def wanted(seasons: Sequence[str], mirror: str | None = None) -> Iterator[Wanted]:
    """Every file that the sources may hold of these seasons; a mirror has the sources' own paths below one address."""
    open_base, second_base, inter_base = (
        (mirror.rstrip("/") if mirror else None) or base for base in (OPENFOOTBALL.base, FOOTBALL_DATASETS.base, INTERNATIONALS.base)
    )  # fmt: skip
    branch = "" if mirror else "master/"
    for competition in competitions().values():
        for pattern in (p for p in competition.paths if not p.startswith("football.json/")):
            repository, _, rest = pattern.partition("/")
            for season in [s[:4] for s in seasons] if repository == "worldcup.json" else seasons:
                path = rest.replace("*", season)
                yield Wanted(url=f"{open_base}/{repository}/{branch}{path}", path=f"{repository}/{path}")
        for season in seasons if competition.second else ():
            name = f"{competition.second}/season-{season[2:4]}{season[-2:]}.csv"
            folder = f"{second_base}/football-datasets" if mirror else second_base
            yield Wanted(url=f"{folder}/{name}", path=f"football-datasets/{name}")
    folder = f"{inter_base}/international_results" if mirror else inter_base
    for name in ("results.csv", "shootouts.csv"):
        yield Wanted(url=f"{folder}/{name}", path=f"international_results/{name}", optional=False)


def from_folder(
    folder: Path, into: Path, register: Register, now: datetime, on_file: Callable[[str], None] | None = None
) -> Report:
    """Build the data from a local copy of the sources.

    Raises:
        InputError: the folder is not there, or no file of a source is in it.
    """
    if not folder.is_dir():
        raise InputError(str(folder), "no such folder; give one with openfootball's folders in it, or with cc0/ and pddl/")
    parts = [folder / p for p in ("cc0", "pddl") if (folder / p).is_dir()] or [folder]
    return put_in_place(store.build(parts, register, now, on_file), into, str(folder))


def put_in_place(built: store.Built, into: Path, place: str) -> Report:
    """Write what was built, unless nothing was."""
    if not built.told:
        raise InputError(place, f"no match in it{': ' + built.errors[0] if built.errors else ''}; the last good copy is kept")
    store.write(built, into)
    return Report(matches=len(built.told), unresolved=built.unresolved, errors=list(built.errors))


def from_sources(
    client: httpx.Client, files: Iterable[Wanted], into: Path, register: Register, now: datetime,
    on_file: Callable[[str], None] | None = None,
) -> Report:  # fmt: skip
    """Fetch what is new or changed, keep the last good copy of what cannot be had, and build the data from all of it.

    Raises:
        InputError: nothing could be fetched and there is no earlier copy.
    """
    raw, report = into / RAW, Report()
    tags = read_tags(into)
    for file in files:
        fetch(client, file, raw, tags, report)
        write_tags(into, tags)
        if on_file:
            on_file(file.path)
    done = put_in_place(store.build([raw], register, now), into, str(raw))
    report.matches, report.unresolved = done.matches, done.unresolved
    report.errors += done.errors
    return report


def fetch(client: httpx.Client, file: Wanted, raw: Path, tags: dict[str, str], report: Report) -> None:
    """One file, if it has changed; it takes the place of the last copy only when it parses."""
    target = raw / file.path
    headers = {"If-None-Match": tags[file.path]} if file.path in tags and target.is_file() else {}
    try:
        answer = client.get(file.url, headers=headers)
    except httpx.HTTPError as error:
        report.errors.append(f"{file.url}: {type(error).__name__}; the last copy is kept")
        return
    if answer.status_code == httpx.codes.NOT_MODIFIED:
        report.unchanged += 1
    elif answer.status_code == httpx.codes.NOT_FOUND and file.optional:
        report.absent += 1
    elif answer.status_code != httpx.codes.OK or len(answer.content) > LARGEST:
        report.errors.append(f"{file.url}: answer {answer.status_code}; the last copy is kept")
    else:
        try:
            parse_file(file.path, answer.content.decode("utf-8"))
        except (InputError, UnicodeDecodeError) as error:
            report.errors.append(f"{error}; the last copy is kept")
            return
        save(target, answer.content)
        tags[file.path] = answer.headers.get("etag", "")
        report.fetched += 1


def fetch_tenures(client: httpx.Client, into: Path, report: Report, base: str = WIKIDATA.base) -> int:
    """Wikidata's tenures, page after page, into `tenures.json`; how many there are. A page that fails leaves the last copy."""
    found: list[dict[str, str | None]] = []
    for page in range(MOST_PAGES):
        query = wikidata.QUERY.format(limit=PAGE, offset=page * PAGE)
        try:
            answer = client.get(base, params={"query": query, "format": "json"})
            answer.raise_for_status()
            part = wikidata.parse(answer.text, f"{base} page {page + 1}")
            rows = len(json.loads(answer.text)["results"]["bindings"])
        except (httpx.HTTPError, InputError) as error:
            report.errors.append(f"{base}: {type(error).__name__}; the last copy of the tenures is kept")
            return 0
        found += [{"person": t.person, "org": t.org, "from": str(t.start), "to": str(t.end) if t.end else None} for t in part]
        if rows < PAGE:
            break
    content = {"origin": WIKIDATA.name, "licence": WIKIDATA.licence, "notice": WIKIDATA.notice, "tenures": found}
    save(into / store.TENURES, json.dumps(content, ensure_ascii=False).encode())
    return len(found)


def save(target: Path, content: bytes) -> None:
    """Write beside the file and move over it, so that a crash leaves the old or the new one whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_bytes(content)
    os.replace(part, target)  # noqa: PTH105 (atomic on one file system)


def read_tags(into: Path) -> dict[str, str]:
    """The entity tag of each fetched file; none where the list is missing or broken."""
    try:
        content = json.loads((into / RAW / STATE).read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return {}
    return {str(k): str(v) for k, v in content.items() if v} if isinstance(content, dict) else {}


def write_tags(into: Path, tags: dict[str, str]) -> None:
    """Keep the tags."""
    save(into / RAW / STATE, json.dumps(tags).encode())
