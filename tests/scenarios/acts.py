"""What the people of a scenario do, in the words of the regulations; each act is a few commands of the API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.access import Role
from tests.scenarios.school import School, day

BASIS: Final = ("FZ-273",)
GROUNDS: Final = {
    "goal": "войти в должность",
    "difficulties": "дисциплина на уроке",
    "request": "помощь с планированием",
    "staff": "есть опытный педагог",
}
PEERS: Final = ("PEER",)
COMPETENCY: Final = "самоанализ урока"


def register(school: School) -> None:
    """The system administrator brings the institution into the service."""
    school.things["institution"] = school.give(Role.SYSTEM_ADMINISTRATOR, "register_institution")["institution"]


def employ(school: School, name: str, position: str, born: int | None = None) -> None:
    """A worker becomes known to the service."""
    school.people[name] = school.give(
        Role.SYSTEM_ADMINISTRATOR,
        "register_person",
        full_name=name,
        position=position,
        contact=f"worker{len(school.people)}@example.org",
        birth_year=born,
    )["person"]


def name_head(school: School, name: str) -> None:
    """The head of the institution is named."""
    school.give(Role.SYSTEM_ADMINISTRATOR, "name_head", person=school.person(name))


def sign(
    school: School,
    head: str,
    kind: str,
    subjects: Sequence[str],
    *,
    number: str,
    read_by: Sequence[str] = (),
    controller: str | None = None,
) -> str:
    """The head drafts and signs an order, and everyone whom it names reads it."""
    drafted: dict[str, Any] = {"kind": kind, "subjects": subjects, "basis": BASIS}
    if controller is not None:
        drafted["controller"] = school.person(controller)
    order = school.give(head, "draft_order", **drafted)["order"]
    school.give(head, "sign_order", order=order, number=number, signed_on=school.today)
    for name in read_by:
        school.give(
            name,
            "acknowledge_order",
            order=order,
            person=school.person(name),
            acknowledged_on=school.today,
        )
    return order


def consent(school: School, *names: str) -> None:
    """People agree to the processing of their personal data, each for himself."""
    for name in names:
        person = school.person(name)
        school.give(name, "give_personal_data_consent", person=person, given_on=school.today)


def offer_help(school: School, curator: str, name: str, *, experience: int, competencies: Sequence[str]) -> None:
    """A worker answers the questionnaire of potential mentors, and the curator enters him in the bank."""
    school.give(
        name,
        "complete_mentor_questionnaire",
        person=school.person(name),
        competencies=competencies,
        experience_years=experience,
    )
    school.give(curator, "enter_mentor_in_bank", mentor=school.mentor(name))


def ask_for_mentor(school: School, curator: str, name: str, *, experience: int, requests: Sequence[str]) -> None:
    """A worker tells what he needs a mentor for, and the curator enters him in the bank."""
    person = school.person(name)
    school.give(name, "submit_request", person=person, requests=requests, experience_years=experience)
    school.give(curator, "enter_mentee_in_bank", mentee=school.mentee(name))


def agree(
    school: School,
    curator: str,
    mentor: str,
    mentees: Sequence[str],
    *,
    since: str,
    until: str,
    types: Sequence[str],
    endorsed_by: str | None = None,
    **more: Any,
) -> str:
    """Mentor and mentees want each other; with the curator they agree on form, kind, topics and time."""
    entries = [school.mentee(name) for name in mentees]
    school.give(curator, "propose_pair", mentor=school.mentor(mentor), mentees=entries)
    for name in mentees:
        mine, his = school.mentee(name), school.mentor(mentor)
        school.give(name, "express_interest", entry=mine, other=his, rating=5)
        school.give(mentor, "express_interest", entry=his, other=mine, rating=4)
    if endorsed_by is not None:
        school.give(endorsed_by, "endorse_pair", mentor=school.mentor(mentor), mentees=entries)
    return school.give(
        curator,
        "agree_pair",
        mentor=school.mentor(mentor),
        mentees=entries,
        forms=PEERS,
        types=types,
        topics=("teaching_methods",),
        since=day(since),
        until=day(until),
        grounds=GROUNDS,
        **more,
    )["assignment"]


def consent_to_duties(school: School, pair: str, mentor: str, mentees: Sequence[str]) -> None:
    """Everybody of a pair agrees in writing to the additional duties, each for himself."""
    today = school.today
    for name, entry in ((mentor, school.mentor(mentor)), *((each, school.mentee(each)) for each in mentees)):
        school.give(name, "sign_additional_duties_consent", assignment=pair, entry=entry, signed_on=today)
    school.give(
        mentor,
        "sign_mentor_appointment_consent",
        assignment=pair,
        mentor=school.mentor(mentor),
        signed_on=today,
    )
    for name in mentees:
        mentee = school.mentee(name)
        school.give(name, "sign_mentee_consent", assignment=pair, mentee=mentee, signed_on=today)
