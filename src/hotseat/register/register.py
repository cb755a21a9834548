"""The register: names -> candidates, and who held which post when. In memory, read-only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from hotseat.errors import RegisterError
from hotseat.records import Tenure
from hotseat.register import loading
from hotseat.register.entities import Coach, Competition, Form, Org, Outlet
from hotseat.register.folding import fold

Entity = TypeVar("Entity", Org, Coach)


@dataclass(frozen=True, slots=True)
class Register:
    """Who exists.

    The `*_forms` map a folded name to everybody whom it may mean, with the sort of name it is; `newest` is the day of the latest tenure.
    """

    orgs: Mapping[str, Org]
    coaches: Mapping[str, Coach]
    outlets: Mapping[str, Outlet]
    competitions: Mapping[str, Competition]
    org_forms: Mapping[str, tuple[tuple[str, Form], ...]]
    coach_forms: Mapping[str, tuple[tuple[str, Form], ...]]
    outlet_forms: Mapping[str, str]
    tenures_by_org: Mapping[str, tuple[Tenure, ...]]
    womens_side: Mapping[str, str]
    newest: date = date.min

    def holders(self, org: str, day: date) -> list[Tenure]:
        """The tenures of a post that cover a day, permanent ones first, latest first."""
        held = [t for t in self.tenures_by_org.get(org, ()) if t.covers(day)]
        return sorted(held, key=lambda t: (t.caretaker, -(t.start or date.min).toordinal()))

    def posts(self, person: str, day: date) -> list[Tenure]:
        """The posts that a person held on a day."""
        coach = self.coaches.get(person)
        return [t for t in coach.tenures if t.covers(day)] if coach else []

    def find_org(self, name: str) -> Org | None:
        """The club or national team that a name means when it means just one; full names win."""
        return self._only(name, self.org_forms, self.orgs)

    def find_coach(self, name: str) -> Coach | None:
        """The coach whom a name means when it means just one; full names win."""
        return self._only(name, self.coach_forms, self.coaches)

    def find_outlet(self, name: str) -> Outlet | None:
        """The outlet or journalist of that name, alias or domain."""
        found = self.outlet_forms.get(fold(name))
        if found is None and name.startswith("www."):
            found = self.outlet_forms.get(fold(name.removeprefix("www.")))
        return self.outlets.get(found) if found else None

    def house(self, name: str) -> frozenset[str]:
        """The outlets whose word is that of an outlet of this name: itself, all of its house (BBC Scotland for BBC Sport), and those that the name holds ("BBC Sport Africa")."""
        own, whole = self.find_outlet(name), name.casefold()
        head = (own.house or own.name) if own else None
        return frozenset(
            o.name for o in self.outlets.values() if (head and head in (o.name, o.house)) or o.name.casefold() in whole
        )

    @staticmethod
    def _only(name: str, forms: Mapping[str, tuple[tuple[str, Form], ...]], known: Mapping[str, Entity]) -> Entity | None:
        candidates = forms.get(fold(name), ())
        if not candidates:
            return None
        full = {key for key, form in candidates if form is Form.FULL}
        keys = full or {key for key, _ in candidates}
        return known[next(iter(keys))] if len(keys) == 1 else None


def build(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Register:
    """A register from rows; where two rows have one name, their coaches' tenures are joined and the first org stays.

    Raises:
        RegisterError: a row's type is unknown.
    """
    orgs: dict[str, Org] = {}
    coaches: dict[str, Coach] = {}
    outlets: dict[str, Outlet] = {}
    competitions: dict[str, Competition] = {}
    for kind, row in rows:
        if kind == "club":
            orgs.setdefault(row["name"], loading.org_of(row, nation=False))
        elif kind == "national_team":
            orgs.setdefault(row["name"], loading.org_of(row, nation=True))
            women = loading.womens_team(row)
            orgs.setdefault(women.name, women)
        elif kind == "coach":
            coach = loading.coach_of(row)
            coaches[coach.name] = joined(coaches[coach.name], coach) if coach.name in coaches else coach
        elif kind == "outlet":
            outlets.setdefault(row["name"], loading.outlet_of(row))
        elif kind == "competition":
            competitions.setdefault(row["name"], loading.competition_of(row))
        else:
            msg = f"{row['name']}: unknown type {kind!r}; use club, national_team, coach, outlet or competition"
            raise RegisterError(msg)
    coach_forms, outlet_forms = index_coaches(coaches.values()), index_outlets(outlets.values())
    tenures: dict[str, list[Tenure]] = defaultdict(list)
    for coach in coaches.values():
        for tenure in coach.tenures:
            tenures[tenure.org].append(tenure)
    return Register(
        orgs=orgs,
        coaches=coaches,
        outlets=outlets,
        competitions=competitions,
        org_forms=index_orgs(orgs.values(), coach_forms.keys() | outlet_forms.keys()),
        coach_forms=coach_forms,
        outlet_forms=outlet_forms,
        tenures_by_org={org: tuple(held) for org, held in tenures.items()},
        womens_side={o.parent: o.name for o in orgs.values() if o.women and o.parent},
        newest=max((t.start for held in tenures.values() for t in held if t.start), default=date.min),
    )


def joined(a: Coach, b: Coach) -> Coach:
    """Two rows about one coach as one: the first row's facts, every tenure once."""
    known = {(t.org, t.start.year if t.start else None) for t in a.tenures}
    more = tuple(t for t in b.tenures if (t.org, t.start.year if t.start else None) not in known)
    return Coach(
        name=a.name, aliases=tuple(dict.fromkeys(a.aliases + b.aliases)), nationality=a.nationality or b.nationality,
        born=a.born or b.born, women=a.women and b.women, retired=a.retired or b.retired, tenures=a.tenures + more,
    )  # fmt: skip


