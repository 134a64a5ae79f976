"""Pairs and groups before the order: what may be agreed on, by whom, under which regulation."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.assignment import (
    MenteesMissing,
    MentoringNotActive,
    OtherActNotProvided,
)
from service.aggregates.match_round import MutualInterestMissing, PairAlreadyAgreed
from service.aggregates.mentor import MentorAtCapacity
from service.commands.banks import set_mentor_capacity
from service.commands.pair_consents import (
    sign_additional_duties_consent,
    sign_mentee_consent,
    sign_mentor_appointment_consent,
    withdraw_additional_duties_consent,
)
from service.commands.pair_people import (
    AgreementMissing,
    CountersignatureMissing,
    FormNotForHead,
    HeadNotMentee,
    MentorNotAdmitted,
    MentorNotMoreExperienced,
    ParticipantConsentMissing,
    PreparationMissing,
    ReverseMentorNotYounger,
)
from service.commands.pair_terms import (
    DirectionUnclear,
    FormNotUsable,
    FormsMissing,
    Grounds,
    GroundsMissing,
    LevelReasonMissing,
    PeriodTooLong,
    PeriodTooShort,
    SpeedIsNoPair,
    TopicsMissing,
    TypeNotInRegulation,
    TypesMissing,
)
from service.commands.pairs import (
    NotTheOtherDirection,
    agree_pair,
    give_up_pair,
    issue_appointment_act,
    reject_pair,
)
from service.commands.runtime import Runtime
from service.commands.work import NotOwnAct
from service.errors import NotAllowed, NotFound, Refused
from service.ids import random_part
from service.values import OrderReference, Period
from tests.commands.pairing import GROUNDS, TODAY, School


def wanted(school: School, **facts: Any) -> tuple[str, str]:
    """A mentor and a mentee who want each other."""
    mentor, mentee = school.mentor(**facts), school.mentee()
    school.want(mentor, mentee)
    return mentor, mentee


def refused(school: School, refusal: type[Refused], mentor: str, *mentees: str, **terms: Any) -> Refused:
    """Try to agree; nothing is stored."""
    before = school.runtime.log.head()
    with pytest.raises(refusal) as caught:
        school.agree(mentor, *mentees, **terms)
    assert school.runtime.log.head() == before
    return caught.value


@pytest.mark.requirement("R-061", "R-062")
def test_a_pair_is_agreed_by_the_curator_when_both_said_yes(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.round()
    refused(school, MutualInterestMissing, mentor, mentee)
    school.want(mentor, mentee)
    with pytest.raises(NotAllowed):
        school.act(agree_pair, actor=school.himself(mentor), mentor=mentor, mentees=(mentee,))
    pair = school.pair(school.agree(mentor, mentee, until=date(2027, 5, 31), since=date(2026, 12, 1)))
    assert (pair.mentor, pair.mentees, pair.awaits_order) == (mentor, (mentee,), True)
    assert pair.period == Period(date(2026, 12, 1), date(2027, 6, 1))
    assert (pair.regulation_version, pair.round is not None) == (1, True)
    refused(school, PairAlreadyAgreed, mentor, mentee)


@pytest.mark.requirement("R-065")
def test_the_form_rests_on_its_four_grounds(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = wanted(school)
    for blank in ("goal", "difficulties", "request", "staff"):
        texts = {name: getattr(GROUNDS, name) for name in ("goal", "difficulties", "request", "staff")}
        refused(school, GroundsMissing, mentor, mentee, grounds=Grounds(**texts | {blank: " "}))


@pytest.mark.requirement("R-078")
@pytest.mark.variation("V-23")
def test_000_knows_two_forms_and_001_uses_a_listed_one_only_when_it_is_defined(staged: Runtime) -> None:
    """The list of 000 is closed, those of 001 and 002 name forms that nobody defined yet (V-23, V-24)."""
    for code in ("000", "001"):
        school = School(staged, code)
        mentor, mentee = wanted(school)
        refused(school, FormNotUsable, mentor, mentee, forms=("EMPLOYER_STUDENT",))
        refused(school, FormNotUsable, mentor, mentee, forms=("CUSTOM",))
        refused(school, FormsMissing, mentor, mentee, forms=())
        assert school.agree(mentor, mentee, forms=("PEER",))


@pytest.mark.requirement("R-081", "R-082", "R-086", "R-087")
def test_types_are_those_of_the_regulation_and_a_speed_meeting_is_no_pair(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = wanted(school)
    refused(school, TypesMissing, mentor, mentee, types=())
    refused(school, TypeNotInRegulation, mentor, mentee, types=("telepathic",))
    refused(school, SpeedIsNoPair, mentor, mentee, types=("speed",))
    assert school.agree(mentor, mentee, types=("virtual", "situational"))


@pytest.mark.requirement("R-062")
def test_topics_are_named_and_another_topic_is_told_in_words(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = wanted(school)
    refused(school, TopicsMissing, mentor, mentee, topics=())
    refused(school, TopicsMissing, mentor, mentee, topics=("other",))
    refused(school, TopicsMissing, mentor, mentee, topics=("upbringing",), topic_words="хор")
    pair = school.pair(school.agree(mentor, mentee, topics=("upbringing", "other"), topic_words="хор"))
    assert pair.topics == ("upbringing", "other")


@pytest.mark.requirement("R-076")
@pytest.mark.variation("V-33")
def test_002_sets_mentoring_for_a_month_where_001_needs_three(staged: Runtime) -> None:
    """002: one month to a year by the level of training; 001: three months at least (V-33, A-01)."""
    short: dict[str, Any] = {"since": date(2026, 12, 1), "until": date(2026, 12, 31)}
    garden, school = School(staged, "002"), School(staged, "001")
    couple = wanted(garden)
    refused(garden, LevelReasonMissing, *couple, **short)
    refused(
        garden,
        PeriodTooShort,
        *couple,
        since=date(2026, 12, 1),
        until=date(2026, 12, 30),
        level_reason="returning",
    )
    assert garden.agree(*couple, **short, level_reason="sufficient_training")
    two = wanted(school)
    refusal = refused(school, PeriodTooShort, *two, **short, level_reason="sufficient_training")
    assert refusal.facts == {"months": 3}
    refused(school, PeriodTooShort, *two, since=date(2026, 12, 1), until=date(2027, 2, 27))
    assert school.agree(*two, since=date(2026, 12, 1), until=date(2027, 2, 28))


@pytest.mark.requirement("R-076")
def test_mentoring_is_set_for_a_year_at_most(staged: Runtime) -> None:
    school = School(staged)
    couple = wanted(school)
    assert refused(
        school, PeriodTooLong, *couple, since=date(2026, 12, 1), until=date(2027, 12, 1)
    ).facts == {"months": 12}
    assert school.agree(*couple, since=date(2026, 12, 1), until=date(2027, 11, 30))


@pytest.mark.requirement("R-049")
@pytest.mark.variation("V-37")
def test_002_needs_an_admitted_mentor_and_001_does_not(staged: Runtime) -> None:
    """002 admits mentors to its base by criteria, the others have none (V-37)."""
    refused(School(staged, "002"), MentorNotAdmitted, *wanted(School(staged, "002"), admitted=False))
    school = School(staged, "001")
    assert school.agree(*wanted(school, admitted=False))


@pytest.mark.requirement("R-077")
@pytest.mark.variation("V-31")
def test_002_gives_no_mentor_a_fourth_mentee_and_001_does(staged: Runtime) -> None:
    """002 caps the mentees of a mentor at three, the others do not (V-31)."""
    for code in ("001", "002"):
        school = School(staged, code)
        mentor, mentees = school.mentor(), [school.mentee() for _ in range(4)]
        school.want(mentor, *mentees)
        if code == "001":
            assert school.agree(mentor, *mentees)
        else:
            assert refused(school, MentorAtCapacity, mentor, *mentees).facts == {"count": 4, "limit": 3}


@pytest.mark.requirement("R-077")
def test_an_own_limit_of_a_mentor_holds_too(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentees = school.mentor(), (school.mentee(), school.mentee())
    school.act(set_mentor_capacity, mentor=mentor, limit=1)
    school.want(mentor, *mentees)
    refused(school, MentorAtCapacity, mentor, *mentees)


@pytest.mark.requirement("R-087")
def test_a_traditional_mentor_has_more_experience(staged: Runtime) -> None:
    school = School(staged)
    mentor = school.mentor(experience=5)
    equal, older, unknown = (school.mentee(experience=years) for years in (5, 9, None))
    for mentee in (equal, older):
        school.want(mentor, mentee)
    assert refused(school, MentorNotMoreExperienced, mentor, equal).facts == {
        "mentor_years": 5,
        "mentee_years": 5,
    }
    refused(school, MentorNotMoreExperienced, mentor, older)
    assert school.agree(mentor, older, types=("virtual",))
    school.want(mentor, unknown)
    assert school.agree(mentor, unknown)


@pytest.mark.requirement("R-084")
def test_a_reverse_pair_says_its_direction_and_in_technologies_the_younger_leads(staged: Runtime) -> None:
    school = School(staged)
    young, old = school.mentor(born=2000), school.mentee(born=1970)
    peer = school.mentee(born=2000)
    school.want(young, old)
    school.want(young, peer)
    refused(school, DirectionUnclear, young, old, types=("reverse",))
    refused(school, DirectionUnclear, young, old, types=("virtual",), direction="technology")
    refused(school, ReverseMentorNotYounger, young, peer, types=("reverse",), direction="technology")
    pair = school.pair(
        school.agree(young, old, types=("reverse",), direction="technology", topics=("new_technologies",))
    )
    assert pair.direction == "technology"
    assert school.agree(young, peer, types=("reverse",), direction="methodology")


@pytest.mark.requirement("R-084")
def test_two_directions_are_two_pairs_that_know_each_other(staged: Runtime) -> None:
    school = School(staged)
    young, old = school.mentor(born=None), school.mentor(born=None)
    old_as_mentee, young_as_mentee = school.also_mentee(old), school.also_mentee(young)
    school.want(young, old_as_mentee)
    school.want(old, young_as_mentee)
    reverse: dict[str, Any] = {"types": ("reverse",)}
    first = school.agree(young, old_as_mentee, **reverse, direction="technology")
    back = {**reverse, "reverse_of": first}
    refused(school, NotTheOtherDirection, old, young_as_mentee, **back, direction="technology")
    stranger = school.mentee()
    school.want(old, stranger)
    refused(school, NotTheOtherDirection, old, stranger, **back, direction="methodology")
    second = school.pair(school.agree(old, young_as_mentee, **back, direction="methodology"))
    assert (second.reverse_of, second.mentor) == (first, old)


@pytest.mark.requirement("R-079", "R-080")
def test_the_head_mentors_in_his_own_form_only_with_the_curator_beside_him(staged: Runtime) -> None:
    school = School(staged)
    head, mentee = school.head_as("mentor"), school.mentee()
    other = school.mentor()
    school.want(head, mentee)
    school.want(other, mentee)
    refused(school, FormNotForHead, head, mentee, forms=("PEER",))
    refused(school, FormNotForHead, head, mentee, forms=("HEAD_TEACHER", "PEER"))
    refused(school, FormNotForHead, other, mentee, forms=("HEAD_TEACHER",))
    refused(school, FormNotForHead, other, mentee, forms=("PEER", "HEAD_TEACHER"))
    pair = school.pair(school.agree(head, mentee, forms=("HEAD_TEACHER",)))
    assert pair.countersigned_by == school.office("curator").id
    assert pair.countersigned_by != school.office("head").id


@pytest.mark.requirement("R-080")
def test_without_a_curator_the_head_is_no_mentor(staged: Runtime) -> None:
    school = School(staged)
    head, mentee = school.head_as("mentor"), school.mentee()
    school.want(head, mentee)
    school.relieve_curator()
    refused(school, CountersignatureMissing, head, mentee, forms=("HEAD_TEACHER",))


@pytest.mark.requirement("R-079")
def test_the_head_is_nobodys_mentee(staged: Runtime) -> None:
    school = School(staged)
    mentor, head = school.mentor(experience=40), school.head_as("mentee")
    school.want(mentor, head)
    refused(school, HeadNotMentee, mentor, head)


@pytest.mark.requirement("R-049")
def test_002_asks_for_professional_preparation_in_the_form_head_teacher(staged: Runtime) -> None:
    school = School(staged, "002")
    head, mentee = school.head_as("mentor"), school.mentee()
    school.want(head, mentee)
    refused(school, PreparationMissing, head, mentee, forms=("HEAD_TEACHER",))


@pytest.mark.requirement("R-148")
def test_an_outside_mentor_needs_an_agreement_with_his_organisation(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = wanted(school)
    school.make_outsider(mentor)
    refused(school, AgreementMissing, mentor, mentee)
    partner = school.partner()
    refused(school, AgreementMissing, mentor, mentee, agreement=partner)
    school.conclude(partner)
    assert school.pair(school.agree(mentor, mentee, agreement=partner)).agreement == partner


@pytest.mark.requirement("R-046")
def test_nothing_is_agreed_with_whoever_withdrew_the_consent_to_personal_data(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = wanted(school)
    school.withdraw_personal_data(mentee)
    refused(school, ParticipantConsentMissing, mentor, mentee)


@pytest.mark.requirement("R-068")
def test_a_pair_needs_people_that_exist(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = wanted(school)
    refused(school, MenteesMissing, mentor)
    before = staged.log.head()
    with pytest.raises(NotFound):
        school.agree(mentor, "002/mentee/" + random_part(mentee))
    assert staged.log.head() == before


@pytest.mark.requirement("R-071", "R-072", "R-073")
def test_each_signs_for_himself_and_the_curator_from_a_paper(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = wanted(school)
    pair = school.agree(mentor, mentee)
    himself, herself = school.himself(mentor), school.himself(mentee)
    own: dict[str, Any] = {"assignment": pair, "signed_on": TODAY}
    school.act(sign_additional_duties_consent, actor=himself, entry=mentor, **own)
    school.act(sign_mentor_appointment_consent, actor=himself, mentor=mentor, **own)
    school.act(sign_mentee_consent, actor=herself, mentee=mentee, **own)
    with pytest.raises(NotOwnAct):
        school.act(sign_additional_duties_consent, actor=himself, entry=mentee, **own)
    with pytest.raises(NotOwnAct):
        school.act(sign_mentee_consent, actor=himself, mentee=mentee, **own)
    with pytest.raises(NotOwnAct):
        school.act(sign_mentor_appointment_consent, actor=herself, mentor=mentor, **own)
    school.act(sign_additional_duties_consent, actor=school.office("curator"), entry=mentee, **own)
    sources = [getattr(told.event, "source", None) for told in staged.log.all_after(staged.log.head() - 4)]
    assert sources == ["own", "own", "own", "paper"]
    with pytest.raises(NotOwnAct):
        school.act(withdraw_additional_duties_consent, actor=himself, assignment=pair, entry=mentee)
    school.act(withdraw_additional_duties_consent, actor=herself, assignment=pair, entry=mentee)
    assert set(school.pair(pair).duties) == {mentor}


@pytest.mark.requirement("R-070")
def test_the_head_rejects_a_pair_and_it_may_be_agreed_on_anew(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = wanted(school)
    first = school.agree(mentor, mentee)
    with pytest.raises(NotAllowed):
        school.act(reject_pair, actor=school.office("curator"), assignment=first, reason="нет")
    school.act(reject_pair, actor=school.office("head"), assignment=first, reason="нагрузка велика")
    assert school.agree(mentor, mentee) != first


@pytest.mark.requirement("R-062")
def test_a_pair_is_given_up_before_the_order(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = wanted(school)
    first = school.agree(mentor, mentee)
    school.act(give_up_pair, assignment=first)
    with pytest.raises(MentoringNotActive):
        school.act(give_up_pair, assignment=first)
    assert school.agree(mentor, mentee) != first


@pytest.mark.requirement("R-075")
@pytest.mark.variation("V-29")
def test_002_lets_another_document_appoint_and_001_does_not(staged: Runtime) -> None:
    """002 §3.7: an order or another document of the local acts; 001: the order alone (V-29)."""
    act = OrderReference(number="4", signed_on=TODAY)
    for code in ("001", "002"):
        school = School(staged, code)
        pair = school.agree(*wanted(school))
        if code == "002":
            school.act(issue_appointment_act, actor=school.office("head"), assignment=pair, act=act)
            assert school.pair(pair).awaits_order
        else:
            with pytest.raises(OtherActNotProvided):
                school.act(issue_appointment_act, assignment=pair, act=act)
