"""The JSON API: statuses, keys, permissions, the main job, and an OpenAPI text that is true."""

import logging
from datetime import date

import pytest
from starlette.testclient import TestClient

from service.access import Role
from service.commands.catalogue import all_commands, exposed_commands
from service.commands.runtime import Runtime
from service.demo.workbooks import workbook
from service.web.app import create_app
from tests.web.conftest import ORIGIN, Api


def test_a_command_is_carried_out_once_for_a_key(curator: Api) -> None:
    mentor = curator.client.get(f"{curator.base}/mentors", headers=curator.headers).json()["items"][0]["id"]
    url = f"{curator.base}/commands/set_mentor_capacity"
    headers = curator.headers | {"Idempotency-Key": "k-1"}
    first = curator.client.post(url, json={"mentor": mentor, "limit": 4}, headers=headers)
    again = curator.client.post(url, json={"mentor": mentor, "limit": 4}, headers=headers)
    other = curator.client.post(url, json={"mentor": mentor, "limit": 5}, headers=headers)
    assert (first.status_code, first.json()) == (200, again.json())
    assert other.status_code == 409
    assert other.json()["refusal"] == "KeyReused"


def test_a_refusal_is_409_with_its_name_sentence_and_clauses(client: TestClient) -> None:
    curator = Api(client, "002", Role.CURATOR)
    content = workbook("002", on=date(2026, 9, 1))
    client.post(f"{curator.base}/imports", files={"file": content}, headers=curator.headers)
    mentor = client.get(f"{curator.base}/mentors", headers=curator.headers).json()["items"][0]["id"]
    answer = client.post(
        f"{curator.base}/commands/set_mentor_capacity",
        json={"mentor": mentor, "limit": 9},
        headers=curator.headers,
    )
    assert answer.status_code == 409
    assert answer.json()["refusal"] == "CapacityOverRegulation"
    assert answer.json()["clauses"] == ["п. 3.7, абз. 3 Положения"]
    assert "не более 3" in answer.json()["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "mentor"),
        ({"mentor": "001/mentor/x"}, "limit"),
        ({"mentor": "001/mentor/x", "limit": True}, "limit"),
        ({"mentor": "001/mentor/x", "limit": 2.5}, "limit"),
        ({"mentor": "001/mentor/x", "limit": 2, "more": 1}, "more"),
    ],
)
def test_a_malformed_body_is_422_and_names_the_field(
    curator: Api, body: dict[str, object], field: str
) -> None:
    url = f"{curator.base}/commands/set_mentor_capacity"
    answer = curator.client.post(url, json=body, headers=curator.headers)
    assert answer.status_code == 422
    assert field in answer.json()["message"]


def test_nonsense_instead_of_json_is_422(curator: Api) -> None:
    url = f"{curator.base}/commands/set_mentor_capacity"
    for content in (b"", b"{", b"[]", b"\xff\xfe", b'{"mentor": NaN}', b"[" * 100_000):
        assert curator.client.post(url, content=content, headers=curator.headers).status_code == 422


def test_without_a_token_it_is_401_and_with_a_forged_one_too(client: TestClient, curator: Api) -> None:
    url = f"{curator.base}/mentors"
    forged = curator.headers["Authorization"][:-1] + "0"
    assert client.get(url).status_code == 401
    for token in ("Bearer x", "Bearer 001.curator.", forged + "f", "Bearer 001.emperor.00"):
        assert client.get(url, headers={"Authorization": token}).status_code == 401


def test_a_foreign_institution_is_403_for_everything(curator: Api) -> None:
    foreign = "/api/v1/institutions/004"
    for path in ("mentors", "mentees", "rounds", "institution"):
        assert curator.client.get(f"{foreign}/{path}", headers=curator.headers).status_code == 403
    for name in exposed_commands():
        answer = curator.client.post(f"{foreign}/commands/{name}", content=b"{}", headers=curator.headers)
        assert answer.status_code in {403, 422}, name
    assert (
        curator.client.post(f"{foreign}/suggestions", content=b"{}", headers=curator.headers).status_code
        == 403
    )


