"""Names -> who is meant: each name of the scan gets one coach, club or outlet, or none, with the reason kept.

A name resolves by context, never by first match: a full name elsewhere in the item, a post that the item names and the
person held at its date, then the register's only bearer of the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cache

from hotseat.read.lexicon import tables
from hotseat.read.naming.beside import (
    ARTICLE_BEFORE,
    CAPITAL_AFTER,
    CAPITAL_BEFORE,
    DAY_BEFORE,
    OPENING,
    OPENING_WORD,
    PLACE_BEFORE,
    STARTS_SENTENCE,
    WOMANLY,
    WOMENS_GAME,
    WORD_BEFORE,
    bears_first_name,
    club_after,
    given_names,
    never_first,
    of_a_market,
    weekdays,
)  # fmt: skip
from hotseat.read.naming.headlines import is_in_title_case
from hotseat.read.naming.letters import CAPITAL
from hotseat.read.naming.scanning import Name, Sort, first_names
from hotseat.read.order import InOrder
from hotseat.records import Span
from hotseat.register.entities import Form
from hotseat.register.folding import fold
from hotseat.register.register import Register

# What each kind of evidence is worth when a name has several bearers; only the order matters.
SAME_NAME, HOLDS_NAMED_POST, HELD_NAMED_POST, ACTIVE, LEAGUE_OF_ITEM = 10.0, 5.0, 2.0, 1.0, 1.5
# What a club's coach in the same item is worth for its short name: named in full, by surname, and one of another day.
ITS_COACH, ITS_COACH_BY_SURNAME, ONCE_ITS_COACH = 4.0, 2.0, 1.0
CLEAR_LEAD = 0.25  # by which the best bearer of a surname must lead the next
LEAST_SUPPORT = (
    2.0  # below it a bare surname is anybody's: no post of the bearer is named, and papers do not name him by surname alone
)
PROMINENCE = 0.4  # what each of up to three posts of that sort adds, past ones too
IN_THE_NEWS = 0.8  # what a post of a leading league or a national team adds, when only a surname is given
LEADING_LEAGUES = frozenset(["Premier League", "LaLiga", "La Liga", "Bundesliga", "Serie A", "Ligue 1", "Scottish Premiership"])
FORM_WEIGHT = {
    Form.FULL: 6.0, Form.ALIAS: 3.0, Form.SHORT: 2.0, Form.NICKNAME: 2.0, Form.PLACE: 2.0, Form.ALONE: 1.0, Form.SURNAME: 0.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text that stands for a person, a post's club, or an outlet.

    `known` is False for a person or a club that the register lacks; `reason` says how the name was resolved. `sure` is False for a club that
    only the words beside it show ("leaves Quillota", "the Quillota board").
    """

    span: Span
    sort: Sort
    key: str
    form: Form
    known: bool
    reason: str
    sure: bool = True


