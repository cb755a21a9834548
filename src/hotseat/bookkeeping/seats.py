"""Who sits where and how it goes for him: register, results and contract claims brought together for the hazard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hotseat.judge.form import Form, Played, form_of
from hotseat.judge.hazard import SEASON_END, SEASON_START, Risk, Seat, Spell
from hotseat.records import Claim, Kind, Polarity, Stage, Tenure
from hotseat.records_market import Exit
from hotseat.reference.competitions import competitions
from hotseat.reference.results import Results
from hotseat.register.register import Register

SEASONS = 3  # of a league, for the strength of its sides: Elo has forgotten where it started by then
NEXT_POST = timedelta(days=30)  # who sits elsewhere so soon after was taken by that post
UNTIL_YEAR, UNTIL_MONTH = 4, 7  # characters of "2027" and "2027-06"


@dataclass(frozen=True, slots=True)
class Seats:
    """Answers who held a post on a day, and how his seat stands.

    Args:
        register: who sat where.
        results: the results to judge form by; None: form is not known.
    """

    register: Register
    results: Results | None = None
    _forms: dict[tuple[str, str], Form] = field(default_factory=dict)

    def holder(self, post: str, day: date) -> Tenure | None:
        """The permanent holder on a day, as the register knows; somebody in charge for a while is none."""
        return next((t for t in self.register.holders(post, day) if not t.caretaker), None)

    def seat(self, post: str, day: date, *, since: date | None = None, contract_end: date | None = None) -> Seat:
        """The incumbent's seat as of a day."""
        org = self.register.orgs.get(post)
        standing = self.form(post, day).standing(post, day, since)
        return Seat(day=day, since=since, nation=bool(org and org.nation), standing=standing, contract_end=contract_end)

    def form(self, post: str, day: date) -> Form:
        """The form of the post's league by its last seasons; an empty one where it has none."""
        found = self.results.league_of(post, day) if self.results else None
        if self.results is None or found is None:
            return Form()
        if found not in self._forms:
            league, season = found
            seasons = self.results.seasons[league]
            recent = seasons[: seasons.index(season) + 1][-SEASONS:]
            self._forms[found] = form_of(league_matches(self.results, {league: recent}))
        return self._forms[found]


def contract_end(claims: Iterable[tuple[date, Claim]], person: str) -> date | None:
    """When a person's contract runs out, by the last claim that says so: "until 2027" is taken as the end of that June."""
    found = None
    for day, claim in claims:
        in_force = claim.kind is Kind.CONTRACT and claim.stage is Stage.IN_FORCE and claim.polarity is Polarity.AFFIRMED
        if in_force and claim.person == person:
            found = end_of(claim.details, day) or found
    return found


def end_of(details: Mapping[str, object], said: date) -> date | None:
    """The end that a contract claim states, by date or by years from the day it was said."""
    until, years = details.get("until"), details.get("years")
    try:
        if isinstance(until, str) and len(until) >= UNTIL_YEAR:
            month = int(until[5:UNTIL_MONTH]) if len(until) >= UNTIL_MONTH else 6
            return date(int(until[:UNTIL_YEAR]), month, 28)
        if isinstance(years, int | float) and 0 < years < 10:
            # Deals of so many years end with a season: the June that is nearest.
            return date(round(said.year + years + (said.month - 6) / 12), 6, 28)
    except ValueError:
        return None
    return None


def league_matches(results: Results, chosen: Mapping[str, Sequence[str]] | None = None) -> Iterator[Played]:
    """Every league match with a score; `chosen` limits it to seasons of leagues."""
    for key, competition in competitions().items():
        if competition.is_league:
            for season in (results.seasons if chosen is None else chosen).get(key, ()):
                for match in results.season(key, season):
                    score = match.counted
                    if score and match.day:
                        yield Played(
                            league=key, season=season, day=match.day, home=match.home, away=match.away,
                            home_goals=score.final[0], away_goals=score.final[1],
                        )  # fmt: skip


def spells_of(
    register: Register, form: Form, first: date, last: date, ends: Mapping[tuple[str, str], date] | None = None
) -> Iterator[Spell]:
    """The register's permanent tenures week by week between two days, each with the cause of its end.

    Poached is who sits elsewhere within a month; ended is who goes while seasons change; everybody else counts as sacked, resignations in
    mid-season among them, since the register does not tell them apart.

    Args:
        register: who sat where.
        form: how it went.
        first: start of the observation.
        last: its end; who still sits then went on.
        ends: (person, post) -> known end of the contract.
    """
    for coach in register.coaches.values():
        for tenure in coach.tenures:
            if tenure.caretaker or tenure.start is None or tenure.start < date(2000, 1, 1):
                continue
            nation = bool((org := register.orgs.get(tenure.org)) and org.nation)
            end = tenure.end if tenure.end and tenure.end <= last else None
            day, stop = max(tenure.start, first), end or last
            contract = (ends or {}).get((tenure.person, tenure.org))
            seats = []
            while day <= stop:
                standing = form.standing(tenure.org, day, tenure.start)
                seats.append(Seat(day=day, since=tenure.start, nation=nation, standing=standing, contract_end=contract))
                day += timedelta(days=7)
            if seats:
                yield Spell(seats=seats, cause=cause_of(tenure, coach.tenures) if end else None)


def documented(spells: Iterable[Spell]) -> Iterator[Spell]:
    """The weeks to fit on: national teams', and clubs' of which results are known, once with the results and once as if they were not.

    Where the register follows a league its list of holders is whole; elsewhere it knows long and famous tenures rather than short
    ones, and the weekly risk of its tenures is half of the true one. A club without results is therefore given the risk
    of those with results, averaged over how they stand: the second copy teaches just that.
    """
    for spell in spells:
        if spell.seats[0].nation:
            yield spell
            continue
        seats = [s for s in spell.seats if s.standing]
        cause = spell.cause if seats and spell.seats[-1].standing else None
        if seats:
            yield Spell(seats=seats, cause=cause, weight=0.5)
            yield Spell(seats=[replace(s, standing=None) for s in seats], cause=cause, weight=0.5)


def cause_of(tenure: Tenure, all_of_his: Iterable[Tenure]) -> Exit:
    """Why a tenure ended, as far as dates tell."""
    end = tenure.end
    if end is None:
        msg = "the tenure has not ended"
        raise ValueError(msg)
    soon = [t for t in all_of_his if t is not tenure and t.start and t.org != tenure.org and not t.caretaker]
    if any(t.start and abs(t.start - end) <= NEXT_POST for t in soon):
        return Exit.POACHED
    return Exit.ENDED if SEASON_END <= (end.month, end.day) <= SEASON_START else Exit.SACKED


def stays(risk: Risk, seat: Seat, until: date) -> tuple[float, dict[Exit, float]]:
    """The chance that the incumbent still sits on a day, and the chances that he went, by cause."""
    exits = risk.exits(seat, until)
    return 1.0 - sum(exits.values()), exits
