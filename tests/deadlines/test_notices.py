"""Reminders and notices: once each, by mail and in the application, to those whom the rule names."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from time import monotonic, sleep
from typing import Any, Final

import pytest
from sqlalchemy import create_engine

from service.access import Actor, Role, operator
from service.aggregates.mentee import Mentee
from service.aggregates.notice import NoticeForOthers
from service.commands.catalogue import all_commands, all_views
from service.commands.import_banks import import_workbook
from service.commands.runtime import Runtime
from service.commands.tick import Ticked, tick
from service.commands.views import answer
from service.commands.worker import ticking
from service.demo.workbooks import workbook
from service.events import Act, Metadata, acting
from service.eventstore.log import Decision, Request
from service.projections.institutions import card
from tests.deadlines.conftest import NOW, Post

Row = Mapping[str, Any]

TODAY: Final = NOW.date()
KINDERGARTEN: Final = "002"


def terms(runtime: Runtime, kind: str, *, on: date = TODAY) -> list[Row]:
    rows = answer(runtime, all_views()["deadlines"], institution=KINDERGARTEN, actor=operator(), on=on)
    return [row for row in rows if row["kind"] == kind]


def inbox(runtime: Runtime, office: str, *, on: date = TODAY) -> list[Row]:
    with runtime.reading() as connection:
        facts = card(connection, KINDERGARTEN)
    assert facts is not None
    holder = Actor(id=facts[office], roles={KINDERGARTEN: frozenset({Role(office)})})
    return list(answer(runtime, all_views()["notices"], institution=KINDERGARTEN, actor=holder, on=on))


def fill_banks(runtime: Runtime) -> None:
    content = workbook(KINDERGARTEN, on=date(2026, 9, 1))
    import_workbook(runtime, institution=KINDERGARTEN, actor=operator(), content=content)


@pytest.fixture
def newcomers(mailing: Runtime) -> Runtime:
    """The kindergarten with its banks: some mentees were admitted to work lately."""
    fill_banks(mailing)
    assert terms(mailing, "appointment")
    return mailing


@pytest.mark.requirement("R-074")
def test_a_newcomers_term_is_thirty_calendar_days_and_tells_how_it_was_counted(newcomers: Runtime) -> None:
    for row in terms(newcomers, "appointment"):
        assert row["title"] == "Назначить наставника принятому работнику"
        assert row["clauses"] == ("п. 3.7 (2-я строка перечня) Положения",)
        assert row["derivation"][0].endswith("событие, от которого считается срок")
        assert "30-й календарный день срока" in row["derivation"][2]
        assert row["fact"] == "mentee.MenteeActualWorkStarted"


@pytest.mark.requirement("R-074")
@pytest.mark.variation("V-30")
def test_only_the_kindergarten_counts_days_from_admission_to_work(newcomers: Runtime) -> None:
    """V-30."""
    content = workbook("001", on=date(2026, 9, 1))
    import_workbook(newcomers, institution="001", actor=operator(), content=content)
    rows = answer(newcomers, all_views()["deadlines"], institution="001", actor=operator())
    assert [row for row in rows if row["kind"] == "appointment"] == []
    assert len(terms(newcomers, "appointment")) > 0


@pytest.mark.requirement("R-019")
def test_the_yearly_review_is_due_a_year_after_the_regulation_came_into_force(mailing: Runtime) -> None:
    (row,) = terms(mailing, "needs_review", on=date(2023, 3, 2))
    assert row["due_on"] == date(2023, 3, 31)
    assert row["state"] == "soon"
    assert terms(mailing, "needs_review", on=date(2023, 2, 28))[0]["state"] == "due"
    assert terms(mailing, "needs_review", on=date(2023, 4, 1))[0]["state"] == "overdue"


@pytest.mark.requirement("R-008")
@pytest.mark.variation("V-10")
def test_the_palace_names_the_day_of_publication_and_the_others_count_ten_days(mailing: Runtime) -> None:
    """V-10."""
    found = {}
    for code in ("000", "001"):
        rows = answer(mailing, all_views()["deadlines"], institution=code, actor=operator())
        (found[code],) = [row for row in rows if row["kind"] == "publication"]
    assert found["000"]["due_on"] == date(2022, 6, 10)
    assert found["000"]["derivation"] == ("10.06.2022 — день, названный в документе",)
    assert found["001"]["due_on"] == date(2022, 4, 4)


def test_a_notice_goes_to_head_and_curator_once_by_mail_and_in_the_application(
    newcomers: Runtime, post: Post
) -> None:
    overdue = [row for row in terms(newcomers, "appointment") if row["state"] == "overdue"]
    first = tick(newcomers)
    assert first.issued >= len(overdue) > 0
    assert first.sent == len(post.letters) > 0
    assert first.failed == 0
    assert tick(newcomers) == Ticked()
    for office in ("head", "curator"):
        shown = [row for row in inbox(newcomers, office) if row["title"] == overdue[0]["title"]]
        assert len(shown) == len(overdue)
    addresses = {letter["To"] for letter in post.letters if "принятому работнику" in letter.get_content()}
    assert {f"{office}.002@example.org" for office in ("head", "curator")} <= addresses


def test_a_letter_tells_what_is_due_by_which_clause_and_names_nobody(newcomers: Runtime, post: Post) -> None:
    tick(newcomers)
    letter = next(each for each in post.letters if "принятому работнику" in each.get_content())
    text = letter.get_content()
    assert letter["Subject"].startswith("Срок прошёл: ")
    assert letter["From"] == "nastavnik@school.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Основание: п. 3.7 (2-я строка перечня) Положения." in text
    assert "30-й календарный день срока" in text
    assert "@" not in text


def test_what_was_done_cancels_its_notices(newcomers: Runtime, post: Post) -> None:
    post.refusing = True
    missed = tick(newcomers)
    assert missed.failed > 0
    assert missed.sent == 0
    row = next(each for each in terms(newcomers, "appointment") if each["state"] == "overdue")
    before = len(inbox(newcomers, "head"))
    assign(newcomers, row["subject"])
    assert len(inbox(newcomers, "head")) == before - 1
    post.refusing = False
    after = tick(newcomers)
    assert after.failed == 0
    assert 0 < after.sent < missed.failed


def assign(runtime: Runtime, mentee: str) -> None:
    """Let the mentee get a mentor, as the order of a pair does."""
    act = Act(Metadata("head", "head", "c", "c"), NOW, TODAY, runtime.random_hex)

    def decide() -> Decision:
        with acting(act):
            found = runtime.log.get(Mentee, mentee)
            pair, mentor = (f"{KINDERGARTEN}/{kind}/{1:032x}" for kind in ("assignment", "mentor"))
            found.assign(assignment=pair, mentor=mentor, most=1)
            return Decision((found,))

    runtime.log.execute(decide, request=Request(KINDERGARTEN, "assign", b""))


def test_a_reminder_comes_before_the_last_day_and_the_notice_after_it(mailing: Runtime, post: Post) -> None:
    due_on = terms(mailing, "needs_review")[0]["due_on"]
    tick(mailing, on=due_on - timedelta(days=31))
    assert [row for row in inbox(mailing, "curator") if "Обновить сведения" in row["title"]] == []
    tick(mailing, on=due_on - timedelta(days=30))
    tick(mailing, on=due_on)
    tick(mailing, on=due_on + timedelta(days=1))
    tick(mailing, on=due_on + timedelta(days=2))
    shown = [row for row in inbox(mailing, "curator") if "Обновить сведения" in row["title"]]
    assert sorted(row["stage"] for row in shown) == ["overdue", "reminder"]
    assert len({letter["Message-ID"] for letter in post.letters}) == len(post.letters)


def test_a_notice_is_read_by_its_reader_and_by_nobody_else(newcomers: Runtime) -> None:
    tick(newcomers)
    notice = inbox(newcomers, "head")[0]["id"]
    read = all_commands()["read_notice"]
    with newcomers.reading() as connection:
        facts = card(connection, KINDERGARTEN)
    assert facts is not None
    head = Actor(id=facts["head"], roles={KINDERGARTEN: frozenset({Role.HEAD})})
    newcomers.run(read, institution=KINDERGARTEN, actor=head, notice=notice)
    assert next(row for row in inbox(newcomers, "head") if row["id"] == notice)["read_on"] == TODAY
    stranger = Actor(id=f"{KINDERGARTEN}/person/{0:032x}", roles={KINDERGARTEN: frozenset({Role.STAFF})})
    with pytest.raises(NoticeForOthers):
        newcomers.run(read, institution=KINDERGARTEN, actor=stranger, notice=notice)


def test_the_background_worker_ticks_until_it_is_stopped(newcomers: Runtime, post: Post) -> None:
    with ticking(newcomers, every=0.05):
        until = monotonic() + 30
        while not post.letters and monotonic() < until:
            sleep(0.05)
    sent = len(post.letters)
    assert sent > 0
    sleep(0.2)
    assert len(post.letters) == sent


def test_the_background_worker_outlives_a_database_that_is_away(
    newcomers: Runtime, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    away = replace(newcomers, views=create_engine("sqlite:////nowhere/at/all.sqlite"))
    with ticking(replace(away, feed=newcomers.feed), every=0.02):
        until = monotonic() + 30
        while not caplog.records and monotonic() < until:
            sleep(0.02)
    assert {record.getMessage() for record in caplog.records} == {"tick failed: OperationalError"}
    assert post.letters == []


@pytest.mark.requirement("R-019")
def test_a_term_that_was_met_late_stays_late_when_the_next_one_begins(newcomers: Runtime) -> None:
    review = all_commands()["complete_needs_review"]
    entries = answer(newcomers, all_views()["mentee_traits"], institution=KINDERGARTEN, actor=operator())
    still = tuple({row["mentee"] for row in entries if row.get("mentee")})
    newcomers.run(review, institution=KINDERGARTEN, actor=operator(), still_needed=still)
    first, second = terms(newcomers, "needs_review")
    assert (first["state"], first["closed_on"], first["due_on"]) == ("met_late", TODAY, date(2023, 3, 31))
    assert (second["state"], second["due_on"]) == ("due", date(2027, 11, 22))
