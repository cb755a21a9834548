"""The words beside a claim: condition, time, caretaker, manner, contract term."""

from __future__ import annotations

import re

CONDITION = re.compile(
    r"\b(?:(?:especially |only |even )?if|unless|provided(?: that)?|should (?=[A-Z])|as long as|in the event|dependent on|"
    r"depends? on|depending on|when a change)\b[^.;,\n\"”]{3,120}",
)
WHEN = re.compile(
    r"\b(?:(?:at|by|until|before|after|from) the end of (?:the |this |next |last )?(?:current )?(?:season|campaign|year|month)|"
    r"(?:this|next|last|in the|over the|after the|before the) (?:summer|winter|autumn|spring|weekend|week|month|season|year|window)|"
    r"(?:in|by|before|after|until|since) (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: 20\d\d)?|(?:after|before|until after) the (?:20\d\d )?(?:World Cup|Euros|Copa America|Club World Cup|international break)|"
    r"on (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|in the (?:next|coming|last) (?:few )?(?:\d+ )?(?:hours|days|weeks)|"
    r"(?:in the )?(?:long-term |near )future|within (?:\d+|the next) \w+|today|tomorrow|in 20\d\d)\b",
    re.IGNORECASE,
)
CARETAKER = re.compile(
    r"\b(?:interim|caretaker|temporar(?:y|ily)|until the end of the season|steps? in|stand(?:s|ing)?[- ]in|acting|stopgap|hold(?:s|ing)? the fort"
    r"|for the time being|in the meantime|until an? (?:new|successor|replacement|permanent)\w*)\b",
    re.IGNORECASE,
)
CONTRACT_UNTIL = re.compile(r"\b(?:until|to|through|expires?(?: in)?|runs? until|in)\b[^.]{0,25}?\b(20[2-4]\d)\b", re.IGNORECASE)
YEARS = re.compile(r"\b(one|two|three|four|five|six|\d+(?:\.5)?)(?:-and-a-half)?[- ]year\b", re.IGNORECASE)
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
MANNERS = (
    ("sacked", re.compile(r"\b(?:sack\w*|dismiss\w*|fired|axed?|ousted|relieved|force\w* out|show\w* the door)\b", re.IGNORECASE)),
    ("mutual", re.compile(r"\bmutual\w*\b|\bpart(?:s|ed|ing)? (?:company|ways)\b", re.IGNORECASE)),
    ("resigned", re.compile(r"\b(?:resign\w*|quit\w*|step(?:s|ped|ping)? down|walk\w* away)\b", re.IGNORECASE)),
    ("contract_end", re.compile(r"\bcontract (?:expires|ends|runs out)\b|\bend of (?:his|her) contract\b", re.IGNORECASE)),
    ("poached", re.compile(r"\bpoach\w*\b", re.IGNORECASE)),
)  # fmt: skip


def condition(text: str) -> str | None:
    """The words that a claim is made to depend on, verbatim."""
    match = CONDITION.search(text)
    return match.group().strip() if match else None


def when(text: str) -> str | None:
    """The words that date the event, verbatim."""
    match = WHEN.search(text)
    return match.group() if match else None


def manner(text: str) -> str | None:
    """How somebody leaves, where the words say it."""
    return next((name for name, pattern in MANNERS if pattern.search(text)), None)


def terms(text: str) -> dict[str, object]:
    """A contract's end and length."""
    found: dict[str, object] = {}
    if until := CONTRACT_UNTIL.search(text):
        found["until"] = until.group(1)
    if years := YEARS.search(text):
        word = years.group(1).casefold()
        found["years"] = NUMBERS.get(word) or (float(word) if "." in word else int(word))
    if re.search(r"\brelease clause\b", text, re.IGNORECASE):
        found["release_clause"] = not re.search(r"\b(?:no|not|without)\b[^.]{0,25}release clause", text, re.IGNORECASE)
    return found
