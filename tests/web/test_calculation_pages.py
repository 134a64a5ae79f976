"""A long calculation shows how far it is and can be ended; a short one is never seen."""

import re
from html import unescape
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.commands import match_questions, suggest
from service.commands.calculation import About, Calculation
from service.commands.match_ends import Asked, MatchInterrupted, MatchOutOfTime
from service.commands.match_messages import MatchBroken
from service.commands.match_questions import Progress, Question
from service.commands.run_answers import ASKED
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Proposal
from service.matching.propose import propose
from service.web.site import Site
from service.web.waiting import title_of

ROUNDS = "/institutions/001/rounds"
PATIENCE = 20.0


@pytest.fixture
def site(client: TestClient) -> Site:
    """What the application has in hand."""
    found: Site = client.app.state.site  # type: ignore[attr-defined] # the application is ours
    return found


@pytest.fixture
def curator(client: TestClient) -> TestClient:
    """The curator of 001."""
    client.post("/login", data={"institution": "001", "role": "curator"})
    return client


class Held:
    """A matcher that waits at the solver until it is let go."""

    def __init__(self) -> None:
        self.go, self.given_up = Event(), Event()

    def __call__(self, problem: Problem, *, progress: Progress, cancelled: Asked) -> Proposal:
        progress("solve", 0.2)
        while not self.go.wait(0.01):
            if cancelled():
                self.given_up.set()
                raise MatchInterrupted
        return propose(problem)


@pytest.fixture
def held(site: Site, monkeypatch: pytest.MonkeyPatch) -> Held:
    made = Held()
    monkeypatch.setattr(suggest, "propose_limited", made)
    object.__setattr__(site.calculations, "patience", 0.3)
    return made


@pytest.mark.requirement("R-056")
def test_a_long_suggestion_shows_how_far_it_is_and_then_its_result(
    curator: TestClient, site: Site, held: Held
) -> None:
    address = curator.post(ROUNDS).headers["location"]
    assert re.fullmatch(r"/institutions/001/rounds/calculations/[0-9a-f]{32}", address)
    page = curator.get(address)
    assert page.status_code == 200
    assert page.headers["refresh"] == "3"
    assert "Идёт подбор" in page.text
    assert "Подбор пар. Позади примерно 20\N{NO-BREAK SPACE}% работы." in unescape(page.text)
    assert f'action="{address}/stop"' in page.text
    assert address in curator.get(ROUNDS).text
    assert curator.post(ROUNDS).headers["location"] == address
    held.go.set()
    site.calculations.find(address[-32:], institution="001").answer(patience=PATIENCE)
    run = curator.get(address).headers["location"]
    assert re.fullmatch(rf"{ROUNDS}/[0-9a-f]{{32}}", run)
    assert curator.get(run).status_code == 200
    assert "calculations" not in curator.get(ROUNDS).text


@pytest.mark.requirement("R-056")
def test_a_suggestion_that_is_ended_leaves_nothing(curator: TestClient, site: Site, held: Held) -> None:
    position = site.runtime.log.head()
    address = curator.post(ROUNDS).headers["location"]
    told = curator.post(f"{address}/stop").headers["location"]
    assert "Расчёт прерван: ничего не записано." in curator.get(told).text
    assert held.given_up.wait(PATIENCE)
    assert site.runtime.log.head() == position
    gone = curator.get(address)
    assert gone.status_code == 404
    assert "Этого расчёта здесь нет" in gone.text


def test_only_who_runs_the_matcher_sees_or_ends_a_calculation(
    curator: TestClient, site: Site, held: Held
) -> None:
    address = curator.post(ROUNDS).headers["location"]
    curator.post("/login", data={"institution": "001", "role": "head"})
    assert curator.get(address).status_code == 403
    assert curator.post(f"{address}/stop").status_code == 403
    curator.post("/login", data={"institution": "002", "role": "curator"})
    assert curator.get(address).status_code == 403
    assert curator.get(address.replace("001", "002")).status_code == 404
    assert site.calculations.going_on("001")
    held.go.set()


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("curve", "Считаем, что даёт уступка"),
        ("best", "Ищем лучшие распределения"),
        ("departure", "Считаем, что изменится, если человек выбудет"),
    ],
)
def test_a_long_question_is_answered_on_its_own_page(
    curator: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch, question: str, title: str
) -> None:
    run = curator.post(ROUNDS).headers["location"]
    mentor = re.findall(rf'href="({run}/mentors/[0-9a-f]+)"', curator.get(run).text)[0]
    address = f"{mentor}/departure" if question == "departure" else f"{run}/{question}"
    at_once = curator.get(address).text
    monkeypatch.setattr(match_questions, "TINY", 0)
    monkeypatch.setattr(match_questions, "SMALL", 0)
    object.__setattr__(site.calculations, "patience", 0.0)
    page = curator.get(address)
    assert page.headers["refresh"] == "3"
    assert f"<h1>{title}</h1>" in page.text
    assert f'name="run" value="{run[-32:]}"' in page.text
    (stop,) = re.findall(r'action="(/institutions/001/rounds/calculations/[0-9a-f]{32}/stop)"', page.text)
    assert stop in curator.get(address).text
    object.__setattr__(site.calculations, "patience", PATIENCE)
    assert curator.get(address).text == at_once
    assert f"run={run[-32:]}" in curator.post(stop, data={"run": run[-32:]}).headers["location"]


