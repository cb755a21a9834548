"""The cheap look at a page: is it worth the full extraction? It sees bytes as they come, and errs towards yes."""

from __future__ import annotations

from ahocorasick_rs import BytesAhoCorasick

# A page about a head coach's job says one of these words, and three of the game's.
ROLES = (b"manager", b"coach", b"boss", b"Manager", b"Coach", b"Boss", b"MANAGER", b"COACH", b"dugout", b"hot seat", b"interim")
GAME = [
    "football",
    "soccer",
    "premier-league",
    "champions-league",
    "europa-league",
    "championship",
    "fa-cup",
    "la-liga",
    "laliga",
    "bundesliga",
    "serie-a",
    "ligue-1",
    "eredivisie",
    "world-cup",
    "euro-20",
    "super-league",
    "midfielder",
    "striker",
    "goalkeeper",
    "defender",
    "winger",
    "relegation",
    "promotion",
    "kick-off",
    "season",
    "squad",
    "touchline",
    "transfer-window",
    "matchday",
    "fixture",
    "club",
    "captain",
    "defeat",
    "penalty",
    "old-trafford",
    "anfield",
    "stamford-bridge",
    "bernabeu",
    "camp-nou",
    "sacked",
    "appointed",
    "caretaker",
    "uefa",
    "fifa",
    "wsl",
    "nwsl",
    "mls",
]
ENOUGH = 3
ALL_BYTES_BELOW = 1500  # a page so short is worth the extraction, whatever it says


def forms_of(word: str) -> set[bytes]:
    """A word in the cases that pages write it in, and as addresses do."""
    plain = word.replace("-", " ")
    forms = {plain, plain.capitalize(), plain.title(), plain.upper(), word, plain.replace(" ", "_")}
    return {form.encode() for form in forms}


class Filter:
    """Tells pages about football and its coaches from others, by an automaton over the raw bytes."""

    def __init__(self) -> None:
        """Compile the words in the cases that pages write them in."""
        self._words: list[int] = []
        patterns: list[bytes] = []
        for number, word in enumerate(GAME):
            for form in forms_of(word):
                patterns.append(form)
                self._words.append(number)
        self._automaton = BytesAhoCorasick(patterns)

    def wants(self, page: bytes) -> bool:
        """Whether the page may be about a head coach's job."""
        if len(page) < ALL_BYTES_BELOW or page[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return True
        if not any(role in page for role in ROLES):
            return False
        # Most pages stop here: "manager" is in every page's scripts, "midfielder" is not.
        seen = {self._words[index] for index, _, _ in self._automaton.find_matches_as_indexes(page)}
        return len(seen) >= ENOUGH
