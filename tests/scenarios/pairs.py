"""Verbs of forming pairs and groups: the round, interest, agreement, consents, the order."""

from collections.abc import Sequence
from typing import Any, Final

from tests.scenarios import setting_up
from tests.scenarios.school import School
from tests.scenarios.words import FORMS, SHORT_REASONS, TOPICS, TYPES, codes, day

GROUNDS: Final = {
    "goal": "войти в должность",
    "difficulties": "дисциплина на занятии",
    "request": "помощь с планированием",
    "staff": "есть опытный педагог",
}


def open_round(school: School, curator: str) -> None:
    """The curator opens a round of forming pairs."""
    school.give(curator, "open_match_round")


def close_round(school: School, curator: str) -> None:
    """The curator closes the round."""
    school.give(curator, "close_match_round")


def suggested(school: School, curator: str) -> set[tuple[str, str]]:
    """The pairs that the matcher suggests on the banks as they are: surnames of mentor and mentee."""
    suggestion = school.suggest(curator)
    names = {entry: name.split()[0] for entry, name in suggestion["people"].items()}
    return {(names[pair["mentor"]], names[pair["mentee"]]) for pair in suggestion["proposal"]["pairs"]}


def propose(school: School, by: str, mentor: str, mentees: Sequence[str]) -> None:
    """Somebody proposes a pair or group by hand."""
    school.give(by, "propose_pair", mentor=school.mentor(mentor), mentees=school.mentees(mentees))


def want_each_other(school: School, mentor: str, mentees: Sequence[str]) -> None:
    """Mentor and mentees tell their interest, each for himself."""
    for name in mentees:
        like(school, name, mentor=mentor, rating=5)
        accept(school, mentor, mentee=name, rating=4)


def like(school: School, mentee: str, *, mentor: str, rating: int) -> None:
    """A mentee tells how much a mentor interests him."""
    entry, other = school.mentee(mentee), school.mentor(mentor)
    school.give(mentee, "express_interest", entry=entry, other=other, rating=rating)


def accept(school: School, mentor: str, *, mentee: str, rating: int) -> None:
    """A mentor tells how much a mentee interests him."""
    entry, other = school.mentor(mentor), school.mentee(mentee)
    school.give(mentor, "express_interest", entry=entry, other=other, rating=rating)


def decline(school: School, mentee: str, *, mentor: str) -> None:
    """A mentee declines a mentor, without giving reasons."""
    like(school, mentee, mentor=mentor, rating=0)


def endorse(school: School, member: str, mentor: str, mentees: Sequence[str]) -> None:
    """A member of the association endorses a pair or group."""
    school.give(member, "endorse_pair", mentor=school.mentor(mentor), mentees=school.mentees(mentees))


def agree(
    school: School,
    curator: str,
    mentor: str,
    mentees: Sequence[str],
    *,
    since: str,
    until: str,
    form: str,
    kind: str | Sequence[str],
    topic: str = "методика",
    short_because: str | None = None,
    **more: Any,
) -> str:
    """Curator, mentor and mentees agree on form, kind, topic and time; a short time has a reason."""
    made = school.give(
        curator,
        "agree_pair",
        mentor=school.mentor(mentor),
        mentees=school.mentees(mentees),
        forms=codes(form, FORMS),
        types=codes(kind, TYPES),
        topics=codes(topic, TOPICS),
        since=day(since),
        until=day(until),
        grounds=GROUNDS,
        level_reason=None if short_because is None else SHORT_REASONS[short_because],
        **more,
    )
    for name in mentees:
        school.remember("пара", name, is_=made["assignment"])
    return made["assignment"]


def consent_as_mentor(school: School, mentor: str, *, of: str) -> None:
    """A mentor agrees in writing to the duties and to the appointment; the pair goes by a mentee of it."""
    pair, entry, today = pair_of(school, of), school.mentor(mentor), school.today
    school.give(mentor, "sign_additional_duties_consent", assignment=pair, entry=entry, signed_on=today)
    school.give(mentor, "sign_mentor_appointment_consent", assignment=pair, mentor=entry, signed_on=today)


def consent_as_mentee(school: School, *mentees: str) -> None:
    """Mentees agree in writing to the duties and to the mentor, each for himself."""
    for name in mentees:
        pair, entry, today = pair_of(school, name), school.mentee(name), school.today
        school.give(name, "sign_additional_duties_consent", assignment=pair, entry=entry, signed_on=today)
        school.give(name, "sign_mentee_consent", assignment=pair, mentee=entry, signed_on=today)


def consent(school: School, mentor: str, mentees: Sequence[str]) -> None:
    """Everybody of a pair or group agrees in writing, each for himself."""
    consent_as_mentor(school, mentor, of=mentees[0])
    consent_as_mentee(school, *mentees)


def assign(school: School, head: str, mentees: Sequence[str], *, number: str, read_by: Sequence[str]) -> None:
    """The head assigns by one order the pairs and groups of these mentees."""
    pairs = list(dict.fromkeys(pair_of(school, name) for name in mentees))
    setting_up.sign(school, head, "о закреплении", pairs, number=number, read_by=read_by)


def draft_assignment(school: School, curator: str, mentees: Sequence[str], *, as_: str) -> None:
    """The curator drafts the order that assigns the pairs and groups of these mentees."""
    pairs = list(dict.fromkeys(pair_of(school, name) for name in mentees))
    setting_up.draft_order(school, curator, "о закреплении", pairs, as_=as_)


def record_other_act(school: School, head: str, *, of: str, number: str) -> None:
    """The head records another document that appointed the mentor, beside the order."""
    act = {"number": number, "signed_on": school.today}
    school.give(head, "issue_appointment_act", assignment=pair_of(school, of), act=act)


def agree_to_join(school: School, curator: str, mentee: str, *, group_of: str) -> None:
    """Curator, mentor and a mentee agree that the mentee joins the group of another one."""
    group = pair_of(school, group_of)
    school.give(curator, "agree_group_member", assignment=group, mentee=school.mentee(mentee))
    school.remember("пара", mentee, is_=group)


def expire(school: School, curator: str) -> None:
    """The curator lets proposals expire that nobody answered in time."""
    school.give(curator, "expire_proposals")


def pair_of(school: School, mentee: str) -> str:
    """The pair or group of a mentee, the last one."""
    return school.thing("пара", mentee)
