"""A source's spelling of a team -> the register's name. What joins to nothing keeps its own name and is listed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from hotseat.reference.competitions import competitions
from hotseat.register.entities import Form, Org
from hotseat.register.folding import fold
from hotseat.register.register import Register

# Words of a club's legal form, which one source writes and another does not.
LEGAL = re.compile(
    r"\b(?:\d+\.|\d{2,4}|[AV]?FC|CF|SC|SV|AC|AS|SS|US|UD|CD|SD|RC|RCD|RSC|CA|SSC|ACF|AFC|VfL|VfB|TSG|TSV|FSV|SpVgg|BV|BSC|BC|FK|NK|SK|KV|IF|"
    r"GNK|HNK|CFC|OSC|HSC|EA|SM|SCO|SAD|OGC|Calcio|Stade|Club|Deportivo|Football|e\.V\.)(?=\s|$)",
)

# A nickname or a place is no name that a table uses; a short name ("Frankfurt") is one only as it stands, since FSV Frankfurt is
# another club.
FULL_NAMES = frozenset({Form.FULL, Form.ALIAS})
NAMES = FULL_NAMES | {Form.SHORT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A name with the club or nation that it was joined to, and how; `org` is None where nobody fits."""

    name: str
    org: str | None
    how: str

    @property
    def team(self) -> str:
        """The name to use: the register's, or the source's own without its legal form."""
        return self.org or bare(self.name)


def bare(name: str) -> str:
    """The name without the words of a legal form; the name itself where nothing would be left."""
    short = " ".join(LEGAL.sub(" ", name).split())
    return short if len(short) > 2 else name


def unnumbered(name: str) -> str:
    """The name without the years and counts that German clubs carry: "1. FC Heidenheim 1846" gives "FC Heidenheim"."""
    return " ".join(re.sub(r"(?:^|\s)\d+\.?(?=\s|$)", " ", name).split())


@lru_cache(maxsize=1)
def curated() -> Mapping[str, Mapping[str, str]]:
    """The joins made by hand: `clubs` and `nations`."""
    return tomllib.loads(files("hotseat.reference").joinpath("data", "names.toml").read_text(encoding="utf-8"))


class Joiner:
    """Joins names to the register. Each answer is kept, so that the unresolved can be listed.

    Args:
        register: who exists.
        spellings: sets of names of one club each with the club's country, as openfootball/clubs lists them.
        known: joins made before, by competition's country and name.
    """

    def __init__(
        self, register: Register, spellings: Iterable[tuple[str, Iterable[str]]] = (), known: Iterable[Joined] = ()
    ) -> None:
        """Index the spellings by what the register knows of them."""
        self.register = register
        self._known = {j.name: j for j in known if j.org}
        self._answers: dict[tuple[str, str], Joined] = {}
        self._spelled: dict[str, set[str]] = {}
        for country, names in spellings:
            group = list(names)
            orgs = {o.name for n in group if (o := register.find_org(n)) and o.country == country and not o.women}
            if len(orgs) == 1:
                for name in group:
                    self._spelled.setdefault(fold(name), set()).update(orgs)

    def join(self, name: str, competition: str) -> Joined:
        """The team that a name means in a competition."""
        key = (name, competition)
        if key not in self._answers:
            self._answers[key] = self._join(name, competition)
        return self._answers[key]

    def unresolved(self) -> list[str]:
        """Every name that joined to nobody, with the competition it stood in, sorted."""
        return sorted({f"{c}: {j.name}" for (_, c), j in self._answers.items() if j.org is None})

    def answers(self) -> list[Joined]:
        """Every join that was made, one a name; sorted."""
        best = {j.name: j for j in sorted(self._answers.values(), key=lambda j: (j.org is not None, j.name))}
        return sorted(best.values(), key=lambda j: j.name)

    def _join(self, name: str, competition: str) -> Joined:
        known = competitions().get(competition)
        nations = known.kind == "international" if known else competition.startswith("other:")
        if nations:
            return self._nation(name)
        if name in curated()["clubs"]:
            return Joined(name=name, org=curated()["clubs"][name], how="by hand")
        country = known.country if known else None
        for how, candidates in (
            ("register", self._club(name, country, NAMES)),
            ("club list", self._spelled.get(fold(name), set())),
            ("without numbers", self._club(unnumbered(name), country, FULL_NAMES)),
            ("without legal form", self._club(bare(name), country, FULL_NAMES)),
        ):
            if len(candidates) == 1:
                return Joined(name=name, org=next(iter(candidates)), how=how)
        return self._known.get(name) or Joined(name=name, org=None, how="")

    def _nation(self, name: str) -> Joined:
        wanted = curated()["nations"].get(name, name)
        org = self.register.orgs.get(wanted) or self.register.find_org(wanted)
        return Joined(name=name, org=org.name if org and org.nation and not org.women else None, how="register")

    def _club(self, name: str, country: str | None, forms: frozenset[Form]) -> set[str]:
        """The men's clubs of a country that the name means in the register, by names of the given forms."""
        orgs = [self.register.orgs[k] for k, form in self.register.org_forms.get(fold(name), ()) if form in forms]
        return {o.name for o in orgs if not o.nation and not o.women and self._at_home(o, country)}

    @staticmethod
    def _at_home(org: Org, country: str | None) -> bool:
        """Whether the club may play there: at home, in Europe, or a Welsh club in England and a Monegasque one in France."""
        return country is None or org.country == country or (org.country, country) in {("Wales", "England"), ("Monaco", "France")}