@pytest.mark.requirement("R-063", "R-064")
def test_a_choice_whose_price_takes_long_is_recorded_though_nobody_waits(
    curator: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = curator.post(ROUNDS).headers["location"]
    people = re.findall(rf'href="({run}/mentees/[0-9a-f]+)"', curator.get(run).text)
    texts = (curator.get(each).text for each in people)
    forms = (form for text in texts for form in re.findall(r"/overrides.*?</form>", text, re.DOTALL))
    mentee, mentor = re.findall(r'name="(?:mentee|mentor)" value="([^"]+)"', next(forms))
    monkeypatch.setattr(match_questions, "SMALL", 0)
    monkeypatch.setattr(match_questions, "TINY", 0)
    object.__setattr__(site.calculations, "patience", 0.0)
    choice = {"mentee": mentee, "mentor": mentor, "reason": "Один кабинет"}
    address = curator.post(f"{run}/overrides", data=choice).headers["location"]
    page = curator.get(address)
    assert "Считаем цену выбранной пары" in page.text
    assert "Её можно закрыть: когда цена будет известна, выбор запишется вместе с ней." in page.text
    assert f'name="run" value="{run[-32:]}"' in page.text
    assert "Считается цена выбранной пары: прошло" in curator.get(ROUNDS).text
    site.calculations.find(address[-32:], institution="001").answer(patience=PATIENCE)
    recorded = curator.get(address).headers["location"]
    assert recorded == f"{ROUNDS}?done=chosen&run={run[-32:]}"
    assert "Причина: Один кабинет" in unescape(curator.get(recorded).text)


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.__name__)
def test_every_question_says_what_is_being_calculated(kind: type[Question[Any]]) -> None:
    asked = Calculation("f" * 32, "001", "key", goes_on=False, about=About("f" * 32, kind, {}))
    assert re.fullmatch(r"(Считаем|Ищем), [а-яё ,]+|(Считаем|Ищем) [а-яё ]+", title_of(asked))


def test_who_ends_what_is_over_or_unknown_is_told_so(curator: TestClient, site: Site, held: Held) -> None:
    address = curator.post(ROUNDS).headers["location"]
    held.go.set()
    site.calculations.find(address[-32:], institution="001").answer(patience=PATIENCE)
    over = curator.post(f"{address}/stop").headers["location"]
    assert "Расчёт уже закончился, прервать его не успели." in curator.get(over).text
    assert curator.get(address).status_code == 303
    unknown = curator.post(f"{ROUNDS}/calculations/{0:032x}/stop").headers["location"]
    assert "Этого расчёта здесь уже нет" in curator.get(unknown).text


def test_the_page_of_a_question_leads_to_its_run_when_it_is_answered(
    curator: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = curator.post(ROUNDS).headers["location"]
    monkeypatch.setattr(match_questions, "TINY", 0)
    object.__setattr__(site.calculations, "patience", 0.0)
    (stop,) = re.findall(r'action="([^"]+)/stop"', curator.get(f"{run}/curve").text)
    site.calculations.find(stop[-32:], institution="001").answer(patience=PATIENCE)
    assert curator.get(stop).headers["location"] == run


@pytest.mark.parametrize(
    ("end", "status", "told"),
    [
        (MatchOutOfTime(seconds="900"), 409, "Расчёт не закончен за отведённое время"),
        (MatchBroken("KeyError: 'm'"), 500, "В программе подбора ошибка"),
    ],
    ids=("out of time", "broken"),
)
def test_each_end_has_its_sentence_on_the_page_and_in_the_api(
    curator: TestClient, monkeypatch: pytest.MonkeyPatch, end: Exception, status: int, told: str
) -> None:
    def ended(*_: object, **__: object) -> Proposal:
        raise end

    monkeypatch.setattr(suggest, "propose_limited", ended)
    page = curator.post(ROUNDS)
    assert page.status_code == status
    assert told in page.text
    assert "KeyError" not in page.text
