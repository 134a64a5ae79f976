"""Pages on which a curator decides otherwise: what was done is told, chosen pairs keep price and reason."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from service.access import operator
from service.commands.banks import set_mentor_capacity
from service.commands.runtime import Runtime

ROUNDS = "/institutions/001/rounds"


@pytest.fixture
def curator(client: TestClient) -> TestClient:
    """The curator of 001, with a run."""
    client.post("/login", data={"institution": "001", "role": "curator"})
    return client


@pytest.fixture
def run(curator: TestClient) -> str:
    """The address of the run."""
    return str(curator.post(ROUNDS).headers["location"])


def first_choices(curator: TestClient, run: str) -> tuple[str, str]:
    """The address and the text of the page of the first mentee with a pair."""
    address = str(re.findall(rf'href="({run}/mentees/[0-9a-f]+)"', curator.get(run).text)[0])
    return address, unescape(curator.get(address).text)


def hidden(text: str, name: str) -> str:
    """The first hidden value of a form."""
    return str(re.findall(rf'name="{name}" value="([^"]+)"', text)[0])


def proposed(text: str) -> str:
    """What the page of a person says of the proposal, before the alternatives."""
    return text.partition('aria-labelledby="nearest"')[0]


def test_after_a_pin_the_curator_is_told_and_led_back_to_the_run(curator: TestClient, run: str) -> None:
    _, text = first_choices(curator, run)
    assert "в следующем подборе эта пара останется" in text
    people = {name: hidden(text, name) for name in ("act", "mentee", "mentor", "run")}
    to = curator.post(f"{ROUNDS}/pins", data=people).headers["location"]
    assert re.fullmatch(rf"{ROUNDS}\?done=pinned&run=[0-9a-f]{{32}}", to)
    page = curator.get(to)
    assert "Пара закреплена: в следующем подборе она останется." in page.text
    assert f'href="{run}">Вернуться' in page.text
    assert "set-cookie" not in page.headers
    assert "Выбрана куратором" not in page.text


def test_a_chosen_pair_shows_its_price_and_the_reason(curator: TestClient, run: str) -> None:
    addresses = re.findall(rf'href="({run}/mentees/[0-9a-f]+)"', curator.get(run).text)
    texts = (unescape(curator.get(address).text) for address in addresses)
    forms = (
        form for text in texts for form in re.findall(r"<form [^>]*/overrides.*?</form>", text, re.DOTALL)
    )
    form = next(forms)
    chosen = {"mentee": hidden(form, "mentee"), "mentor": hidden(form, "mentor"), "reason": "Один кабинет"}
    to = curator.post(f"{run}/overrides", data=chosen).headers["location"]
    page = unescape(curator.get(to).text)
    assert "Выбор записан вместе с ценой и причиной" in page
    assert re.search(r"Выбрана куратором вопреки предложению; цена — [^.]+\. Причина: Один кабинет", page)


def test_pins_that_contradict_the_rules_are_told_with_the_way_out(
    curator: TestClient, run: str, runtime: Runtime
) -> None:
    pages = map(curator.get, re.findall(rf'href="({run}/mentors/[0-9a-f]+)"', curator.get(run).text))
    mentees, mentor = next(
        (mentees, hidden(text, "mentor"))
        for text in (page.text for page in pages)
        if len(mentees := sorted(set(re.findall(r'name="mentee" value="([^"]+)"', proposed(text))))) > 1
    )
    for mentee in mentees[:2]:
        curator.post(f"{ROUNDS}/pins", data={"act": "pin", "mentee": mentee, "mentor": mentor})
    runtime.run(set_mentor_capacity, institution="001", actor=operator(), mentor=mentor, limit=1)
    page = unescape(curator.get(str(curator.post(ROUNDS).headers["location"])).text)
    assert "Пары не предложены: закреплённые пары противоречат правилам." in page
    assert page.count("<li>за наставником закреплено больше наставляемых, чем у него мест</li>") == 2
    assert page.count("снять закрепление этой пары (решает куратор)") == 2
    assert "ни одной допустимой пары нет" not in page


def test_a_notice_has_a_known_code_only(curator: TestClient, run: str) -> None:
    assert curator.get(f"{ROUNDS}?done=anything").status_code == 422
    assert curator.get(f"{ROUNDS}?done=pinned&run=//elsewhere").status_code == 422
    assert run.startswith(ROUNDS)


def test_the_proposed_mentor_is_not_among_the_others(curator: TestClient, run: str) -> None:
    address, text = first_choices(curator, run)
    proposed = hidden(text, "mentor")
    offered = re.findall(r'<option value="([^"]+)"', text)
    assert offered
    assert proposed not in offered
    asked = unescape(curator.get(address, params={"other": offered[0]}).text)
    assert 'action="#asked"' in asked
    assert 'id="asked"' in asked


def test_who_is_asked_about_is_not_told_to_change_too(curator: TestClient, run: str) -> None:
    address, text = first_choices(curator, run)
    (name,) = re.findall(r"<h1>([^<]+)</h1>", text)
    offered = re.findall(r'<option value="([^"]+)"', text)
    for other in offered[:5]:
        page = unescape(curator.get(address, params={"other": other}).text)
        assert f"<li>{name}: " not in page


def test_a_round_counts_the_same_on_every_page(curator: TestClient, run: str) -> None:
    page, rounds, desk = (curator.get(path).text for path in (run, ROUNDS, "/institutions/001"))
    (number,) = set(re.findall(r'data-label="С наставником">(\d+)<', rounds))
    assert re.search(rf"с наставником</dt><dd><b>{number}</b>", page)
    assert f"с наставником — {number}." in desk


def test_a_tolerance_is_chosen_only_where_it_changes_something(curator: TestClient, run: str) -> None:
    page = curator.get(f"{run}/curve").text
    moved = [int(number) for number in re.findall(r'data-label="Сменят наставника">(\d+)<', page)]
    assert (">Выбрать<" in page) is (max(moved) > 0)
    assert ("допуск ничего не меняет" in page) is (max(moved) == 0)
