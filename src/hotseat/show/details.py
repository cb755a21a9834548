"""A claim's details in words: how somebody leaves, whom he replaces, a contract's terms. Claims may come from others, so any value may be there."""

from __future__ import annotations

from hotseat.records import Claim, Kind

MANNERS = {
    "sacked": "sacked", "mutual": "by mutual consent", "resigned": "of their own will", "contract_end": "at the end of the contract",
    "poached": "for another post",
}  # fmt: skip
LONGEST = 80  # characters of a name


def detail_words(claim: Claim) -> list[str]:
    """The details that a reader wants to see beside the claim, in order; a fact's are its own words."""
    if claim.kind is Kind.FACT:
        return []
    details, words = claim.details, list[str]()
    manner, replaces, until, years = (details.get(name) for name in ("manner", "replaces", "until", "years"))
    if isinstance(manner, str) and manner in MANNERS:
        words.append(MANNERS[manner])
    if details.get("caretaker") is True:
        words.append("for the time being")
    if isinstance(replaces, str) and replaces:
        words.append(f"in place of {replaces[:LONGEST]}")
    if isinstance(years, int | float) and not isinstance(years, bool) and 0 < years < 100:
        words.append("one year" if years == 1 else f"{years:g} years")
    if isinstance(until, str) and until[:4].isdigit():
        words.append(f"until {until[:7]}")
    if isinstance(clause := details.get("release_clause"), bool):
        words.append("with a release clause" if clause else "no release clause")
    return words
