"""Pages as programs see them: who may open which, where forms lead, and what stands in addresses and logs."""

import logging
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from starlette.testclient import TestClient

from service.access import ALLOWED, Action, Role
from service.commands.runtime import Runtime
from service.demo.workbooks import workbook
from service.settings import Settings
from service.web.app import create_app
from service.web.sessions import COOKIE, Session
from service.web.site import Site
from tests.web.conftest import NOW, ORIGIN

BOOK: Final = workbook("001", on=date(2026, 9, 1))

NEEDS: Final = {
    "": Action.VIEW_INSTITUTION,
    "/imports": Action.KEEP_BANKS,
    "/mentors": Action.VIEW_BANKS,
    "/mentees": Action.VIEW_BANKS,
    "/phrases": Action.KEEP_BANKS,
    "/rounds": Action.VIEW_ROUNDS,
}
"""What one must be allowed to open a page."""

ROLES: Final = [role for role in Role if role is not Role.OPERATOR]


def enter(client: TestClient, institution: str, role: Role, *, session: str = "s-1") -> None:
    """Sign in in any role, also those that the demo's page does not offer."""
    site: Site = client.app.state.site  # type: ignore[attr-defined] # the application is ours
    who = Session(id=session, actor=f"demo-{role}", institution=institution, role=role)
    client.cookies.set(COOKIE, site.signer.seal(who))


@pytest.fixture
def desk(client: TestClient) -> TestClient:
    """The curator of 001 in a browser."""
    enter(client, "001", Role.CURATOR)
    return client


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", NEEDS)
def test_a_page_opens_for_those_whom_the_permission_table_names(
    client: TestClient, role: Role, path: str
) -> None:
    enter(client, "001", role)
    answer = client.get(f"/institutions/001{path}")
    assert answer.status_code == (200 if NEEDS[path] in ALLOWED[role] else 403)


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_leads_only_where_the_reader_may_go(client: TestClient, role: Role) -> None:
    enter(client, "001", role)
    menu = re.findall(r'href="(/institutions/001[^"]*)"', client.get("/institutions/001").text)
    assert menu
    assert {client.get(path).status_code for path in menu} == {200}


@pytest.mark.parametrize("path", NEEDS)
def test_a_foreign_institution_is_closed(desk: TestClient, path: str) -> None:
    assert desk.get(f"/institutions/004{path}").status_code == 403
    assert desk.get(f"/institutions/no-such{path}").status_code == 403


@pytest.mark.parametrize("path", ["/", *(f"/institutions/001{path}" for path in NEEDS)])
def test_who_is_not_signed_in_is_led_to_the_sign_in(client: TestClient, path: str) -> None:
    assert client.get(path).headers["location"] == "/login"


@pytest.mark.parametrize("path", ["imports", "phrases", "rounds", "mentors"])
def test_a_form_of_who_is_not_signed_in_does_nothing(client: TestClient, path: str) -> None:
    answer = client.post(f"/institutions/001/{path}", files={"file": BOOK})
    assert answer.headers["location"] == "/login"


def test_the_head_sees_the_result_but_starts_nothing(client: TestClient) -> None:
    enter(client, "001", Role.HEAD)
    assert '<form method="post" data-wait' not in client.get("/institutions/001/rounds").text
    assert client.post("/institutions/001/rounds").status_code == 403
    assert client.post("/institutions/001/imports", files={"file": BOOK}).status_code == 403


def test_without_the_demo_pages_say_that_there_are_no_accounts_yet(runtime: Runtime) -> None:
    with TestClient(create_app(runtime, demo=False), base_url=ORIGIN, follow_redirects=False) as client:
        enter(client, "001", Role.CURATOR)
        assert client.get("/institutions/001").headers["location"] == "/login"
        text = client.get("/login").text
        assert "Учётных записей здесь пока нет" in text
        assert "<code>./run serve --demo</code>" in text
        assert "<button" not in text
        assert client.post("/login", data={"institution": "001", "role": "curator"}).status_code == 404
        assert "Bearer" not in client.get("/developers").text
        assert "ДЕМО" not in text


def test_nobody_becomes_operator_or_enters_an_unknown_institution(client: TestClient) -> None:
    for institution, role in (("001", "operator"), ("001", "auditor"), ("999", "curator")):
        answer = client.post("/login", data={"institution": institution, "role": role})
        assert (answer.status_code, "set-cookie" in answer.headers) == (404, False)


