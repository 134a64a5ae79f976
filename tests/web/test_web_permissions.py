"""The permission table as the API keeps it: every command and list, every role, at home and elsewhere."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from service.access import ALLOWED, Action, Role
from service.commands.catalogue import exposed_commands
from service.commands.registry import Command
from service.commands.runtime import Runtime
from service.settings import Settings
from service.web.app import create_app
from tests.web.conftest import NOW, ORIGIN, Api
from tests.web.serving import PATIENCE_S

ROLES: Final = [role for role in Role if role is not Role.OPERATOR]
LISTS: Final = {
    "institution": Action.VIEW_INSTITUTION,
    "mentors": Action.VIEW_BANKS,
    "mentees": Action.VIEW_BANKS,
    "rounds": Action.VIEW_ROUNDS,
}
NOTHING: Final = f"001/nothing/{0:032x}"

Schema = dict[str, Any]


def value_of(schema: Schema, schemas: dict[str, Schema]) -> Any:  # noqa: ANN401 - JSON
    """A well-formed value of which nothing exists, so that whoever may act meets another refusal."""
    if "$ref" in schema:
        return value_of(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    if "anyOf" in schema:
        return value_of(schema["anyOf"][0], schemas)
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        properties = schema["properties"]
        return {name: value_of(properties[name], schemas) for name in schema.get("required", ())}
    if schema.get("format") == "date":
        return "2020-01-01"
    plain = {"string": NOTHING, "integer": 1, "number": 1, "boolean": True, "object": {}, "null": None}
    return [] if schema["type"] == "array" else plain[schema["type"]]


@pytest.fixture(scope="module")
def site(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One application for all commands: with hundreds of routes it takes long to make."""
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(furnished, folder)
    with (
        Runtime.open(Settings(data=folder), clock=lambda: NOW) as opened,
        TestClient(
            create_app(opened, demo=True, patience=PATIENCE_S), base_url=ORIGIN, follow_redirects=False
        ) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def schemas(site: TestClient) -> Schema:
    """The shapes of all bodies."""
    found: Schema = site.get("/openapi.json").json()["components"]["schemas"]
    return found


@pytest.mark.parametrize("command", exposed_commands().values(), ids=lambda command: command.name)
def test_a_command_is_denied_to_every_role_that_the_table_does_not_name(
    site: TestClient, schemas: Schema, command: Command
) -> None:
    body = value_of(schemas[command.name], schemas)
    allowed = [role for role in ROLES if command.action in ALLOWED[role]]
    for role in [role for role in ROLES if role not in allowed] + allowed[:1]:
        api = Api(site, "001", role)
        at_home = site.post(f"{api.base}/commands/{command.name}", json=body, headers=api.headers)
        denied = at_home.status_code == 403 and at_home.json()["refusal"] == "NotAllowed"
        assert denied is (role not in allowed), role
        assert at_home.status_code in {200, 403, 404, 409}, at_home.text
        elsewhere = f"/api/v1/institutions/000/commands/{command.name}"
        assert site.post(elsewhere, json=body, headers=api.headers).status_code == 403


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("role", ROLES)
def test_a_list_is_for_those_whom_the_table_names(client: TestClient, role: Role, path: str) -> None:
    api = Api(client, "001", role)
    status = client.get(f"{api.base}/{path}", headers=api.headers).status_code
    assert status == (200 if LISTS[path] in ALLOWED[role] else 403)
    assert client.get(f"/api/v1/institutions/000/{path}", headers=api.headers).status_code == 403


@pytest.mark.variation("V-17")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("code", ["001", "002"])
def test_the_system_administrator_keeps_the_banks_where_the_regulation_names_him(
    client: TestClient, code: str, role: Role
) -> None:
    """The curator keeps the banks everywhere, the system administrator with him in 001, not in 002 (A-33)."""
    api = Api(client, code, role)
    file = {"file": b"no workbook"}
    imported = client.post(f"{api.base}/imports?dry_run=true", files=file, headers=api.headers)
    keeps = role is Role.CURATOR or (role is Role.SYSTEM_ADMINISTRATOR and code == "001")
    assert imported.status_code == (200 if keeps else 403)


@pytest.mark.parametrize("role", ROLES)
def test_a_suggestion_is_the_curators_work(client: TestClient, role: Role) -> None:
    api = Api(client, "001", role)
    suggested = client.post(f"{api.base}/suggestions", headers=api.headers)
    assert suggested.status_code == (200 if role is Role.CURATOR else 403)


def test_an_auditor_sees_the_card_without_names(client: TestClient) -> None:
    auditor, curator = Api(client, "001", Role.AUDITOR), Api(client, "001", Role.CURATOR)
    seen = client.get(f"{auditor.base}/institution", headers=auditor.headers).json()
    full = client.get(f"{curator.base}/institution", headers=curator.headers).json()
    assert full["curator"]["name"]
    assert seen["curator"] == {"id": full["curator"]["id"], "name": None}
    assert seen["in_force_since"] == full["in_force_since"]
