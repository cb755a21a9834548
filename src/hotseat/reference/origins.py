"""The sources: what they hold, where they come from, under which licence, and which of them is believed first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A source. `base` is where its files are fetched; `folders` its files' folders in a local copy or mirror."""

    name: str
    title: str
    home: str
    base: str
    licence: str
    notice: str
    folders: tuple[str, ...]

    def holds(self, path: str) -> bool:
        """Whether a file of a local copy belongs to it."""
        return any(path.startswith(f) or f"/{f}" in path for f in self.folders)


OPENFOOTBALL = Origin(
    name="openfootball",
    title="openfootball",
    home="https://github.com/openfootball",
    base="https://raw.githubusercontent.com/openfootball",
    licence="CC0-1.0",
    notice="openfootball contributors, dedicated to the public domain (CC0 1.0)",
    folders=(
        "espana/", "england/", "deutschland/", "italy/", "europe/", "champions-league/", "football.json/", "worldcup.json/",
        "openfootball_matches.csv", "openfootball_clubs_aliases.json", "leagues/",
    ),
)  # fmt: skip
FOOTBALL_DATASETS = Origin(
    name="football-datasets",
    title="football-datasets",
    home="https://github.com/datasets/football-datasets",
    base="https://raw.githubusercontent.com/datasets/football-datasets/main/datasets",
    licence="ODC-PDDL-1.0",
    notice="DataHub, from football-data.co.uk, Public Domain Dedication and License 1.0",
    folders=("football-datasets/", "premier-league/", "la-liga/", "bundesliga/", "serie-a/", "ligue-1/"),
)
INTERNATIONALS = Origin(
    name="international_results",
    title="martj42, international football results",
    home="https://github.com/martj42/international_results",
    base="https://raw.githubusercontent.com/martj42/international_results/master",
    licence="CC0-1.0",
    notice="Mart Jürisoo, international football results from 1872, CC0 1.0",
    folders=("international_results/",),
)
WIKIDATA = Origin(
    name="wikidata",
    title="Wikidata",
    home="https://www.wikidata.org",
    base="https://query.wikidata.org/sparql",
    licence="CC0-1.0",
    notice="Wikidata contributors, CC0 1.0",
    folders=("wikidata/",),
)
ORIGINS: Sequence[Origin] = (OPENFOOTBALL, FOOTBALL_DATASETS, INTERNATIONALS, WIKIDATA)
# Where two sources tell a league's match, the first of these tables counts; the other is still there to disagree.
BELIEF = (OPENFOOTBALL.name, INTERNATIONALS.name, FOOTBALL_DATASETS.name)


def origin_of(path: str) -> Origin | None:
    """The source that a file of a local copy belongs to."""
    return next((o for o in ORIGINS if o.holds(path)), None)