def test_the_demo_curator_acts_under_the_appointed_curators_id(client: TestClient, runtime: Runtime) -> None:
    client.post("/login", data={"institution": "001", "role": "curator"})
    site: Site = client.app.state.site  # type: ignore[attr-defined] # the application is ours
    session = site.signer.open(client.cookies[COOKIE])
    assert session.actor.startswith("001/person/")
    client.post("/institutions/001/rounds")
    recorded = runtime.log.after(0, limit=10_000)[-1].event
    assert (recorded.metadata.actor, recorded.metadata.role) == (session.actor, "curator")


def test_a_cookie_holds_no_name(client: TestClient) -> None:
    client.post("/login", data={"institution": "001", "role": "curator"})
    site: Site = client.app.state.site  # type: ignore[attr-defined] # the application is ours
    session = site.signer.open(client.cookies[COOKIE])
    assert re.fullmatch(r"[0-9a-f]{32}", session.id)
    assert re.fullmatch(r"001/person/[0-9a-f]{32}", session.actor)


def test_a_search_finds_by_parts_of_name_and_subject_whatever_the_case(desk: TestClient) -> None:
    everybody = names_on(desk.get("/institutions/001/mentors").text)
    surname = everybody[3].split()[0]
    found = desk.post("/institutions/001/mentors", data={"text": surname[:5].upper()})
    assert everybody[3] in names_on(found.text)
    assert len(names_on(found.text)) < len(everybody)
    assert surname not in str(found.url)
    nobody = desk.post("/institutions/001/mentors", data={"text": "такого нет"})
    assert names_on(nobody.text) == []


def names_on(text: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'class="name">([^<]+)<', text)]


def test_a_bank_comes_in_pages(client: TestClient) -> None:
    enter(client, "004", Role.CURATOR)
    content = workbook("004", on=date(2026, 9, 1))
    upload = client.post("/institutions/004/imports", files={"file": content}).headers["location"]
    client.post(upload, data={"rows": "all"})
    first = names_on(client.get("/institutions/004/mentees").text)
    second = names_on(client.post("/institutions/004/mentees", data={"page_number": "2"}).text)
    beyond = names_on(client.post("/institutions/004/mentees", data={"page_number": "999"}).text)
    assert (len(first), len(second)) == (50, 20)
    assert not set(first) & set(second)
    assert beyond == second


def test_a_phrase_that_was_decided_meanwhile_is_a_conflict_and_changes_nothing(desk: TestClient) -> None:
    text = desk.get("/institutions/001/phrases").text
    form = {
        name: unescape(value)
        for name, value in re.findall(r'name="(entry|index|words)" value="([^"]*)"', text)[:3]
    }
    assert len(form) == 3
    url = "/institutions/001/phrases"
    assert desk.post(url, data=form | {"choice": "none"}).status_code == 303
    again = desk.post(url, data=form | {"choice": "none"})
    assert again.status_code == 409
    assert "Ничего не записано" in again.text
    other = desk.post(url, data=form | {"choice": "none", "words": "совсем другие слова"})
    assert other.status_code == 409


def test_a_phrase_without_a_choice_is_asked_for_again(desk: TestClient) -> None:
    form = {"entry": "001/mentor/x", "index": "0", "words": "слова"}
    for choice in ({}, {"choice": "other"}, {"choice": "other", "other": ""}):
        answer = desk.post("/institutions/001/phrases", data=form | choice)
        assert answer.status_code == 422
        assert "отметьте один из вариантов" in answer.text


def test_an_unknown_competency_is_refused_in_words(desk: TestClient) -> None:
    text = desk.get("/institutions/001/phrases").text
    form = dict(re.findall(r'name="(entry|index|words)" value="([^"]*)"', text)[:3])
    form = {name: unescape(value) for name, value in form.items()}
    answer = desk.post("/institutions/001/phrases", data=form | {"choice": "other", "other": "no-such"})
    assert answer.status_code == 409
    assert "нет компетенции" in answer.text


def test_a_workbook_waits_for_its_own_session_only_and_not_for_ever(furnished: Path, tmp_path: Path) -> None:
    shutil.copytree(furnished, tmp_path / "data")
    now = [NOW]
    clock: Callable[[], datetime] = lambda: now[0]  # noqa: E731 - a clock that the test turns
    with Runtime.open(Settings(data=tmp_path / "data"), clock=clock) as runtime:
        client = TestClient(create_app(runtime, demo=True), base_url=ORIGIN, follow_redirects=False)
        enter(client, "001", Role.CURATOR)
        waiting = client.post("/institutions/001/imports", files={"file": BOOK}).headers["location"]
        assert client.get(waiting).status_code == 200
        enter(client, "001", Role.CURATOR, session="s-2")
        assert client.get(waiting).status_code == 404
        assert client.post(waiting, data={"rows": "all"}).status_code == 404
        enter(client, "001", Role.CURATOR)
        assert client.get(waiting).status_code == 200
        now[0] += timedelta(minutes=31)
        gone = client.get(waiting)
        assert gone.status_code == 404
        assert "прошло полчаса" in gone.text


