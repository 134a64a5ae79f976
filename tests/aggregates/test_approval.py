"""The head's word on a person: as mentor and as mentee, each by itself."""

import pytest

from service.aggregates.approval import Approval, ParticipantNotReady
from service.values import Pii
from tests.lives.people import MENTEE, MENTOR, PERSON
from tests.scenario import ORDER, TODAY, Happened, given, happened, recorded, replayed

PROPOSED = happened(Approval.ParticipantProposed, person=PERSON)
AS_MENTOR = happened(Approval.MentorApproved, mentor=MENTOR, order=ORDER, approved_on=TODAY)
AS_MENTEE = happened(Approval.MenteeApproved, mentee=MENTEE, order=ORDER, approved_on=TODAY)
REASON = Pii(PERSON, "ведёт экзаменационные классы")


def refused(role: str) -> Happened:
    return happened(Approval.ParticipantApprovalRefused, role=role, reason=REASON, refused_on=TODAY)


pytestmark = pytest.mark.requirement("R-051")


def test_a_mentor_is_approved_once() -> None:
    given(Approval, PROPOSED).when(
        lambda it: it.approve_mentor(mentor=MENTOR, ready=True, order=ORDER, approved_on=TODAY)
    ).then(AS_MENTOR)
    given(Approval, PROPOSED, AS_MENTOR).when(
        lambda it: it.approve_mentor(mentor=MENTOR, ready=True, order=None, approved_on=TODAY)
    ).then_nothing()


def test_a_mentee_is_approved_once() -> None:
    given(Approval, PROPOSED).when(
        lambda it: it.approve_mentee(mentee=MENTEE, ready=True, order=ORDER, approved_on=TODAY)
    ).then(AS_MENTEE)
    given(Approval, PROPOSED, AS_MENTEE).when(
        lambda it: it.approve_mentee(mentee=MENTEE, ready=True, order=ORDER, approved_on=TODAY)
    ).then_nothing()


def test_who_is_not_ready_is_not_approved() -> None:
    given(Approval, PROPOSED).when(
        lambda it: it.approve_mentor(mentor=MENTOR, ready=False, order=ORDER, approved_on=TODAY)
    ).then_refused(ParticipantNotReady)
    given(Approval, PROPOSED).when(
        lambda it: it.approve_mentee(mentee=MENTEE, ready=False, order=None, approved_on=TODAY)
    ).then_refused(ParticipantNotReady)


@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_the_head_may_refuse_and_change_his_mind(role: str) -> None:
    given(Approval, PROPOSED, AS_MENTOR, AS_MENTEE).when(
        lambda it: it.refuse(role=role, reason=REASON, refused_on=TODAY)  # type: ignore[arg-type] # parametrised
    ).then(refused(role))
    given(Approval, PROPOSED, refused(role)).when(
        lambda it: it.refuse(role=role, reason=REASON, refused_on=TODAY)  # type: ignore[arg-type] # parametrised
    ).then_nothing()


def test_whoever_was_refused_may_be_approved_later() -> None:
    given(Approval, PROPOSED, refused("mentor")).when(
        lambda it: it.approve_mentor(mentor=MENTOR, ready=True, order=ORDER, approved_on=TODAY)
    ).then(AS_MENTOR)
    given(Approval, PROPOSED, refused("mentee")).when(
        lambda it: it.approve_mentee(mentee=MENTEE, ready=True, order=ORDER, approved_on=TODAY)
    ).then(AS_MENTEE)


def test_the_word_on_one_role_says_nothing_of_the_other() -> None:
    it: Approval = replayed(recorded(Approval, "001/approval/1", PROPOSED, AS_MENTOR, refused("mentee")))
    assert (it.is_approved(role="mentor"), it.is_refused(role="mentor")) == (True, False)
    assert (it.is_approved(role="mentee"), it.is_refused(role="mentee")) == (False, True)
    silent: Approval = replayed(recorded(Approval, "001/approval/1", PROPOSED))
    assert not silent.is_approved(role="mentor")
    assert not silent.is_refused(role="mentor")
