"""Claims for other programs: schema.org Claim as JSON-LD, and FollowTheMoney statements. Pure: entries go in, records come out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from hotseat.ledger.view import Entry
from hotseat.records import Kind, SourceKind, fingerprint

DATASET = "hotseat"
AUTHOR_TYPES = {
    SourceKind.OUTLET: "NewsMediaOrganization", SourceKind.CITED: "Organization", SourceKind.PERSON: "Person",
    SourceKind.OFFICIAL: "SportsOrganization",
}  # fmt: skip
STATEMENT_KEYS = (
    "id", "entity_id", "canonical_id", "prop", "prop_type", "schema", "value", "dataset", "lang", "original_value", "external",
    "first_seen", "last_seen",
)  # fmt: skip


def json_ld(entry: Entry) -> dict[str, Any]:
    """A claim as a schema.org Claim with its first appearance; what schema.org has no word for stands in additionalProperty."""
    claim = entry.claim
    article = {
        "@type": "NewsArticle", "@id": f"urn:hotseat:item:{entry.item}", "headline": entry.title, "url": entry.url,
        "datePublished": entry.published, "publisher": named("NewsMediaOrganization", entry.outlet),
        "author": named("Person", entry.author),
    }  # fmt: skip
    properties = {
        "kind": claim.kind.value, "stage": claim.stage.value, "polarity": claim.polarity.value, "certainty": claim.certainty.value,
        "sourceKind": claim.source.kind.value, "condition": claim.condition, "when": claim.when, "reader": claim.reader, **claim.details,
    }  # fmt: skip
    return filled({
        "@context": "https://schema.org", "@type": "Claim", "@id": f"urn:hotseat:claim:{entry.id}", "text": claim.quote,
        "datePublished": entry.told, "dateCreated": entry.recorded,
        "author": named(AUTHOR_TYPES.get(claim.source.kind, "Organization"), claim.source.name),
        "about": [thing for thing in (named("Person", claim.person), named("SportsTeam", claim.org)) if thing],
        "firstAppearance": filled(article), "appearance": filled(article),
        "additionalProperty": [
            {"@type": "PropertyValue", "name": name, "value": value if isinstance(value, str | int | float | bool) else str(value)}
            for name, value in properties.items()
            if value is not None
        ],
    })  # fmt: skip


def named(kind: str, name: str | None) -> dict[str, str] | None:
    """A schema.org thing with a name."""
    return {"@type": kind, "name": name} if name else None


def filled(value: dict[str, Any]) -> dict[str, Any]:
    """The object without its empty properties."""
    return {key: inner for key, inner in value.items() if inner not in (None, [])}


def statements(entries: Iterable[Entry]) -> Iterator[dict[str, str | bool | None]]:
    """FollowTheMoney statements: people, clubs and articles as entities, and each move or tenure as an Employment between two.

    A statement's id is the SHA-1 of dataset, entity, property and value, as followthemoney makes it. Statements that several claims
    repeat come once, with the times of the first.
    """
    seen: set[str] = set()
    for entry in entries:
        for statement in entry_statements(entry):
            key = str(statement["id"])
            if key not in seen:
                seen.add(key)
                yield statement


def entry_statements(entry: Entry) -> Iterator[dict[str, str | bool | None]]:
    """The statements that one claim makes."""
    claim = entry.claim
    person = f"hs-person-{fingerprint(claim.person)}" if claim.person else None
    org = f"hs-org-{fingerprint(claim.org)}" if claim.org else None
    article = f"hs-item-{entry.item}"
    facts: list[tuple[str, str, str, str, str | None]] = [
        (article, "Article", "title", "string", entry.title), (article, "Article", "sourceUrl", "url", entry.url),
        (article, "Article", "publishedAt", "date", entry.published), (article, "Article", "publisher", "string", entry.outlet),
        (article, "Article", "author", "string", entry.author),
    ]  # fmt: skip
    if person:
        facts.append((person, "Person", "name", "name", claim.person))
    if org:
        facts.append((org, "Organization", "name", "name", claim.org))
    if person and org and claim.kind is not Kind.FACT:
        status = f"{claim.kind}: {claim.stage}, {claim.polarity}, {claim.certainty}"
        job = f"hs-claim-{entry.id}"
        facts += [
            (job, "Employment", "employee", "entity", person), (job, "Employment", "employer", "entity", org),
            (job, "Employment", "role", "string", "head coach"), (job, "Employment", "status", "string", status),
            (job, "Employment", "date", "date", entry.told), (job, "Employment", "summary", "text", claim.quote),
            (job, "Employment", "proof", "entity", article), (job, "Employment", "sourceUrl", "url", entry.url),
            (job, "Employment", "publisher", "string", claim.source.name or entry.outlet),
        ]  # fmt: skip
    bases = {entity: (entity, schema, "id", "id", entity) for entity, schema, *_ in facts}
    for entity, schema, prop, kind, value in [*bases.values(), *facts]:
        if value:
            yield statement_of(entity, schema, prop, kind, value, entry.recorded)


def statement_of(entity: str, schema: str, prop: str, kind: str, value: str, seen: str) -> dict[str, str | bool | None]:
    """One statement, with the columns of followthemoney's CSV."""
    key = hashlib.sha1(f"{DATASET}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
    found: dict[str, str | bool | None] = {
        "id": key, "entity_id": entity, "canonical_id": entity, "prop": prop, "prop_type": kind, "schema": schema, "value": value,
        "dataset": DATASET, "lang": None, "original_value": None, "external": False, "first_seen": seen, "last_seen": seen,
    }  # fmt: skip
    return {name: found[name] for name in STATEMENT_KEYS}
