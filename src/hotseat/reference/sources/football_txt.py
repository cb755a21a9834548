"""Football.TXT, openfootball's notation of a season: a title, counts in comments, rounds, days, matches.

Two ways to write a match are in use, "18.45  Ajax (NED) v Rangers (SCO)  4-0 (3-0)" and "15.30  Leverkusen  3-2 (2-1)  Leipzig".
Days leave the year out once it is known; it is found again from the season's span and the day of the week. A line that is none
of these is an error, with its number: a silently dropped match would make every table after it wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from hotseat.errors import FormatError
from hotseat.reference.matches import Goals, Match, Score, Status

MONTHS = {m: i for i, m in enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1)}
WEEKDAYS = {d: i for i, d in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))}

DAY_WORDS = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)})\w*\s+)?(?P<month>{'|'.join(MONTHS)})[a-z]*[/ ](?P<day>\d{{1,2}})(?:[ ,]+(?P<year>\d{{4}}))?"
DAY = re.compile(rf"\[?{DAY_WORDS}\]?")
SPAN = re.compile(r"#\s*Date\s+(?P<first>.+?)\s+-\s+(?P<last>.+?)(?:\s*\(\d+d\))?\s*")
COUNT = re.compile(r"#\s*(?P<what>Teams|Matches)\s+(?P<number>\d+)\b.*")
TITLE = re.compile(r"=+\s*(?P<title>[^=].*?)\s*=*")
YEARS = re.compile(r"\b(?P<first>(?:19|20)\d{2})(?:[/-](?P<last>\d{2,4}))?\b")
MARKED_ROUND = re.compile(r"[»▪*•]+\s*(?P<round>\S.*)")
BARE_ROUND = re.compile(
    r"(?:(?:Matchday|Round|Group|Gruppe|League|Stage|Week|Leg|Playoffs?|Play-offs?|Preliminary|Qualif\w*|Runde|Third place|Relegation)\b.*"
    r"|\d+\. (?:Round|Runde|Spieltag)\b.*|(?:Quarter|Semi)-?[Ff]inals?\b.*|Finals?\b.*|Round of \d+\b.*|(?:First|Second|Third) \w+\b.*)"
)
CLOCK = r"(?P<clock>\d{1,2}[.:h]\d{2})"
GOALS = r"\d{1,2}-\d{1,2}"
SCORE_WORDS = (
    rf"(?:(?P<pen>{GOALS}) pen\.?\s+)?(?P<full>{GOALS})?(?P<aet>\s*a\.?e\.?t\.?)?(?:\s*\((?P<parts>{GOALS}(?:,\s*{GOALS})*)\))?"
)
NOTE = r"(?:\s+\[(?P<note>[a-z][a-z. ]*)\])?(?:\s+@ .*)?"
AGAINST = re.compile(rf"(?:{CLOCK}\s+)?(?P<home>\S.*?)\s+v\s+(?P<away>\S.*?)(?:\s{{2,}}{SCORE_WORDS})?{NOTE}")
BETWEEN = re.compile(rf"(?:{CLOCK}\s+)?(?P<home>\S.*?)\s{{2,}}(?:(?={GOALS}){SCORE_WORDS}|-)\s+(?P<away>\S.*?){NOTE}")
SCORERS = re.compile(r"[(\[].*?\d{1,3}'.*|.*\d{1,3}(?:\+\d{1,2})?'.*[)\]]")
UNDRAWN = {"N.N.", "TBD", "TBC"}
COUNTRY = re.compile(r"\s*\([A-Z]{3}\)$")


@dataclass(slots=True)
class Season:
    """A file's content.

    `expected` are the counts of its header, each with the line it stands on; `undrawn` are matches whose sides are not known yet.
    """

    title: str = ""
    season: str = ""
    first: date | None = None
    last: date | None = None
    expected: dict[str, tuple[int, int]] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    undrawn: int = 0

    @property
    def teams(self) -> set[str]:
        """Every side that plays."""
        return {t for m in self.matches for t in (m.home, m.away)}

    def faults(self) -> Iterator[tuple[int, str]]:
        """Where the header's counts are not the file's: the header's line and what is wrong."""
        for what, found in (("Matches", len(self.matches) + self.undrawn), ("Teams", len(self.teams))):
            number, line = self.expected.get(what, (found, 0))
            if number != found:
                yield line, f"the header says {number} {what.lower()}, the file has {found}"


