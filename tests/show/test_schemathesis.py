"""Generated requests against the OpenAPI document: no 5xx, and every answer as the document says."""

from __future__ import annotations

from typing import Any

# Loaded here, not when a schema is first made: by then other tests' threads may be parsing too, which Python 3.11 does not always survive.
import schemathesis.specs.openapi.schemas
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance
from starlette.testclient import TestClient

from hotseat.ledger import tokens
from hotseat.ledger.tokens import Scope
from hotseat.show.api.routes import Api
from hotseat.show.desk import Desk
from tests.show.pages import MARKET
from tests.show.story import NOW

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 12  # of each operation; the benchmark asks for many more
# What finds something, where a name made up does not: so that the shape of every answer is seen, not only that of errors.
KNOWN: dict[str, dict[str, Any]] = {
    "/api/v1/posts/{name}": {"path_parameters": {"name": "Port Albany"}},
    "/api/v1/coaches/{name}": {"path_parameters": {"name": "Iker Zaldua"}},
    "/api/v1/sources/{name}": {"path_parameters": {"name": "Harbour Wire"}},
    "/api/v1/items/{key}": {"path_parameters": {"key": "s13"}},
    "/api/v1/markets/{key}": {"path_parameters": {"key": MARKET}},
    "/api/v1/beliefs": {"query": {"market": MARKET}},
    "/api/v1/checks": {"query": {"item": "s13"}},
    "/api/v1/search": {"query": {"q": "Zaldua"}},
}
ARTICLE = {"title": "Aston Regis sack Dean Holloway", "text": "Aston Regis have sacked Dean Holloway.", "outlet": "Harbour Wire"}


def operations(client: TestClient) -> list[Any]:
    """Every operation of the document."""
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app)
    results: list[Any] = list(schema.get_all_operations())
    found = [result.ok() for result in results]
    document = client.get("/api/v1/openapi.json").json()
    named = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert {(o.method.upper(), o.full_path) for o in found} == named
    return found


def test_the_document_holds_every_route_of_the_api(desk: Desk, client: TestClient) -> None:
    nothing: Any = None
    routes: list[Any] = list(Api(desk, nothing).routes().routes)
    named = {(method, route.path.replace(":path}", "}")) for route in routes for method in route.methods}
    assert {(o.method.upper(), o.full_path) for o in operations(client)} == named
    assert len(named) >= 19


def test_the_api_keeps_its_word(own: Desk, writer: TestClient) -> None:
    headers = {"authorization": f"Bearer {tokens.create(own.engine, 'fuzz', Scope.WRITE, NOW)}"}
    for operation in operations(writer):

        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def check(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, headers=headers, timeout=120)  # dominoes are compiled at their first call

        check()


def test_every_answer_that_finds_something_has_its_shape(own: Desk, writer: TestClient) -> None:
    headers = {"authorization": f"Bearer {tokens.create(own.engine, 'fuzz', Scope.WRITE, NOW)}"}
    for operation in operations(writer):
        for more in ({}, {"as_of": "2026-02-25"}) if operation.method.upper() == "GET" else ({},):
            parts = dict(KNOWN.get(operation.path, {}))
            parts["query"] = {**parts.get("query", {}), **more}
            if operation.method.upper() == "POST":
                parts |= {"body": ARTICLE, "media_type": "application/json"}
            response = operation.Case(**parts).call_and_validate(checks=CHECKS, headers=headers, timeout=120)
            assert response.status_code in ({200, 404} if more else {200}), (operation.path, response.text)
