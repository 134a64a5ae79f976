"""Verbs of pairs of other kinds: reverse ones, help whenever it is asked for, a mentor from elsewhere."""

from typing import Final

from tests.scenarios import pairs, programmes
from tests.scenarios.school import School
from tests.scenarios.words import day

DIRECTIONS: Final = {
    "новые технологии": ("technology", "новые технологии"),
    "методика": ("methodology", "методика"),
}


def agree_reverse(
    school: School,
    curator: str,
    mentor: str,
    mentee: str,
    *,
    teaches: str,
    since: str,
    until: str,
    form: str,
    in_return: bool = False,
) -> None:
    """One direction of a reverse pair is agreed on; ``in_return``: the mentee teaches the mentor already."""
    direction, topic = DIRECTIONS[teaches]
    pairs.agree(
        school,
        curator,
        mentor,
        [mentee],
        since=since,
        until=until,
        form=form,
        kind="реверсивное",
        topic=topic,
        direction=direction,
        reverse_of=pairs.pair_of(school, mentor) if in_return else None,
    )


def promise_help(school: School, mentor: str, title: str, *, of: str, when: str) -> None:
    """An activity without a term is planned: the mentor says when he is there to help."""
    made = school.give(
        mentor,
        "plan_activity",
        programme=programmes.programme_of(school, of),
        title=title,
        direction="methodical",
        difficulties=[{"mentee": school.mentee(of), "number": 1}],
        strengths=[{"mentee": school.mentee(of), "number": 1}],
        availability=when,
    )
    school.remember("мероприятие", of, title, is_=made["activity"])


def works_at(school: School, by: str, name: str, employer: str) -> None:
    """Somebody works for another organisation."""
    school.give(by, "name_outside_employer", person=school.person(name), employer=employer)


def conclude_agreement(school: School, by: str, partner: str, *, about: str, until: str) -> None:
    """The institution concludes an agreement on cooperation with another organisation."""
    made = school.give(by, "register_partner", kind="organisation", name=partner)["partner"]
    school.remember("партнёр", partner, is_=made)
    school.give(
        by,
        "conclude_cooperation_agreement",
        partner=made,
        kind="cooperation",
        subject=about,
        concluded_on=school.today,
        since=school.today,
        until=day(until),
    )


def partner(school: School, name: str) -> str:
    """The id of a partner by its name."""
    return school.thing("партнёр", name)
