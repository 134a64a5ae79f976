"""The OpenAPI text: whole, consistent, and true of what the API answers."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from service.access import Role
from service.commands.catalogue import exposed_commands
from service.demo.workbooks import workbook
from service.ids import random_part
from service.web.api import ROUTER
from service.web.api_calculations import CALCULATIONS
from service.web.api_lists import LISTS
from service.web.api_questions import QUESTIONS
from service.web.api_views import VIEW_ROUTER
from tests.web.conftest import Api

ROUTERS: Final = (ROUTER, LISTS, QUESTIONS, CALCULATIONS, VIEW_ROUTER)
METHODS: Final = {"get", "post", "put", "patch", "delete"}
JSON: Final = "application/json"

Schema = dict[str, Any]


@pytest.fixture
def text(client: TestClient) -> Schema:
    """The served document."""
    document: Schema = client.get("/openapi.json").json()
    return document


def operations(text: Schema) -> Iterator[tuple[str, str, Schema]]:
    for path, item in text["paths"].items():
        for method in METHODS & item.keys():
            yield path, method, item[method]


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def resolved(text: Schema, schema: Schema) -> Schema:
    while "$ref" in schema:
        schema = text["components"]["schemas"][random_part(schema["$ref"])]
    return schema


def faults(text: Schema, schema: Schema, value: object, place: str = "$") -> list[str]:
    """Where a value is not as its schema says; the part of JSON Schema that our text uses."""
    schema = resolved(text, schema)
    if "anyOf" in schema:
        tried = [faults(text, each, value, place) for each in schema["anyOf"]]
        return min(tried, key=len)
    checks = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": float,
        "boolean": bool,
        "null": type(None),
    }
    kind = schema.get("type")
    if kind is None:
        return []
    if not isinstance(value, checks[kind]):
        return [f"{place}: {kind} expected"]
    if isinstance(value, dict):
        return _object_faults(text, schema, value, place)
    if isinstance(value, list) and "items" in schema:
        return [
            fault
            for n, each in enumerate(value)
            for fault in faults(text, schema["items"], each, f"{place}[{n}]")
        ]
    return []


def _object_faults(text: Schema, schema: Schema, value: Schema, place: str) -> list[str]:
    known = schema.get("properties", {})
    found = [f"{place}.{name}: missing" for name in schema.get("required", ()) if name not in value]
    if known:
        found += [f"{place}.{name}: not in the text" for name in value if name not in known]
    for name, each in value.items():
        if name in known:
            found += faults(text, known[name], each, f"{place}.{name}")
    return found


def test_every_reference_leads_to_a_schema(text: Schema) -> None:
    found = set(references(text))
    assert found
    for reference in found:
        head, _, name = reference.rpartition("/")
        assert head == "#/components/schemas"
        assert name in text["components"]["schemas"]


def test_the_document_is_openapi_3_1_with_its_own_title_and_version(text: Schema) -> None:
    assert text["openapi"].startswith("3.1")
    assert text["info"]["title"] == "Наставник"
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", text["info"]["version"])


def test_every_operation_has_a_name_of_its_own_a_title_and_a_lock(text: Schema) -> None:
    names = [operation["operationId"] for _, _, operation in operations(text)]
    assert len(names) == len(set(names)) > len(exposed_commands())
    for path, method, operation in operations(text):
        assert operation["summary"], path
        assert operation["security"] == [{"HTTPBearer": []}], path
        done = "204" if method == "delete" else "200"
        assert {done, "401", "403", "404", "409", "422"} <= operation["responses"].keys(), path


def test_every_parameter_of_an_address_is_described(text: Schema) -> None:
    for path, _, operation in operations(text):
        named = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))


def test_the_document_holds_the_whole_api_and_no_page(text: Schema) -> None:
    served = {
        (route.path, method.lower())
        for route in (route for router in ROUTERS for route in router.routes)
        if isinstance(route, Route)
        for method in route.methods or ()
    }
    assert {(path, method) for path, method, _ in operations(text)} == served


def test_a_refusal_is_as_the_text_says(text: Schema, client: TestClient, curator: Api) -> None:
    url = f"{curator.base}/commands/set_mentor_capacity"
    answers = [
        client.post(url),
        client.post(url, headers=curator.headers),
        client.post(url, json={"mentor": "001/mentor/x", "limit": 1}, headers=curator.headers),
        client.get("/api/v1/institutions/004/mentors", headers=curator.headers),
        client.post(url, headers=curator.headers | {"Sec-Fetch-Site": "cross-site"}),
    ]
    described = text["paths"]["/api/v1/institutions/{code}/commands/set_mentor_capacity"]["post"]["responses"]
    assert [answer.status_code for answer in answers] == [401, 422, 404, 403, 403]
    for answer in answers:
        shape = described[str(answer.status_code)]["content"][JSON]["schema"]
        assert faults(text, shape, answer.json()) == []


def test_answers_are_as_the_text_says(text: Schema, client: TestClient) -> None:
    api = Api(client, "002", Role.CURATOR)
    content = workbook("002", on=date(2026, 9, 1))
    file = {"file": content}
    told = {
        ("/imports", "post"): client.post(f"{api.base}/imports", files=file, headers=api.headers),
        ("/suggestions", "post"): client.post(f"{api.base}/suggestions", headers=api.headers),
        **{
            (path, "get"): client.get(f"{api.base}{path}", headers=api.headers)
            for path in ("/institution", "/mentors", "/mentees", "/rounds")
        },
    }
    run = told["/rounds", "get"].json()["items"][0]["run"]
    told["/rounds/{run}", "get"] = client.get(f"{api.base}/rounds/{run}", headers=api.headers)
    for (path, method), answer in told.items():
        assert answer.status_code == 200, path
        described = text["paths"][f"/api/v1/institutions/{{code}}{path}"][method]["responses"]["200"]
        assert faults(text, described["content"][JSON]["schema"], answer.json()) == [], path


def test_a_body_that_the_text_calls_for_is_what_the_command_takes(text: Schema, client: TestClient) -> None:
    schema = text["components"]["schemas"]["set_mentor_capacity"]
    assert schema["required"] == ["mentor", "limit"]
    assert schema["properties"]["limit"] == {"type": "integer"}
    assert "effective_on" in schema["properties"]
    assert schema["additionalProperties"] is False
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
