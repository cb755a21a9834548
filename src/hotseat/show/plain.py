"""What the show room gives as JSON: the same content as the terminal's."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from hotseat.ledger.view import Entry
from hotseat.records import Tenure
from hotseat.show.dossiers import BoardRow, Dossier
from hotseat.wire import to_wire


def entry_json(entry: Entry) -> dict[str, Any]:
    """A claim with its item."""
    item = {"id": entry.item, "title": entry.title, "outlet": entry.outlet, "url": entry.url, "published": entry.published}
    return {"item": item, "claim": to_wire(entry.claim)}


def tenure_json(tenure: Tenure) -> dict[str, Any]:
    """A tenure with its dates as text."""
    return {
        "person": tenure.person, "org": tenure.org, "from": tenure.start.isoformat() if tenure.start else None,
        "to": tenure.end.isoformat() if tenure.end else None, "caretaker": tenure.caretaker,
    }  # fmt: skip


def row_json(row: BoardRow) -> dict[str, Any]:
    """A row of the board."""
    return {
        **asdict(row), "candidates": [{"person": p, "stage": s} for p, s in row.candidates],
        "odds": [{"option": o, "probability": p} for o, p in row.odds],
    }  # fmt: skip


def dossier_json(dossier: Dossier) -> dict[str, Any]:
    """A dossier."""
    return {
        "name": dossier.name, "summary": row_json(dossier.row) if dossier.row else None,
        "tenures": [tenure_json(t) for t in dossier.tenures], "contracts": [entry_json(e) for e in dossier.contracts],
        "timeline": [entry_json(e) for e in dossier.timeline],
    }  # fmt: skip
