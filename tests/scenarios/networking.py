"""Verbs of work with others: partners, network, mentors' mastery, passing practices on."""

from collections.abc import Sequence
from typing import Final

from tests.scenarios.school import School
from tests.scenarios.words import LEVELS, day

KINDS: Final = {
    "организация": "organisation",
    "работодатель": "employer",
    "региональная система": "regional_system",
    "сетевое сообщество": "network_community",
}
PLACES: Final = {"стажировочная площадка": "internship_site", "базовая школа": "base_organisation"}


def find_partner(school: School, by: str, name: str, *, kind: str, level: str | None = None) -> None:
    """A partner enters the register, on a level of the regulation's own words where it has such."""
    made = school.give(by, "register_partner", kind=KINDS[kind], name=name, level=level)
    school.remember("партнёр", name, is_=made["partner"])


def contact(school: School, by: str, name: str, note: str) -> None:
    """Somebody of the partner was spoken to."""
    partner, today = school.thing("партнёр", name), school.today
    school.give(by, "record_external_contact", partner=partner, note=note, contacted_on=today)


def work_together(school: School, by: str, name: str, *, topic: str) -> None:
    """Network interaction begins, and what it is about is coordinated."""
    partner, today = school.thing("партнёр", name), school.today
    school.give(by, "start_network_interaction", partner=partner, topic=topic, started_on=today)
    school.give(by, "hold_coordination_meeting", partner=partner, topic=topic, held_on=today)


def conclude_agreement(school: School, by: str, name: str, *, about: str, until: str) -> None:
    """The institution concludes an agreement on cooperation."""
    school.give(
        by,
        "conclude_cooperation_agreement",
        partner=school.thing("партнёр", name),
        kind="cooperation",
        subject=about,
        concluded_on=school.today,
        since=school.today,
        until=day(until),
    )


def visit(school: School, by: str, name: str, *people: str, topic: str) -> None:
    """People take part in a seminar of the partner."""
    school.give(
        by,
        "attend_external_event",
        partner=school.thing("партнёр", name),
        kind="seminar",
        topic=topic,
        people=[school.person(each) for each in people],
        attended_on=school.today,
    )


def raise_mastery(
    school: School, curator: str, subject: str, *, of: Sequence[str], at: str, host: str, until: str
) -> None:
    """Mentors go to raise their mastery, from today until a day."""
    made = school.give(
        curator,
        "organise_staff_development",
        mentors=[school.mentor(name) for name in of],
        subject=subject,
        place=PLACES[at],
        period={"since": school.today, "to": day(until)},
        host=host,
    )
    school.remember("повышение мастерства", subject, is_=made["staff_development"])


def finish_mastery(school: School, curator: str, subject: str, *mentors: str) -> None:
    """Mentors have raised their mastery."""
    school.give(
        curator,
        "complete_staff_development",
        staff_development=school.thing("повышение мастерства", subject),
        completed_on=school.today,
        mentors=[school.mentor(name) for name in mentors],
    )


def pass_on(school: School, by: str, title: str, *, place: str, level: str) -> None:
    """A practice of the bank was passed on to others."""
    practice, today = school.thing("практика", title), school.today
    told = {"shared_on": today, "level": LEVELS[level], "place": place}
    school.give(by, "share_best_practice", practice=practice, **told)
