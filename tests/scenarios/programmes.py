"""Verbs of programmes from draft to start: trajectory, activities, review, acquaintance."""

from collections.abc import Sequence

from tests.scenarios.pairs import pair_of
from tests.scenarios.school import School
from tests.scenarios.words import DIRECTIONS, SHORT_REASONS, TRAINING, codes, day


def programme_of(school: School, mentee: str) -> str:
    """The programme of a mentee, the last one."""
    return pair_of(school, mentee).replace("/assignment/", "/programme/")


def draft(school: School, mentor: str, *, of: str) -> None:
    """A mentor begins the draft of a programme."""
    school.give(mentor, "draft_programme", assignment=pair_of(school, of))


def describe(
    school: School,
    by: str,
    *,
    of: str,
    directions: Sequence[str],
    difficulties: Sequence[str],
    strengths: Sequence[str] = (),
    level: str | None = None,
    **more: str | int,
) -> None:
    """Mentor or mentee describes the mentee's own way through the programme."""
    school.give(
        by,
        "define_trajectory",
        programme=programme_of(school, of),
        mentee=school.mentee(of),
        directions=codes(directions, DIRECTIONS),
        difficulties=[{"words": words} for words in difficulties],
        strengths=strengths,
        level=None if level is None else TRAINING[level],
        **more,
    )


def plan(
    school: School,
    by: str,
    title: str,
    *,
    of: str | Sequence[str],
    direction: str,
    due: str,
    overcomes: int | None = None,
    builds_on: int | None = None,
    method: str = "беседа",
    section: int | None = None,
) -> None:
    """An activity is planned with its term, for a difficulty or a strong side of each mentee by number."""
    names = (of,) if isinstance(of, str) else of
    made = school.give(
        by,
        "plan_activity",
        programme=programme_of(school, names[0]),
        title=title,
        direction=DIRECTIONS[direction],
        due_on=day(due),
        difficulties=_aims(school, names, overcomes),
        strengths=_aims(school, names, builds_on),
        method=method,
        section=section,
    )
    for name in names:
        school.remember("мероприятие", name, title, is_=made["activity"])


def comment(school: School, by: str, words: str, *, of: str) -> None:
    """Somebody comments on a draft."""
    school.give(by, "comment_on_draft", programme=programme_of(school, of), comment=words)


def review(school: School, curator: str, *, of: str, remarks: str | None = None) -> None:
    """The curator looks at a draft, with remarks or without."""
    school.give(curator, "review_programme", programme=programme_of(school, of), remarks=remarks)


def compose(
    school: School, mentor: str, *, of: str, since: str, until: str, short_because: str | None = None
) -> None:
    """The mentor composes the programme from its draft; a short one has a reason."""
    school.give(
        mentor,
        "compose_programme",
        programme=programme_of(school, of),
        since=day(since),
        until=day(until),
        short_term_reason=None if short_because is None else SHORT_REASONS[short_because],
    )


def read(school: School, *mentees: str) -> None:
    """Mentees are acquainted with their programme, each for himself."""
    for name in mentees:
        school.give(
            name,
            "acquaint_with_programme",
            programme=programme_of(school, name),
            mentee=school.mentee(name),
            acquainted_on=school.today,
        )


def start(school: School, mentor: str, *, of: str) -> None:
    """The programme is put into work."""
    school.give(mentor, "activate_programme", programme=programme_of(school, of))


def begin(
    school: School,
    mentor: str,
    mentees: Sequence[str],
    curator: str,
    *,
    difficulty: str,
    activities: Sequence[tuple[str, str]],
    since: str,
    until: str,
) -> None:
    """From the draft to the start on one day, where nothing special happens; activities: title, due."""
    one = mentees[0]
    draft(school, mentor, of=one)
    for name in mentees:
        describe(
            school,
            mentor,
            of=name,
            directions=["методика"],
            difficulties=[difficulty],
            strengths=["готовность учиться"],
        )
    for title, due in activities:
        plan(school, mentor, title, of=mentees, direction="методика", due=due, overcomes=1, builds_on=1)
    compose(school, mentor, of=one, since=since, until=until)
    review(school, curator, of=one)
    read(school, *mentees)
    start(school, mentor, of=one)


def activity(school: School, mentee: str, title: str) -> int:
    """The number of an activity of a programme, as its mentee sees it in the plan."""
    if ("мероприятие", mentee, title) not in school.things:
        rows = school.ask(mentee, "programme_activities", of=programme_of(school, mentee))
        number = next(row["number"] for row in rows if row["title"] == title)
        school.remember("мероприятие", mentee, title, is_=str(number))
    return int(school.thing("мероприятие", mentee, title))


def _aims(school: School, names: Sequence[str], number: int | None) -> list[dict[str, object]]:
    if number is None:
        return []
    return [{"mentee": school.mentee(name), "number": number} for name in names]
