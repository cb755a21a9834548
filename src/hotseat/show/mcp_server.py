"""The MCP server: read tools over the same questions as the pages and the API, on standard input and output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mcp.server.mcpserver import MCPServer

import hotseat
from hotseat.ledger.pages import Wanted
from hotseat.show.api import shaping
from hotseat.show.api.shapes import SearchShape
from hotseat.show.desk import Desk
from hotseat.show.serving.moments import as_of_of

TOLD = "The book on football managers' jobs: claims with verbatim quotes, odds, sources. `as_of` (ISO 8601) asks what was known then."


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools; their docstrings are what a model reads."""

    desk: Desk

    def board(self, as_of: str | None = None) -> dict[str, Any]:
        """Every hot seat, those that moved most in seven days first."""
        return shaping.board(self.desk.board(as_of_of(as_of, self.desk.clock()))).model_dump(mode="json")

    def post(self, name: str, as_of: str | None = None) -> dict[str, Any]:
        """The dossier of a club's or national team's head-coach post: holder, options with odds, quotes, contracts."""
        return shaping.post(self.desk.post(name, as_of_of(as_of, self.desk.clock()), 20)).model_dump(mode="json")

    def coach(self, name: str, as_of: str | None = None) -> dict[str, Any]:
        """A coach: tenures, contracts, and every post that he or she is named for."""
        return shaping.coach(self.desk.coach(name, as_of_of(as_of, self.desk.clock()), 20)).model_dump(mode="json")

    def source(self, name: str, as_of: str | None = None) -> dict[str, Any]:
        """A source: own reports, echoes, first credits."""
        return shaping.source(self.desk.source(name, as_of_of(as_of, self.desk.clock()), 20)).model_dump(mode="json")

    def item(self, id: str) -> dict[str, Any]:  # noqa: A002 -- the tool's parameter
        """An item with its claims."""
        return shaping.item_whole(self.desk.item(id)).model_dump(mode="json")

    def claims(self, org: str | None = None, person: str | None = None, limit: int = 20) -> list[dict[str, Any]]:
        """The latest claims about a post or a person, with quotes."""
        page = self.desk.claims(Wanted(org=org, person=person), min(max(limit, 1), 100))
        return [shaping.claim(e).model_dump(mode="json") for e in page.rows]

    def markets(self) -> list[dict[str, Any]]:
        """The open markets with their rules and odds."""
        return [shaping.market(m).model_dump(mode="json") for m in self.desk.markets()]

    def dominoes(self, given: list[str] | None = None) -> dict[str, Any]:
        """The joint odds over all open posts; `given` holds PERSON=POST or PERSON!=POST."""
        return shaping.dominoes(self.desk.dominoes(given or ())).model_dump(mode="json")

    def search(self, query: str) -> dict[str, Any]:
        """Posts, coaches and sources by name, items by their words."""
        return SearchShape.model_validate(self.desk.search(query, 20)).model_dump(mode="json")


def server(desk: Desk) -> MCPServer[Any]:
    """The server, on this desk."""
    found: MCPServer[Any] = MCPServer("hotseat", version=hotseat.__version__, instructions=TOLD)
    t = Tools(desk)
    for tool in (t.board, t.post, t.coach, t.source, t.item, t.claims, t.markets, t.dominoes, t.search):
        found.tool()(tool)
    return found
