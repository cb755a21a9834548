"""The reference data on disk: built from files of the sources, written whole, the last good copy kept."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import polars as pl
from platformdirs import user_data_dir

from hotseat.errors import InputError
from hotseat.reference import frames
from hotseat.reference.files import Sort, parse_file
from hotseat.reference.frames import Told
from hotseat.reference.merging import Read, merge
from hotseat.reference.names import Joined, Joiner, bare
from hotseat.reference.origins import ORIGINS, origin_of
from hotseat.reference.results import Results, embedded, load
from hotseat.register.register import Register

MATCHES, NAMES, MANIFEST = "matches.parquet", "names.parquet", "manifest.json"
TENURES = "tenures.json"  # Wikidata's, as `sync` fetches them
PARTS = (MATCHES, NAMES, MANIFEST)


@dataclass(slots=True, kw_only=True)
class Built:
    """Reference data before they are written. `errors` are files that could not be read, each with what is wrong."""

    told: list[Told]
    names: list[Joined]
    unresolved: list[str]
    manifest: list[dict[str, Any]]
    made: datetime
    errors: list[str] = field(default_factory=list)


def build(folders: Sequence[Path], register: Register, now: datetime, on_file: Callable[[str], None] | None = None) -> Built:
    """Read every file of the folders that belongs to a source. A file that cannot be read is an error of its own."""
    read: list[Read] = []
    manifest: list[dict[str, Any]] = []
    errors: list[str] = []
    spellings: list[tuple[str, list[str]]] = []
    for folder, file in sources_in(folders):
        path = file.relative_to(folder).as_posix()
        origin = origin_of(path)
        if origin is None:
            continue
        try:
            content = file.read_bytes()
            parsed = parse_file(path, content.decode("utf-8"))
        except (InputError, OSError, UnicodeDecodeError) as error:
            errors.append(str(error) if path in str(error) else f"{path}: {error}")
            continue
        if parsed.sort is Sort.CLUBS:
            spellings.extend(club_spellings(content))
        read.append(Read(origin=origin.name, path=path, parsed=parsed))
        manifest.append(entry(path, origin.name, content, parsed.count, now))
        if on_file:
            on_file(path)
    joiner = Joiner(register, spellings, known_names())
    told = merge(read, joiner)
    return Built(
        told=told, names=joiner.answers(), unresolved=joiner.unresolved(), manifest=manifest, made=now, errors=errors
    )  # fmt: skip


def sources_in(folders: Iterable[Path]) -> Iterable[tuple[Path, Path]]:
    """Every file with the folder that its path counts from."""
    for folder in folders:
        yield from ((folder, f) for f in sorted(folder.rglob("*")) if f.is_file() and not f.name.startswith("."))


def entry(path: str, origin: str, content: bytes, count: int, now: datetime) -> dict[str, Any]:
    """A file's line in the manifest."""
    licence = next(o.licence for o in ORIGINS if o.name == origin)
    return {
        "file": path, "origin": origin, "licence": licence, "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content), "records": count, "read": now.isoformat(timespec="seconds"),
    }  # fmt: skip


def club_spellings(content: bytes) -> list[tuple[str, list[str]]]:
    """Country and names of each club that is no reserve side."""
    return [(c["country"], [c["name"], *c["aliases"]]) for c in json.loads(content) if not c.get("reserve")]


def known_names() -> list[Joined]:
    """The joins that the embedded data hold."""
    resource = files("hotseat.reference").joinpath("data", NAMES)
    if not resource.is_file():
        return []
    with as_file(resource) as path:
        return [Joined(name=n, org=o, how=h) for n, o, h in pl.read_parquet(path).select("name", "org", "how").rows()]


def write(built: Built, folder: Path) -> None:
    """Write beside the folder's present parts and move over them at the end, so that a crash leaves the last good copy."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / ".new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    frames.to_frame(built.told).write_parquet(fresh / MATCHES, compression="zstd", compression_level=19, statistics=False)
    names = pl.DataFrame(
        [(j.name, j.org, j.how) for j in built.names],
        schema={"name": pl.String, "org": pl.String, "how": pl.String},
        orient="row",
    )
    names.write_parquet(fresh / NAMES, compression="zstd", compression_level=19, statistics=False)
    content = {
        "made": built.made.isoformat(timespec="seconds"), "matches": len(built.told), "files": built.manifest,
        "origins": [{"name": o.name, "home": o.home, "licence": o.licence, "notice": o.notice} for o in ORIGINS],
        "unresolved": built.unresolved, "errors": built.errors,
    }  # fmt: skip
    (fresh / MANIFEST).write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    for part in PARTS:
        os.replace(fresh / part, folder / part)  # noqa: PTH105 (atomic on one file system)
    fresh.rmdir()


def user_folder() -> Path:
    """Where a user's own copy lies: `HOTSEAT_REFERENCE`, else the platform's place for data."""
    return Path(os.environ.get("HOTSEAT_REFERENCE") or Path(user_data_dir("hotseat", appauthor=False)) / "reference")


def available(folder: Path | None = None) -> Results:
    """The results of a folder that is named, else of the user's copy, else the shipped ones.

    Raises:
        ReferenceDataError: a folder is named, or the user's copy is there, and it cannot be read.
    """
    if folder is not None:
        return load(folder / MATCHES)
    own = user_folder() / MATCHES
    return load(own) if own.is_file() else embedded()


def tenure_rows(folder: Path | None, register: Register) -> list[tuple[str, dict[str, Any]]]:
    """Register rows for the synced tenures that the register lacks: of a team that it knows, and of no coach whom it has curated.

    Args:
        folder: the data's; the user's own copy where None.
        register: what is known already.
    """
    path = (folder or user_folder()) / TENURES
    if not path.is_file():
        return []
    by_coach: dict[str, list[dict[str, str]]] = {}
    for row in json.loads(path.read_text(encoding="utf-8"))["tenures"]:
        org = register.find_org(row["org"]) or register.find_org(bare(row["org"]))
        if org is not None and register.find_coach(row["person"]) is None:
            by_coach.setdefault(row["person"], []).append(
                {k: v for k, v in (("org", org.name), ("from", row["from"]), ("to", row["to"])) if v}
            )
    return [("coach", {"name": name, "tenures": held}) for name, held in by_coach.items()]


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """What a folder's data were made of, if there are any."""
    path = folder / MANIFEST
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
