"""Programs ask what takes long: accepted, told how far it is, answered, ended; on a real server."""

import os
import re
import signal
import time
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

import httpx2
import pytest

from service.access import Role
from service.commands import match_questions
from service.commands.runtime import Runtime
from service.settings import read_secret
from service.web.sessions import Signer
from tests.matching.child_processes import children
from tests.matching.instances import rated, seeded
from tests.web.serving import PATIENCE_S, recorded, serving, until
from tests.web.test_openapi import Schema, faults

BASE: Final = "/api/v1/institutions/001"
CALCULATION: Final = re.compile(rf"{BASE}/calculations/[0-9a-f]{{32}}")
NOBODYS: Final = f"{BASE}/calculations/{0:032x}"

MIDDLING: Final = rated(seeded(0), mentors=25, mentees=60, degree=5)
"""Large enough for a process of its own; every answer takes a second or two."""

TOLERANT: Final = rated(seeded(0), mentors=25, mentees=60, degree=5, fit_tolerance=0.02)
SLOW: Final = rated(seeded(0), mentors=100, mentees=300, degree=10)
"""Its curve takes some seconds."""


class Program:
    """A program in one role of one institution."""

    def __init__(self, runtime: Runtime, url: str, institution: str, role: Role) -> None:
        token = Signer(read_secret(runtime.settings.secret)).token(institution, role)
        self.url, self.headers = url, {"Authorization": f"Bearer {token}"}

    def get(self, path: str, **query: str) -> httpx2.Response:
        return self.send("GET", path, params=query)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> httpx2.Response:
        return self.send("POST", path, json=body or {})

    def end(self, path: str) -> httpx2.Response:
        return self.send("DELETE", path)

    def send(self, method: str, path: str, **more: Any) -> httpx2.Response:
        return httpx2.request(method, self.url + path, headers=self.headers, timeout=PATIENCE_S, **more)

    def accepted(self, answer: httpx2.Response) -> str:
        """Where to ask for what was accepted."""
        assert answer.status_code == 202, answer.text
        assert CALCULATION.fullmatch(answer.headers["location"])
        return str(answer.headers["location"])

    def came_to(self, answer: httpx2.Response) -> dict[str, Any]:
        """What a request came to: at once where it was quick, or else its calculation."""
        if answer.status_code == 200:
            return {"state": "done", "result": answer.json()}
        if answer.status_code == 202:
            return self.finished(self.accepted(answer))[0]
        return {"state": "failed", "problem": answer.json()}

    def finished(self, calculation: str) -> tuple[dict[str, Any], list[float]]:
        """What a calculation came to, and the shares that were told on the way."""
        shares = []
        end = time.monotonic() + PATIENCE_S
        while (told := self.get(calculation).json())["state"] == "running":
            shares.append(told["share"])
            assert time.monotonic() < end
            time.sleep(0.02)
        return told, shares


@pytest.fixture
def url(runtime: Runtime) -> Iterator[str]:
    """A server that waits for no answer."""
    with serving(runtime, patience=0) as address:
        yield address
    until(lambda: children() == [])


@pytest.fixture
def curator(runtime: Runtime, url: str) -> Program:
    """The program of the curator of 001."""
    return Program(runtime, url, "001", Role.CURATOR)


@pytest.fixture
def text(curator: Program) -> Schema:
    """The served description."""
    document: Schema = curator.get("/openapi.json").json()
    return document


def state_faults(text: Schema, told: Mapping[str, Any]) -> list[str]:
    return faults(text, text["components"]["schemas"]["CalculationState"], told)


@pytest.mark.requirement("R-063")
def test_a_long_question_is_accepted_told_about_and_answered(
    runtime: Runtime, curator: Program, text: Schema
) -> None:
    question = f"{BASE}/rounds/{recorded(runtime, SLOW)}/curve"
    accepted = curator.get(question)
    calculation = curator.accepted(accepted)
    assert accepted.headers["retry-after"] == "3"
    assert (accepted.json()["state"], accepted.json()["stage"]) == (
        "running",
        "Программа перебирает распределения",
    )
    assert curator.get(question).headers["location"] == calculation
    running = curator.get(calculation)
    assert (running.status_code, running.headers["retry-after"]) == (200, "3")
    told, shares = curator.finished(calculation)
    assert len(set(shares)) >= 3
    assert all(less <= more for less, more in pairwise(shares))
    assert (told["state"], told["stage"], told["share"], told["problem"]) == ("done", "Готово", 1.0, None)
    assert told["result"] == curator.get(question).json()
    assert [row["per_mille"] for row in told["result"]] == [0, 5, 10, 20, 50, 100]
    for each in (accepted.json(), running.json(), told):
        assert state_faults(text, each) == []