def test_the_head_sees_the_banks_but_does_not_keep_them(head: Api) -> None:
    assert head.client.get(f"{head.base}/mentees", headers=head.headers).status_code == 200
    answer = head.client.post(
        f"{head.base}/commands/enter_mentee_in_bank", json={"mentee": "001/mentee/x"}, headers=head.headers
    )
    assert answer.status_code == 403


def test_what_does_not_exist_is_404(curator: Api) -> None:
    number = "0" * 32
    url = f"{curator.base}/rounds/{number}"
    assert curator.client.get(url, headers=curator.headers).status_code == 404
    answer = curator.client.post(
        f"{curator.base}/commands/confirm_admission",
        json={"mentor": f"001/mentor/{number}"},
        headers=curator.headers,
    )
    assert answer.status_code == 404
    unknown = f"{curator.base}/commands/fire_everybody"
    assert curator.client.post(unknown, json={}, headers=curator.headers).status_code == 404


def test_commands_of_the_service_itself_are_not_offered(curator: Api) -> None:
    for name in all_commands().keys() - exposed_commands().keys():
        url = f"{curator.base}/commands/{name}"
        assert curator.client.post(url, json={}, headers=curator.headers).status_code == 404


@pytest.mark.requirement("R-056")
def test_the_main_job_through_the_api(client: TestClient) -> None:
    curator = Api(client, "004", Role.CURATOR)
    content = workbook("004", on=date(2026, 9, 1))
    imports = f"{curator.base}/imports"
    dry = client.post(f"{imports}?dry_run=true", files={"file": content}, headers=curator.headers).json()
    assert (dry["stored"], dry["errors"]) == (False, [])
    assert client.post(imports, files={"file": content}, headers=curator.headers).json()["stored"] is True
    suggested = client.post(f"{curator.base}/suggestions", headers=curator.headers).json()
    assert suggested["proposal"]["status"] == "optimal"
    named = suggested["people"]
    assert all(pair["mentee"] in named and pair["mentor"] in named for pair in suggested["proposal"]["pairs"])
    again = client.post(f"{curator.base}/suggestions", headers=curator.headers).json()
    assert again == suggested
    runs = client.get(f"{curator.base}/rounds", headers=curator.headers).json()
    assert runs["total"] == 1
    (run,), proposal = runs["items"], suggested["proposal"]
    told = (run["matched"], run["groups"], run["unmatched"])
    assert told == tuple(len(proposal[name]) for name in ("pairs", "groups", "unmatched"))


def test_lists_come_in_pages(curator: Api) -> None:
    url = f"{curator.base}/mentees"
    whole = curator.client.get(url, headers=curator.headers).json()
    part = curator.client.get(f"{url}?limit=5&offset=30", headers=curator.headers).json()
    assert whole["total"] == part["total"] == 32
    assert len(part["items"]) == 2
    assert curator.client.get(f"{url}?limit=0", headers=curator.headers).status_code == 422


def test_the_openapi_text_names_every_command_with_its_body(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    for name in exposed_commands():
        path = f"/api/v1/institutions/{{code}}/commands/{name}"
        body = schema["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert body["$ref"].rsplit("/", 1)[1] in schema["components"]["schemas"]
        assert {"200", "401", "403", "404", "409", "422"} <= set(schema["paths"][path]["post"]["responses"])


def test_without_the_demo_nobody_is_signed_in(runtime: Runtime) -> None:
    with TestClient(create_app(runtime, demo=False), base_url="http://school.example") as client:
        assert client.get("/health").json() == {"status": "ok"}
        token = create_app(runtime, demo=True).state.site.signer.token("001", Role.CURATOR)
        url = "/api/v1/institutions/001/mentors"
        assert client.get(url, headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_no_name_reaches_the_program_log(curator: Api, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        people = curator.client.get(f"{curator.base}/mentees", headers=curator.headers).json()["items"]
        curator.client.post(f"{curator.base}/suggestions", headers=curator.headers)
    assert people
    assert not [row["name"] for row in people if row["name"] in caplog.text]
    assert ORIGIN
