"""Programs ask about a run, choose against it and prepare a shortlist; only the curator's do."""

import sys
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from service.access import Role
from service.commands import limited_match, match_questions
from tests.web.conftest import Api

NOBODY: Final = "001/mentor/" + "f" * 32


class Asked:
    """A run of 001 with the addresses of its questions."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.suggestion: dict[str, Any] = api.client.post(
            f"{api.base}/suggestions", headers=api.headers
        ).json()
        self.run = f"{api.base}/rounds/{self.suggestion['run'].rpartition('/')[2]}"

    def get(self, what: str, **query: str) -> Any:  # noqa: ANN401 - any JSON
        answer = self.api.client.get(f"{self.run}/{what}", headers=self.api.headers, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def status(self, what: str, **query: str) -> int:
        return self.api.client.get(f"{self.run}/{what}", headers=self.api.headers, params=query).status_code


@pytest.fixture
def asked(curator: Api) -> Asked:
    return Asked(curator)


@pytest.mark.requirement("R-063")
def test_a_pair_has_a_price_and_a_person_alternatives(asked: Asked) -> None:
    pair = asked.suggestion["proposal"]["pairs"][0]
    row = asked.get("price", mentee=pair["mentee"], mentor=pair["mentor"])
    assert (row["proposed"], row["possible"]) == (True, True)
    assert row["mentee"] == asked.suggestion["people"][pair["mentee"]]
    assert row["losses"][0]["goal"] == "наставляемых с наставником"
    other = asked.get("alternatives", person=pair["mentee"], most="2")
    assert other["proposed"] == [asked.suggestion["people"][pair["mentor"]]]
    assert len(other["nearest"]) <= 2
    assert asked.status("price", mentee=pair["mentee"], mentor=NOBODY) == 404
    assert asked.status("price", mentee=pair["mentee"]) == 422
    assert asked.status("alternatives", person=NOBODY) == 404


@pytest.mark.requirement("R-063", "R-067")
def test_bottlenecks_wishes_advice_and_curve_are_given_as_data(asked: Asked) -> None:
    deficits = [row["deficit"] for row in asked.get("bottlenecks")]
    assert deficits == sorted(deficits, reverse=True)
    assert all(row["by_mentee"] >= 3 <= row["by_mentor"] for row in asked.get("dearer"))
    advice = asked.get("training", most="1")
    assert set(advice) == {"trainings", "places", "proven"}
    assert [row["per_mille"] for row in asked.get("curve")][:2] == [0, 5]
    assert asked.get("best", most="1")[0]["rank"] == 1
    assert isinstance(asked.get("reverse"), list)
    assert asked.get("changes") is None


@pytest.mark.requirement("R-121")
def test_a_departure_is_thought_through(asked: Asked) -> None:
    pair = asked.suggestion["proposal"]["pairs"][0]
    row = asked.get("repair", without=pair["mentor"], frozen="true")
    assert row["gone"] >= 1
    assert row["changes"]


@pytest.mark.requirement("R-063", "R-064")
def test_a_choice_against_the_proposal_holds_in_the_next_run(asked: Asked, curator: Api) -> None:
    choice = next(
        row
        for pair in asked.suggestion["proposal"]["pairs"]
        for row in asked.get("alternatives", person=pair["mentee"])["nearest"]
    )
    body = {"mentee": choice["mentee_id"], "mentor": choice["mentor_id"]}
    url = f"{asked.run}/override"
    silent = curator.client.post(url, json={**body, "reason": " "}, headers=curator.headers)
    assert (silent.status_code, silent.json()["refusal"]) == (409, "PairReasonMissing")
    assert curator.client.post(url, json=body, headers=curator.headers).status_code == 422
    chosen = curator.client.post(url, json={**body, "reason": "так удобнее"}, headers=curator.headers)
    assert chosen.json()["losses"] == choice["losses"]
    again = Asked(curator).suggestion["proposal"]["pairs"]
    assert (choice["mentee_id"], choice["mentor_id"]) in {(pair["mentee"], pair["mentor"]) for pair in again}


@pytest.mark.requirement("R-056")
def test_a_shortlist_is_prepared_and_read(curator: Api) -> None:
    url = f"{curator.base}/shortlists"
    rows = curator.client.post(url, json={"size": 2}, headers=curator.headers).json()
    assert {row["place"] for row in rows} == {1, 2}
    read = curator.client.get(f"{curator.base}/shortlist", headers=curator.headers).json()
    assert read["total"] == len(rows)
    assert curator.client.post(url, json={"size": 0}, headers=curator.headers).status_code == 409
    assert len(curator.client.post(url, headers=curator.headers).json()) >= len(rows)


@pytest.mark.requirement("R-061", "R-121")
def test_a_suggestion_may_be_a_repair_within_a_tolerance(asked: Asked, curator: Api) -> None:
    url = f"{curator.base}/suggestions"
    body = {"tolerance": 20, "repair": True}
    told = curator.client.post(url, json=body, headers=curator.headers).json()["proposal"]
    kept = next(goal["value"] for goal in told["goals"] if goal["name"] == "stay")
    assert kept == len(asked.suggestion["proposal"]["pairs"])
    far = curator.client.post(url, json={"tolerance": 201}, headers=curator.headers)
    assert (far.status_code, far.json()["refusal"]) == (409, "ToleranceOutOfBounds")


@pytest.mark.requirement("R-061")
@pytest.mark.parametrize("role", [Role.HEAD, Role.ASSOCIATION, Role.MENTOR])
def test_nobody_but_the_curator_asks_on(asked: Asked, client: TestClient, role: Role) -> None:
    other = Api(client, "001", role)
    for what in ("bottlenecks", "dearer", "training", "curve", "best"):
        answer = client.get(f"{asked.run}/{what}", headers=other.headers)
        assert answer.status_code == 403, what
    assert client.post(f"{other.base}/shortlists", headers=other.headers).status_code == 403


@pytest.mark.parametrize(
    ("program", "status", "refusal"),
    [("import os; os.abort()", 409, "MatchCrashed"), ("raise SystemExit(7)", 500, "MatchBroken")],
    ids=("crashed", "broken"),
)
def test_a_question_without_an_answer_ends_with_a_sentence(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, program: str, status: int, refusal: str
) -> None:
    monkeypatch.setattr(match_questions, "TINY", 0)
    monkeypatch.setattr(limited_match, "_COMMAND", (sys.executable, "-s", "-c", program))
    answer = asked.api.client.get(f"{asked.run}/curve", headers=asked.api.headers)
    assert (answer.status_code, answer.json()["refusal"]) == (status, refusal)
    assert "ничего не записано" in answer.json()["message"]
