"""Pages on which a curator decides otherwise: what was done is told, chosen pairs keep price and reason."""

import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.access import Role, operator
from service.commands.banks import set_mentor_capacity
from service.commands.runtime import Runtime
from service.projections.banks import mentor_rows
from service.web.site import Site

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
    first = re.findall(r'<form [^>]*/pins">.*?</form>', page, re.DOTALL)[0]
    people = {name: hidden(first, name) for name in ("act", "mentee", "mentor")}
    assert (people["act"], people["mentor"]) == ("unpin", mentor)
    assert (
        "Закрепление снято."
        in curator.get(curator.post(f"{ROUNDS}/pins", data=people).headers["location"]).text
    )
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
    assert offered
    for other in offered[:5]:
        page = unescape(curator.get(address, params={"other": other}).text)
        assert f"<li>{name}: " not in page


def test_a_round_counts_the_same_on_every_page(curator: TestClient, run: str) -> None:
    page, rounds, desk = (curator.get(path).text for path in (run, ROUNDS, "/institutions/001"))
    (number,) = set(re.findall(r'data-label="С наставником">(\d+)<', rounds))
    assert re.search(rf"с наставником</dt><dd><b>{number}</b>", page)
    assert f"с наставником — {number}." in desk


@pytest.mark.requirement("R-121")
def test_what_a_departure_changes_has_a_page_of_its_own(curator: TestClient, run: str) -> None:
    pairs = json_round(curator, run)["pairs"]
    for side, person in (("mentors", pairs[0]["mentor_id"]), ("mentees", pairs[0]["mentee_id"])):
        page = unescape(curator.get(f"{run}/{side}/{person[-32:]}/departure").text)
        assert re.search(r"Сохранится пар: \d+ из \d+", page)
        assert f"Наставляемых с наставником сейчас — {len(pairs)}, станет — " in page
    left = {pair["mentee"] for pair in pairs if pair["mentor_id"] == pairs[0]["mentor_id"]}
    page = unescape(curator.get(f"{run}/mentors/{pairs[0]['mentor_id'][-32:]}/departure").text)
    assert all(f"<li>{name}: " in page for name in left)
    assert curator.get(f"{run}/mentors/{'0' * 32}/departure").status_code == 404


@pytest.mark.requirement("R-063")
def test_the_best_few_differ_from_the_proposal(curator: TestClient, run: str) -> None:
    page = unescape(curator.get(f"{run}/best").text)
    assert re.findall(r"(\d)-й вариант", page) == ["2", "3", "4", "5"]
    names = {pair["mentee"] for pair in json_round(curator, run)["pairs"]}
    assert any(f">{name}: " in page for name in names)


def test_under_a_tolerance_there_is_no_next_best(curator: TestClient, run: str) -> None:
    curator.post(f"{ROUNDS}/tolerance", data={"per_mille": "50"})
    looser = str(curator.post(ROUNDS).headers["location"])
    assert looser != run
    page = curator.get(f"{looser}/best")
    assert page.status_code == 200
    assert "распределения не выстраиваются от лучшего к худшему" in page.text


@pytest.mark.requirement("R-063")
def test_a_pair_names_form_and_type_and_what_stays_open(curator: TestClient, run: str) -> None:
    page = unescape(curator.get(run).text)
    for pair in json_round(curator, run)["pairs"]:
        asked = len(pair["shared"]) + len(pair["unmet"])
        assert pair["shared"]
        assert pair["forms"]
        assert pair["types"]
        assert not pair["unmet"] or f"Закрывает {len(pair['shared'])} из {asked} " in page
        assert all(0 < reason["points"] <= reason["most"] for reason in pair["reasons"])
        assert all(f">{reason['points']} из {reason['most']}<" in page for reason in pair["reasons"])


def json_round(curator: TestClient, run: str) -> dict[str, Any]:
    """The round as the API tells it to the same curator."""
    site: Site = curator.app.state.site  # type: ignore[attr-defined] # the application is ours
    headers = {"Authorization": f"Bearer {site.signer.token('001', Role.CURATOR)}"}
    found: dict[str, Any] = curator.get(f"/api/v1{run}", headers=headers).json()
    return found


def test_a_tolerance_is_chosen_only_where_it_changes_something(curator: TestClient, run: str) -> None:
    page = curator.get(f"{run}/curve").text
    moved = [int(number) for number in re.findall(r'data-label="Сменят наставника">(\d+)<', page)]
    assert (">Выбрать<" in page) is bool(moved)
    assert ("уступка ничего не меняет" in page) is not bool(moved)


def test_runs_of_one_day_are_told_apart_by_what_was_asked(curator: TestClient, run: str) -> None:
    curator.post(f"{ROUNDS}/tolerance", data={"per_mille": 50})
    later = str(curator.post(ROUNDS).headers["location"])
    rows = dict(re.findall(rf'href="({ROUNDS}/[0-9a-f]+)">([^<]+)</a></td>', curator.get(ROUNDS).text))
    assert rows[run] == "Подбор на 21.11.2026, 12:00, без уступки"
    assert rows[later] == "Подбор на 21.11.2026, 12:00, уступка до 5\N{NO-BREAK SPACE}% соответствия"
    assert "Разрешено уступить до 5\N{NO-BREAK SPACE}%" in curator.get(later).text


def test_the_bank_says_how_many_mentees_a_mentor_takes(curator: TestClient, runtime: Runtime) -> None:
    with runtime.reading() as connection:
        mentor = mentor_rows(connection, "001")[0]["id"]
    for limit, told in ((1, "не более 1 наставляемого"), (2, "не более 2 наставляемых")):
        runtime.run(set_mentor_capacity, institution="001", actor=operator(), mentor=mentor, limit=limit)
        assert told in curator.get("/institutions/001/mentors").text