def test_a_workbook_that_was_loaded_waits_no_longer(desk: TestClient) -> None:
    waiting = desk.post("/institutions/001/imports", files={"file": BOOK}).headers["location"]
    assert desk.post(waiting, data={"rows": "all"}).headers["location"] == "/institutions/001"
    assert desk.post(waiting, data={"rows": "all"}).status_code == 404


def test_no_file_is_said_in_words(desk: TestClient) -> None:
    answer = desk.post("/institutions/001/imports", files={"file": ("", b"")})
    assert answer.status_code == 422
    assert "Не выбран файл" in answer.text
    assert desk.post("/institutions/001/imports", data={"file": "text"}).status_code == 422


def test_a_large_workbook_never_touches_the_disk(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    closed = tmp_path / "no-temporary-files"
    monkeypatch.setattr("tempfile.tempdir", str(closed))
    answer = desk.post("/institutions/001/imports", files={"file": b"x" * (4 * 1024 * 1024)})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/institutions/КОД", "/institutions/001/rounds/abc", f"/institutions/001/rounds/{0:032x}"],
)
def test_what_is_not_there_is_a_page_that_leads_back(desk: TestClient, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 404
    assert "На рабочий стол" in answer.text


def test_where_no_regulation_is_in_force_the_desk_says_what_is_missing(client: TestClient) -> None:
    enter(client, "003", Role.CURATOR)
    text = client.get("/institutions/003").text
    assert "ещё не действует" in text
    assert "заполните" in text
    refused = client.post("/institutions/003/rounds")
    assert refused.status_code == 409
    assert "ещё не действует Положение" in refused.text


def test_no_name_stands_in_an_address_or_in_the_program_log(
    desk: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        people = set(names_on(desk.get("/institutions/001/mentees").text))
        run = desk.post("/institutions/001/rounds").headers["location"]
        texts = [desk.get(path).text for path in (run, "/institutions/001/rounds", "/institutions/001")]
        desk.post("/institutions/001/mentees", data={"text": min(people)})
    assert people
    addresses = " ".join(re.findall(r'(?:href|action|src)="([^"]+)"', " ".join(texts)))
    assert not [name for name in people if name in caplog.text or name.split()[0] in addresses]


def test_a_fault_of_the_program_is_500_and_its_text_stays_out_of_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("Петрова Анна Ивановна")

    client.app.add_api_route("/broken", broken)  # type: ignore[attr-defined] # the application is ours
    client.app.add_api_route("/api/broken", broken)  # type: ignore[attr-defined] # the application is ours
    client.app.add_api_route("/form", broken, methods=["POST"])  # type: ignore[attr-defined] # see above
    page = client.get("/broken", headers={"Referer": f"{ORIGIN}/developers"})
    assert page.status_code == 500
    moment = f"{NOW.astimezone():%d.%m.%Y, %H:%M:%S}"
    assert f"В программе произошла ошибка ({moment}). Ничего не изменилось." in page.text
    assert 'href="/developers">Вернуться</a>' in page.text
    assert "проверьте, не записано ли оно" in client.post("/form").text
    told = client.get("/api/broken").json()
    assert (told["refusal"], moment in told["message"]) == ("Broken", True)
    assert f"({moment})" in caplog.text
    assert "Петрова" not in caplog.text
    assert "RuntimeError at test_pages.py" in caplog.text


@pytest.mark.parametrize(
    ("before", "back"),
    [
        (f"{ORIGIN}/institutions/001/rounds?done=pinned", "/institutions/001/rounds?done=pinned"),
        (f"{ORIGIN}//elsewhere.example/x", None),
        (f"{ORIGIN}/\\elsewhere.example", None),
        ("http://elsewhere.example/institutions/001", None),
        (f"{ORIGIN}/nowhere", None),
        ("", None),
    ],
)
def test_who_is_refused_is_led_back_to_pages_of_ours_only(
    desk: TestClient, before: str, back: str | None
) -> None:
    found = re.findall(
        r'href="([^"]+)">Вернуться</a>', desk.get("/nowhere", headers={"Referer": before}).text
    )
    assert found == ([] if back is None else [back])