def questions(runtime: Runtime) -> list[tuple[str, dict[str, str]]]:
    """One of each kind that takes a process for sixty mentees."""
    with runtime.reading():
        tolerant, plain = (f"{BASE}/rounds/{recorded(runtime, made)}" for made in (TOLERANT, MIDDLING))
    pair = {"mentee": "e0000", "mentor": "m0001"}
    return [
        (f"{tolerant}/price", pair),
        (f"{tolerant}/alternatives", {"person": "m0001", "most": "2"}),
        (f"{tolerant}/training", {"most": "1"}),
        (f"{tolerant}/repair", {"without": "m0002", "frozen": "true"}),
        (f"{plain}/best", {"most": "2"}),
    ]


@pytest.mark.requirement("R-063", "R-121")
def test_the_result_of_a_calculation_is_what_the_question_itself_answers(
    runtime: Runtime, curator: Program, text: Schema
) -> None:
    asked = questions(runtime)
    begun = [curator.accepted(curator.get(path, **query)) for path, query in asked]
    assert len(set(begun)) == len(asked)
    for (path, query), calculation in zip(asked, begun, strict=True):
        told, _ = curator.finished(calculation)
        answer = curator.get(path, **query)
        assert (told["state"], answer.status_code) == ("done", 200), path
        assert told["result"] == answer.json(), path
        assert (told["stage"], told["share"]) == ("Готово", 1.0), path
        assert state_faults(text, told) == [], path


def test_an_answer_that_is_a_refusal_is_the_end_of_the_calculation(
    runtime: Runtime, curator: Program, text: Schema
) -> None:
    question = f"{BASE}/rounds/{recorded(runtime, TOLERANT)}/best"
    told, _ = curator.finished(curator.accepted(curator.get(question)))
    refusal = curator.get(question)
    assert refusal.status_code == 409
    assert (told["state"], told["result"], told["problem"]) == ("failed", None, refusal.json())
    assert told["problem"]["refusal"] == "NoNextBest"
    assert state_faults(text, told) == []


def test_who_ends_a_calculation_hears_of_it_when_its_process_is_gone(
    runtime: Runtime, curator: Program
) -> None:
    question = f"{BASE}/rounds/{recorded(runtime, SLOW)}/curve"
    calculation = curator.accepted(curator.get(question))
    until(lambda: children() != [])
    ended = curator.end(calculation)
    assert (ended.status_code, ended.content) == (204, b"")
    assert children() == []
    for gone in (curator.get(calculation), curator.end(calculation), curator.end(NOBODYS)):
        assert (gone.status_code, gone.json()["refusal"]) == (404, "CalculationGone")
        assert "Этого расчёта здесь нет: его прервали" in gone.json()["message"]
    again = curator.accepted(curator.get(question))
    assert again != calculation
    assert curator.end(again).status_code == 204


@pytest.mark.parametrize(
    ("by", "state", "refusal"),
    [(signal.SIGKILL, "failed", "MatchCrashed"), (signal.SIGTERM, "interrupted", "MatchInterrupted")],
    ids=("killed", "told to stop"),
)
def test_a_calculation_whose_process_is_ended_says_so_and_can_be_asked_again(
    runtime: Runtime, curator: Program, text: Schema, by: signal.Signals, state: str, refusal: str
) -> None:
    question = f"{BASE}/rounds/{recorded(runtime, SLOW)}/curve"
    calculation = curator.accepted(curator.get(question))
    until(lambda: curator.get(calculation).json()["share"] > 0)
    for process in children():
        os.kill(process, by)
    told, _ = curator.finished(calculation)
    assert (told["state"], told["result"], told["problem"]["refusal"]) == (state, None, refusal)
    assert "ничего не записано" in told["problem"]["message"]
    assert state_faults(text, told) == []
    over = curator.end(calculation)
    assert (over.status_code, over.json()["refusal"]) == (409, "CalculationOver")
    assert curator.accepted(curator.get(question)) != calculation