class Linker:
    """Resolves names by the item they stand in."""

    def __init__(self, register: Register) -> None:
        """Keep the register to resolve against."""
        self.register = register
        self._first_names = first_names(register) | given_names()

    def link(self, names: Iterable[Name], body: str, day: date | None) -> list[Mention]:
        """The mentions of an item; a name that nothing supports gives none."""
        found = list(names)
        taken = InOrder(n for n in found if n.sort is not Sort.PERSON and not self._is_first_name_alone(n))
        people = [n for n in found if n.sort is Sort.PERSON and not self._is_part_of_other_name(n, taken, body)]
        held = self._held(people, day)
        full = InOrder(n for n in people if all(form is Form.FULL for _, form in n.candidates))
        clubs = [n for n in found if n.sort is Sort.ORG and not self._is_surname(n, body, full, InOrder(people))]
        markets = frozenset(n for n in clubs if self._is_market(n, body))
        orgs = self._orgs([n for n in clubs if n not in markets], body, held)
        named = Counter(m.key for m in orgs)
        if WOMANLY.search(body):
            named += Counter(side for key in named if (side := self.register.womens_side.get(key)))
        persons = self._persons([n for n in people if not self._is_another_bearer(n, named, taken, body)], day, named, body)
        orgs = self._sides(orgs, persons, body, day)
        outlets = [
            Mention(span=n.span, sort=Sort.OUTLET, key=n.candidates[0][0], form=Form.FULL, known=True, reason="outlet's name")
            for n in found
            if n.sort is Sort.OUTLET and not self._opens_other_name(n, body, taken)
        ]
        places = [
            Mention(span=n.span, sort=Sort.PLACE, key=n.text, form=Form.PLACE, known=True, reason="country whose clubs are meant")
            for n in markets
        ]
        return sorted([*orgs, *persons, *outlets, *places], key=lambda m: m.span.start)

    def _sides(self, orgs: list[Mention], persons: Sequence[Mention], body: str, day: date | None) -> list[Mention]:
        """The clubs with women's sides put in where women's coaches are named: in the whole item, or in the paragraph alone."""
        women = [self._is_womens_coach(p.key, day) for p in persons]
        if not any(women):
            return orgs
        if all(women):
            return [self._womens(m) for m in orgs]
        if not WOMENS_GAME.search(body):
            return orgs
        placed = InOrder(persons)

        @cache
        def is_womens(low: int, high: int) -> bool:
            here = placed.beginning(Span(start=low, end=high))
            return bool(here) and all(self._is_womens_coach(p.key, day) for p in here)

        out = []
        for m in orgs:
            low, high = body.rfind("\n", 0, m.span.start) + 1, body.find("\n", m.span.end)
            out.append(self._womens(m) if is_womens(low, high if high >= 0 else len(body)) else m)
        return out

    def _is_womens_coach(self, key: str, day: date | None) -> bool:
        """Whether a coach has women's sides only, or holds one's post on a day."""
        coach = self.register.coaches[key]
        if coach.women or day is None:
            return coach.women
        held = [self.register.orgs.get(t.org) for t in coach.tenures if t.covers(day)]
        return bool(held) and all(org is not None and org.women for org in held)

    def _womens(self, mention: Mention) -> Mention:
        side = self.register.womens_side.get(mention.key)
        if side is None:
            return mention
        return Mention(
            span=mention.span, sort=mention.sort, key=side, form=mention.form, known=True, reason="women's coach in the item"
        )

    def _held(self, names: Sequence[Name], day: date | None) -> Mapping[str, float]:
        """The posts that coaches named in the item hold on its day, with what that is worth: "Town" beside its coach is his Town.

        A bare surname may be another's, and is worth less than a name in full; what somebody held before counts only under his full name,
        and what he came to later not at all: a replay of old news must not be told.
        """
        held: dict[str, float] = {}
        for name in names:
            for key, form in name.candidates:
                for tenure in self.register.coaches[key].tenures:
                    if day is not None and tenure.covers(day):
                        worth = ITS_COACH if form is not Form.SURNAME else ITS_COACH_BY_SURNAME
                    elif form is Form.FULL and len(name.candidates) == 1 and (day is None or tenure.begun_by(day)):
                        worth = ONCE_ITS_COACH
                    else:
                        continue
                    held[tenure.org] = max(worth, held.get(tenure.org, 0.0))
        return held

    def _orgs(self, names: list[Name], body: str, held: Mapping[str, float]) -> list[Mention]:
        spelt: dict[str, set[str]] = defaultdict(set)  # key -> the folded words of the names that may mean it
        for name in names:
            for key, _ in name.candidates:
                spelt[key].add(fold(name.text))
        near = InOrder(names)
        names = [n for n in names if not self._is_common_word(n, body, near, spelt) and not is_half_of_name(n, body)]
        certain = Counter(n.candidates[0][0] for n in names if names_one(n))
        names = [n for n in names if not self._is_anothers_federation(n, certain, spelt)]
        women = bool(WOMENS_GAME.search(body))
        leagues = Counter(self.register.orgs[k].league for k in certain)
        countries = Counter(self.register.orgs[k].country for k in certain)
        out: list[Mention] = []
        for name in names:
            scored = []
            for key, form in name.candidates:
                if form is Form.ALONE and not certain[key] and held.get(key, 0.0) < ITS_COACH_BY_SURNAME:
                    continue  # one word of a name is anybody's where the item shows neither the club nor its coach
                org = self.register.orgs[key]
                score = FORM_WEIGHT[form] + SAME_NAME * (certain[key] > 0)
                score += LEAGUE_OF_ITEM * (leagues[org.league] > 0 and org.league is not None)
                score += 0.5 * (countries[org.country] > 0)
                score -= 4.0 * (org.women and not women)
                score += held.get(key, 0.0)
                score += 0.25 * len(self.register.tenures_by_org.get(key, ())) ** 0.5
                scored.append((score, key, form))
            if not scored:
                continue
            scored.sort(key=lambda s: (-s[0], s[1]))
            _, key, form = scored[0]
            reason = f"{form} name" if len(scored) == 1 else f"{form} name, best of {len(scored)} in this item"
            out.append(Mention(span=name.span, sort=Sort.ORG, key=key, form=form, known=True, reason=reason))
        return out

    def _is_market(self, name: Name, body: str) -> bool:
        """Whether a country's name stands for its clubs ("interest from Brazil")."""
        if not all(form is Form.FULL and self.register.orgs[key].nation for key, form in name.candidates):
            return False
        return of_a_market().search(body, max(0, name.span.start - 40), name.span.start) is not None

    def _is_anothers_federation(self, name: Name, certain: Mapping[str, int], spelt: Mapping[str, AbstractSet[str]]) -> bool:
        """Whether "the FA" is that of another national team that the item names, which does not name its own."""
        word, shared = fold(name.text), frozenset(tables.table("strangers")["shared_federations"])
        if word not in shared:
            return False
        own = {key for key, _ in name.candidates}
        return not any(spelt[key] - shared for key in own) and any(self.register.orgs[key].nation for key in certain.keys() - own)

    def _is_surname(self, name: Name, body: str, in_full: InOrder[Name], people: InOrder[Name]) -> bool:
        """Whether the one word of a club's name is a surname behind a first name ("Glen Preston") that is no part of a known name.

        A club's full name is one only behind what is nobody's surname: "Frank Brentford exit" has both.
        """
        if " " in name.text:
            return False
        others = people if any(form is Form.FULL for _, form in name.candidates) else in_full
        before = WORD_BEFORE.search(body, max(0, name.span.start - 28), name.span.start)
        if before is None or others.touching(Span(start=before.start(1), end=before.end(1))):
            return False
        return self._is_first_name(fold(before.group(1)))

    def _opens_other_name(self, name: Name, body: str, taken: InOrder[Name]) -> bool:
        """Whether a paper's name is a first name or a club's letters before an unknown one ("Ole Nes", "AS Vetlunda")."""
        after = CAPITAL_AFTER.match(body, name.span.end)
        if after is None or taken.touching(Span(start=after.start(1), end=after.end(1))) or fold(after.group(1)) in never_first():
            return False
        return name.text in tables.table("strangers")["letters"] or self._is_first_name(fold(name.text))

    def _is_first_name_alone(self, name: Name) -> bool:
        """Whether one word of a club's name is a first name too ("San Antonio", "San José"): before a surname it is that."""
        return all(form is Form.ALONE for _, form in name.candidates) and self._is_first_name(fold(name.text))

    def _is_first_name(self, word: str) -> bool:
        """Whether a word with a capital is a coach's first name, and no word that a sentence may begin with ("Will")."""
        return word not in never_first() and bears_first_name(word, self._first_names)

    def _is_common_word(self, name: Name, body: str, names: InOrder[Name], spelt: Mapping[str, AbstractSet[str]]) -> bool:
        """Whether a club's short name is a day of the week ("said Wednesday") or somebody's first name ("Stanley Eguma") here.

        A day is the club's where a title or a genitive follows it, or the item names the club in another way too.
        """
        if any(form is Form.FULL for _, form in name.candidates) or " " in name.text:
            return False
        word, after = fold(name.text), CAPITAL_AFTER.match(body, name.span.end)
        if after and word in self._first_names and fold(after.group(1)) not in never_first():
            return not names.beginning(Span(start=name.span.end + 1, end=name.span.end + 2))
        if word not in weekdays():
            return False
        if DAY_BEFORE.search(body, max(0, name.span.start - 20), name.span.start):
            return True
        otherwise = any(spelt[key] - {word} for key, _ in name.candidates)
        return not otherwise and not club_after().match(body, name.span.end)

    def _persons(self, names: list[Name], day: date | None, named: Counter[str], body: str) -> list[Mention]:
        in_full = {key for n in names for key, form in n.candidates if form is Form.FULL}

        @cache
        def is_first_name_too(text: str) -> bool:
            return re.search(rf"\b{re.escape(text)} [{CAPITAL}]", body) is not None

        out: list[Mention] = []
        for name in names:
            scored = [(self._support(key, form, day, named, in_full), key, form) for key, form in name.candidates]
            scored.sort(key=lambda s: (-s[0], s[1]))
            score, key, form = scored[0]
            if form is Form.SURNAME and (score < LEAST_SUPPORT or (len(scored) > 1 and score - scored[1][0] < CLEAR_LEAD)):
                continue  # the bare surname is read as such: better nobody than the wrong man
            if form is Form.ALIAS and key not in in_full and not self._goes_by(key, name, named, body, is_first_name_too):
                continue  # a nickname may be any word ("a pep talk")
            reason = f"{form} name" if form is not Form.SURNAME else f"surname, support {score:.1f}"
            out.append(Mention(span=name.span, sort=Sort.PERSON, key=key, form=form, known=True, reason=reason))
        return out

    def _goes_by(self, key: str, name: Name, named: Counter[str], body: str, is_first_name_too: Callable[[str], bool]) -> bool:
        """Whether a nickname is a coach's here: the item has a post of his, or papers know him by it and nobody in the item bears it as a first name."""
        tenures = self.register.coaches[key].tenures
        if any(t.org in named for t in tenures):
            return True
        # An article and the space behind it are no longer than five characters.
        if ARTICLE_BEFORE.search(body, max(0, name.span.start - 5), name.span.start) or is_first_name_too(name.text):
            return False
        return any(self._is_leading(t.org) for t in tenures)

    def _support(self, key: str, form: Form, day: date | None, named: Counter[str], in_full: set[str]) -> float:
        score = FORM_WEIGHT[form] + SAME_NAME * (key in in_full)
        for tenure in self.register.coaches[key].tenures:
            now = day is None or tenure.covers(day)
            if tenure.org in named:
                score += HOLDS_NAMED_POST if now else HELD_NAMED_POST
            elif now:
                score += ACTIVE + IN_THE_NEWS * self._is_leading(tenure.org)
        tenures = self.register.coaches[key].tenures
        leading = min(3, sum(self._is_leading(t.org) for t in tenures))
        return score + PROMINENCE * leading + 0.1 * min(10, len(tenures))

    def _is_leading(self, org: str) -> bool:
        """Whether a post is one that papers name by surname alone: of a leading league, or of a national team."""
        found = self.register.orgs.get(org)
        return found is not None and not found.women and (found.nation or found.league in LEADING_LEAGUES)

    def _is_part_of_other_name(self, name: Name, taken: InOrder[Name], body: str) -> bool:
        """Whether the surname stands behind a first name that is not the coach's ("Bernardo Silva"), or is itself a first name."""
        if all(form is Form.FULL for _, form in name.candidates):
            return False
        high = name.span.end
        low = name.span.start - (body[name.span.start - 1 : name.span.start] == "#")  # "Jean #Motta"
        in_title_case = is_in_title_case(body, low, high)
        before = CAPITAL_BEFORE.search(body, max(0, low - 25), low)
        if before and not taken.touching(Span(start=before.start(1), end=before.end(1))):
            word = fold(before.group(1))
            opens = STARTS_SENTENCE.search(body, max(0, before.start(1) - 3), before.start(1)) is not None
            if bears_first_name(word, self._first_names) or (not opens and not in_title_case and word not in never_first()):
                return not any(fold(key).startswith(word) for key, _ in name.candidates)
        opening = OPENING.search(body, max(0, low - 28), low)
        if opening and self._is_first_name(word := fold(opening.group(1))):
            return not any(fold(key).startswith(word) for key, _ in name.candidates)
        after = None if in_title_case else CAPITAL_AFTER.match(body, high)
        if after and before is None and not taken.touching(Span(start=after.start(1), end=after.end(1))):
            return " " not in name.text and (fold(name.text) in self._first_names or fold(after.group(1)) not in never_first())
        return False

    def _is_another_bearer(self, name: Name, named: Counter[str], taken: InOrder[Name], body: str) -> bool:
        """Whether a surname stands behind a word that opens the sentence and may be another's first name ("Deniz Howe"), and no post of its bearers is named."""
        if any(form is not Form.SURNAME for _, form in name.candidates):
            return False
        opening = OPENING.search(body, max(0, name.span.start - 28), name.span.start)
        if opening is None or is_in_title_case(body, name.span.start, name.span.end):
            return False
        if taken.touching(Span(start=opening.start(1), end=opening.end(1))):
            return False
        word = opening.group(1)
        if (
            fold(word) in never_first()
            or OPENING_WORD.search(word)
            or any(fold(key).startswith(fold(word)) for key, _ in name.candidates)
        ):
            return False
        return not any(tenure.org in named for key, _ in name.candidates for tenure in self.register.coaches[key].tenures)


def names_one(name: Name) -> bool:
    """Whether a name means one club by itself: in full, or as no other club is called."""
    form = name.candidates[0][1]
    return form is Form.FULL or (len(name.candidates) == 1 and form is not Form.ALONE)


def is_half_of_name(name: Name, body: str) -> bool:
    """Whether the one word of a club's name is part of another name ("European Union", "Racing Louisville") or a place."""
    if any(form is not Form.ALONE for _, form in name.candidates):
        return False
    low = max(0, name.span.start - 25)
    after, before = CAPITAL_AFTER.match(body, name.span.end), CAPITAL_BEFORE.search(body, low, name.span.start)
    return bool(PLACE_BEFORE.search(body, low, name.span.start)) or any(
        m and fold(m.group(1)) not in never_first() for m in (after, before)
    )