def parse(text: str, place: str, competition: str = "", *, counted: bool = True) -> Season:
    """The season that a file tells.

    Args:
        text: the file's content.
        place: its name, for errors.
        competition: the key that its matches get.
        counted: whether the header's counts must hold.

    Raises:
        FormatError: a line is none of the notation's, a day does not exist, or a count is wrong; it names the line.
    """
    return _Parser(place, competition).run(text.removeprefix("\ufeff"), counted=counted)


class _Parser:
    """The state between lines: round, day, clock."""

    def __init__(self, place: str, competition: str) -> None:
        self.place, self.competition = place, competition
        self.season = Season()
        self.round = ""
        self.day: date | None = None
        self.clock: str | None = None
        self.line = 0

    def fail(self, problem: str, line: int | None = None) -> FormatError:
        return FormatError(f"{self.place}:{self.line if line is None else line}", problem)

    def run(self, text: str, *, counted: bool) -> Season:
        for number, raw in enumerate(text.splitlines(), start=1):
            self.line = number
            line = raw.strip()
            if line.startswith("#"):
                self.comment(line)
            elif line:
                self.content(re.sub(r"\s+#+ .*$", "", line), indented=raw[:1].isspace())
        if not self.season.title:
            raise self.fail("no title; the file must begin with a line like = Spain Primera División 2024/25", 1)
        if counted:
            for at, fault in self.season.faults():
                raise self.fail(f"{fault}; a line is lost or doubled", at)
        return self.season

    def comment(self, line: str) -> None:
        if match := SPAN.fullmatch(line):
            self.season.first, self.season.last = self.whole(match["first"]), self.whole(match["last"])
        elif match := COUNT.fullmatch(line):
            self.season.expected[match["what"]] = (int(match["number"]), self.line)

    def whole(self, words: str) -> date:
        match = DAY.fullmatch(words)
        if match is None or match["year"] is None:
            raise self.fail(f"{words!r} is no day with a year")
        return self.exact(match, int(match["year"]))

    def exact(self, match: re.Match[str], year: int) -> date:
        try:
            day = date(year, MONTHS[match["month"]], int(match["day"]))
        except ValueError as error:
            raise self.fail(f"{match.group()!r} is no day of the calendar in {year}") from error
        if match["weekday"] and WEEKDAYS[match["weekday"]] != day.weekday():
            raise self.fail(f"{match.group()!r} is no {match['weekday']} in {year}")
        return day

    def content(self, line: str, *, indented: bool) -> None:
        if not indented and line.startswith("="):
            self.heading(line)
        elif match := MARKED_ROUND.fullmatch(line):
            self.round = match["round"]
        elif match := DAY.fullmatch(line):
            self.day, self.clock = self.dated(match), None
        elif match := AGAINST.fullmatch(line) or BETWEEN.fullmatch(line):
            self.add(match)
        elif not indented and BARE_ROUND.fullmatch(line):
            self.round = line
        elif not SCORERS.fullmatch(line):
            raise self.fail(f"{line[:60]!r} is no round, day or match")

    def heading(self, line: str) -> None:
        match = TITLE.fullmatch(line)
        if match is None or self.season.title:
            raise self.fail(f"{line[:60]!r}: a file has one title")
        self.season.title = match["title"]
        years = list(YEARS.finditer(match["title"]))
        if not years:
            raise self.fail(f"{line[:60]!r} names no season")
        self.season.season = years[-1]["first"] + (f"-{years[-1]['last'][-2:]}" if years[-1]["last"] else "")

    def dated(self, match: re.Match[str]) -> date:
        """The day, with the year that the season's span and the day of the week leave."""
        if match["year"]:
            return self.exact(match, int(match["year"]))
        first = self.season.first or self.day
        if first is None:
            raise self.fail("a day without a year, and no span or day before it that tells the year")
        last = self.season.last or first + timedelta(days=364)
        fits, problem = [], None
        for year in range(first.year, last.year + 1):
            try:
                day = self.exact(match, year)
            except FormatError as error:
                problem = problem or error
                continue
            if first <= day <= last:
                return day
            fits.append(day)
        if fits:
            raise self.fail(f"{match.group()!r} lies outside the season, {first} to {last}")
        raise problem or self.fail(f"{match.group()!r} lies outside the season, {first} to {last}")

    def add(self, match: re.Match[str]) -> None:
        """A match, or the place of one whose sides are still to be drawn."""
        if {match["home"], match["away"]} & UNDRAWN:
            self.season.undrawn += 1
        else:
            self.season.matches.append(self.match(match))

    def match(self, match: re.Match[str]) -> Match:
        if self.day is None:
            raise self.fail("a match before the first day")
        if match["clock"]:
            self.clock = re.sub(r"[.h]", ":", match["clock"])
        home, away = (COUNTRY.sub("", match[side]).strip() for side in ("home", "away"))
        if home == away:
            raise self.fail(f"{home} against itself")
        for name in (home, away):
            if not re.search(r"[^\W\d_]{2}", name) or re.search(rf"\s{{2,}}|\b{GOALS}\b", name):
                raise self.fail(f"{name!r} is no team's name")
        score = self.score(match)
        status = Status.PLAYED if score else Status.SCHEDULED
        if match["note"]:
            status = self.noted(match["note"])
        return Match(
            competition=self.competition, season=self.season.season, round=self.round, day=self.day, home=home, away=away,
            score=score, status=status, kick_off=self.clock, source=f"{self.place}:{self.line}",
        )  # fmt: skip

    def noted(self, note: str) -> Status:
        for status in Status:
            if note.startswith(status.value):
                return status
        if note in ("n/a", "cancelled", "canceled", "annulled"):
            return Status.CANCELLED
        raise self.fail(f"[{note}] is no known remark on a match")

    def score(self, match: re.Match[str]) -> Score | None:
        groups = match.groupdict()
        full, penalties = pair(groups["full"]), pair(groups["pen"])
        parts = [p for p in map(pair, re.split(r",\s*", groups["parts"] or "")) if p]
        if full is None and penalties and parts:
            full = parts[0]  # a shoot-out right after 90 minutes: "4-3 pen. (1-1, 0-1)"
        if full is None:
            if parts or penalties or groups["aet"]:
                raise self.fail("half a score")
            return None
        regular = None
        if groups["aet"]:
            regular, parts = (parts[0], parts[1:]) if parts else (full, parts)
        elif penalties and len(parts) > 1:
            parts = parts[1:]
        score = Score(final=full, half=parts[0] if parts else None, regular=regular, penalties=penalties)
        self.sound(score)
        return score

    def sound(self, score: Score) -> None:
        """Goals do not go away again, and shoot-outs follow level scores and have a winner."""
        steps = [s for s in (score.half, score.regular, score.final) if s]
        if any(a > b for one, two in pairwise(steps) for a, b in zip(one, two, strict=True)):
            raise self.fail("fewer goals at the end than before")
        if score.penalties and score.penalties[0] == score.penalties[1]:
            raise self.fail("a shoot-out without a winner")


def pair(words: str | None) -> Goals | None:
    """Two numbers of "3-1"."""
    if not words:
        return None
    home, _, away = words.partition("-")
    return int(home), int(away)