# "the Spanish federation" stands for the post of Spain.
FEDERATION_WORDS = (
    "federation",
    "fa",
    "football federation",
    "football association",
    "national team",
    "national side",
    "job",
    "post",
)

# Words that several clubs share, by which papers call one once they have named it or its coach.
SHARED_WORDS = frozenset(
    ("america", "athletic", "dinamo", "dynamo", "lokomotiv", "miami", "nacional", "olimpia", "phoenix", "racing", "rapid", "sparta",
     "spartak", "standard", "union")
)  # fmt: skip
LEAST_LETTERS = 4  # of a word that may stand for the name that it is part of


def index_orgs(orgs: Iterable[Org], others: Collection[str]) -> dict[str, tuple[tuple[str, Form], ...]]:
    """Folded name -> the clubs and national teams it may mean; a single word of a name stands for it where nothing else is called so, and no coach or outlet."""
    index: dict[str, dict[str, Form]] = defaultdict(dict)
    everyone = list(orgs)
    for org in everyone:
        for name, form in org.forms:
            key = fold(name)
            bare = key.removeprefix("the ")
            if form is Form.NICKNAME and bare != key:
                # "the" is kept for nicknames: "the Blues" is a club, "blues" may be anything.
                index[key].setdefault(org.name, form)
            elif len(bare) > 1:
                index[bare].setdefault(org.name, form)
        for demonym in org.demonyms if org.nation and not org.women else ():
            for body in FEDERATION_WORDS:
                index[f"{fold(demonym)} {body}"].setdefault(org.name, Form.PLACE)
    index |= single_words(everyone, index.keys() | set(others))
    index |= without_article(index, others)
    return {key: tuple(found.items()) for key, found in index.items()}


def single_words(orgs: Iterable[Org], taken: Collection[str]) -> dict[str, dict[str, Form]]:
    """The words of clubs' names that nothing else is called, each with the club that alone has it, or the clubs that share it."""
    bearers: dict[str, dict[str, Form]] = defaultdict(dict)
    for org in orgs:
        for word in fold(org.name).split() if not org.nation and not org.women else ():
            if len(word) >= LEAST_LETTERS and word not in taken:
                bearers[word][org.name] = Form.ALONE
    return {word: found for word, found in bearers.items() if len(found) == 1 or word in SHARED_WORDS}


def without_article(index: Mapping[str, Mapping[str, Form]], others: Collection[str]) -> dict[str, dict[str, Form]]:
    """Nicknames as headlines write them, without "the" ("Gunners boss"): a club's where the item shows the club or its coach."""
    bare = {key.removeprefix("the "): key for key in index if key.startswith("the ")}
    return {
        word: dict.fromkeys(index[key], Form.ALONE)
        for word, key in bare.items()
        if len(word) >= LEAST_LETTERS and word not in index and word not in others
    }


def index_coaches(coaches: Iterable[Coach]) -> dict[str, tuple[tuple[str, Form], ...]]:
    """Folded name -> the coaches it may mean, surnames included."""
    index: dict[str, dict[str, Form]] = defaultdict(dict)
    for coach in coaches:
        index[fold(coach.name)].setdefault(coach.name, Form.FULL)
        for alias in coach.aliases:
            index[fold(alias)].setdefault(coach.name, Form.FULL if " " in alias.strip() else Form.ALIAS)
        index[fold(coach.surname)].setdefault(coach.name, Form.SURNAME)
        last = coach.name.split()[-1]
        index[fold(last)].setdefault(coach.name, Form.SURNAME)
    return {key: tuple(found.items()) for key, found in index.items() if len(key) > 1}


def index_outlets(outlets: Iterable[Outlet]) -> dict[str, str]:
    """Folded name, alias, handle or domain -> the outlet's name."""
    index: dict[str, str] = {}
    for outlet in outlets:
        for name in (outlet.name, *outlet.aliases, *outlet.domains):
            index.setdefault(fold(name), outlet.name)
    return index


@lru_cache(maxsize=1)
def embedded() -> Register:
    """The register that hotseat ships."""
    return build(loading.embedded_rows())