@pytest.mark.requirement("R-061")
def test_only_who_may_ask_reads_or_ends_a_calculation(runtime: Runtime, url: str, curator: Program) -> None:
    calculation = curator.accepted(curator.get(f"{BASE}/rounds/{recorded(runtime, SLOW)}/curve"))
    foreign = Program(runtime, url, "002", Role.CURATOR)
    others = [
        *(Program(runtime, url, "001", role) for role in (Role.HEAD, Role.ASSOCIATION, Role.MENTOR)),
        foreign,
    ]
    for other in others:
        assert other.get(calculation).status_code == 403
        assert other.end(calculation).status_code == 403
    elsewhere = calculation.replace("001", "002", 1)
    assert foreign.get(elsewhere).status_code == 404
    assert foreign.end(elsewhere).status_code == 404
    assert httpx2.get(f"{url}{calculation}").status_code == 401
    assert httpx2.delete(f"{url}{calculation}").status_code == 401
    assert curator.get(f"{BASE}/calculations/not-an-id").status_code == 404
    assert curator.get(calculation).json()["state"] == "running"
    assert curator.end(calculation).status_code == 204


@pytest.mark.requirement("R-056")
def test_a_suggestion_is_accepted_and_becomes_the_document_of_its_run(curator: Program, text: Schema) -> None:
    calculation = curator.accepted(curator.post(f"{BASE}/suggestions"))
    told, _ = curator.finished(calculation)
    (item,) = curator.get(f"{BASE}/rounds").json()["items"]
    assert (told["state"], told["result"]["run"]) == ("done", f"001/match_run/{item['run']}")
    assert told["result"]["proposal"]["pairs"]
    assert state_faults(text, told) == []
    assert curator.came_to(curator.post(f"{BASE}/suggestions"))["result"] == told["result"]
    over = curator.end(calculation)
    assert (over.status_code, over.json()["refusal"]) == (409, "CalculationOver")
    assert curator.get(f"{BASE}/rounds").json()["total"] == 1


def wait_at_most(seconds: float, curator: Program, calculation: str) -> None:
    """Wait for the end of a calculation, but no longer than so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and curator.get(calculation).json()["state"] == "running":
        time.sleep(0.02)


@pytest.mark.requirement("R-056")
def test_a_suggestion_was_recorded_if_and_only_if_ending_it_came_too_late(
    curator: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(match_questions, "SMALL", 0)
    monkeypatch.setattr(match_questions, "TINY", 0)
    statuses, runs = [], 0
    for tolerance, delay in enumerate((0, 0.5, 0.8, PATIENCE_S)):
        calculation = curator.accepted(curator.post(f"{BASE}/suggestions", {"tolerance": tolerance}))
        wait_at_most(delay, curator, calculation)
        status = curator.end(calculation).status_code
        statuses.append(status)
        runs += status == 409
        assert curator.get(f"{BASE}/rounds").json()["total"] == runs
        assert curator.get(calculation).status_code == (200 if status == 409 else 404)
    assert set(statuses) == {204, 409}
    assert (statuses[0], statuses[-1]) == (204, 409)


@pytest.mark.requirement("R-063", "R-064")
def test_a_choice_is_accepted_and_recorded_with_the_price_that_was_told(curator: Program) -> None:
    suggested = curator.came_to(curator.post(f"{BASE}/suggestions"))
    run = f"{BASE}/rounds/{suggested['result']['run'].rpartition('/')[2]}"
    choice = next(
        row
        for pair in suggested["result"]["proposal"]["pairs"]
        for row in curator.get(f"{run}/alternatives", person=pair["mentee"]).json()["nearest"]
    )
    body = {"mentee": choice["mentee_id"], "mentor": choice["mentor_id"], "reason": "так удобнее"}
    told = curator.came_to(curator.post(f"{run}/override", body))
    assert (told["state"], told["result"]) == ("done", choice)
    (row,) = curator.get(f"{BASE}/overrides").json()["items"]
    assert (row["mentee"], row["mentor"], row["reason"]) == (body["mentee"], body["mentor"], body["reason"])
    again = curator.came_to(curator.post(f"{run}/override", body))
    assert (again["state"], again["problem"]["refusal"]) == ("failed", "PairPinnedByCurator")
    silent = curator.came_to(curator.post(f"{run}/override", {**body, "reason": " "}))
    assert (silent["state"], silent["problem"]["refusal"]) == ("failed", "PairReasonMissing")
    nobody = {**body, "mentor": "001/mentor/" + "f" * 32}
    lost = curator.came_to(curator.post(f"{run}/override", nobody))
    assert (lost["state"], lost["problem"]["refusal"]) == ("failed", "NotFound")
