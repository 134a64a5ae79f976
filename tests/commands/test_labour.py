"""Paid mentoring by ТК РФ, ст. 351.8: off by default, then no order without agreement, and an early end."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.access import Role
from service.aggregates.assignment import MentoringNotActive
from service.aggregates.labour_agreement import (
    EarlyRefusalMissing,
    EarlyRefusalNotDue,
    EarlyRefusalRunning,
    LabourAgreement,
    MentoringInJobFunction,
)
from service.commands.labour import (
    LabourOverlayOff,
    NotMentorOfPair,
    carry_out_early_refusal,
    conclude_supplementary_agreement,
    notify_early_refusal,
    record_mentoring_in_job,
)
from service.commands.labour_cover import LabourAgreementMissing
from service.commands.lists_deadlines import deadlines
from service.commands.programmes import draft_programme
from service.commands.replacement import (
    FormerMentorGone,
    agree_replacement,
    initiate_replacement,
    keep_mentor,
)
from service.commands.runtime import Runtime
from service.commands.setup import set_working_week
from service.commands.texts import sentence
from service.commands.work import NotOwnAct, fixed_id
from service.errors import NotAllowed
from service.ids import random_part
from tests.commands.pairing import TODAY
from tests.commands.replacing import Replacing

MONDAY, WEDNESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26)


def school_with_overlay(runtime: Runtime) -> Replacing:
    school = Replacing(runtime)
    school.amend(policy__labour_code_351_8_overlay=True)
    return school


def conclude(school: Replacing, assignment: str, mentor: str, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "topics": ("teaching_methods",),
        "form": "in_person",
        "since": TODAY,
        "until": date(2027, 5, 31),
        "basis": "monthly_sum",
        "amount": "3000 рублей в месяц",
        "signed_on": TODAY,
    }
    school.act(conclude_supplementary_agreement, assignment=assignment, mentor=mentor, **facts | changes)


def in_force(school: Replacing, *mentees: str) -> tuple[str, str]:
    """A pair or group in force with its mentor's agreement, and a draft of its programme."""
    mentor = school.mentor()
    assignment = school.ready(mentor, *mentees)
    conclude(school, assignment, mentor)
    school.sign("pair_assignment", assignment)
    school.act(draft_programme, assignment=assignment)
    return assignment, mentor


def case(school: Replacing, assignment: str, mentor: str) -> LabourAgreement:
    found = fixed_id(school.code, "labour_agreement", random_part(assignment), random_part(mentor))
    return school.runtime.log.get(LabourAgreement, found)


@pytest.mark.requirement("R-071")
def test_where_the_article_is_not_applied_nothing_of_it_is_asked_for_or_recorded(staged: Runtime) -> None:
    school = Replacing(staged)
    assignment = school.in_force(school.mentor(), school.mentee())
    mentor = school.assignment(assignment).mentor
    commands: tuple[tuple[Any, dict[str, Any]], ...] = (
        (record_mentoring_in_job, {"mentor": mentor, "contract_on": TODAY}),
        (notify_early_refusal, {"by": "mentor", "notified_on": TODAY}),
        (carry_out_early_refusal, {"ending": "ending"}),
    )
    for command, facts in commands:
        with pytest.raises(LabourOverlayOff) as refusal:
            school.act(command, assignment=assignment, **facts)
    assert sentence(refusal.value, institution="001").startswith("Организация не применяет статью 351.8")
    with pytest.raises(LabourOverlayOff):
        conclude(school, assignment, mentor)


@pytest.mark.requirement("R-071")
def test_where_it_is_applied_no_order_gives_work_without_an_agreement(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    mentor = school.mentor()
    assignment = school.ready(mentor, school.mentee())
    with pytest.raises(LabourAgreementMissing):
        school.sign("pair_assignment", assignment)
    conclude(school, assignment, mentor)
    with pytest.raises(LabourAgreementMissing):
        school.sign("pair_assignment", assignment, signed_on=TODAY - timedelta(days=1))
    school.sign("pair_assignment", assignment)
    assert school.assignment(assignment).is_active


def test_an_agreement_whose_term_is_over_covers_no_order(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    mentor = school.mentor()
    assignment = school.ready(mentor, school.mentee())
    conclude(school, assignment, mentor, since=date(2026, 9, 1), until=date(2026, 11, 20))
    with pytest.raises(LabourAgreementMissing):
        school.sign("pair_assignment", assignment)


def test_mentoring_that_is_the_mentors_job_needs_no_agreement(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    mentor = school.mentor()
    assignment = school.ready(mentor, school.mentee())
    school.act(record_mentoring_in_job, assignment=assignment, mentor=mentor, contract_on=date(2020, 8, 25))
    school.sign("pair_assignment", assignment)
    with pytest.raises(MentoringInJobFunction):
        school.act(notify_early_refusal, assignment=assignment, by="mentor", notified_on=TODAY)


def test_a_mentor_from_outside_has_no_agreement_with_the_institution(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.make_outsider(mentor)
    partner = school.partner()
    school.conclude(partner)
    school.want(mentor, mentee)
    assignment = school.agree(mentor, mentee, agreement=partner)
    school.consent(assignment)
    school.sign("pair_assignment", assignment)
    assert school.assignment(assignment).is_active


@pytest.mark.requirement("R-122")
def test_a_new_mentor_needs_an_agreement_of_his_own(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    mentee, newcomer = school.mentee(), school.mentor()
    assignment, _ = in_force(school, mentee)
    school.act(initiate_replacement, assignment=assignment, reason="request")
    with pytest.raises(NotMentorOfPair):
        conclude(school, assignment, newcomer)
    school.want(newcomer, mentee)
    school.act(agree_replacement, assignment=assignment, mentor=newcomer)
    school.consent(assignment)
    with pytest.raises(LabourAgreementMissing):
        school.sign("mentor_replacement", assignment)
    conclude(school, assignment, newcomer)
    school.sign("mentor_replacement", assignment)
    assert school.assignment(assignment).mentor == newcomer


def test_the_employer_concludes_and_nobody_else(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    mentor = school.mentor()
    assignment = school.ready(mentor, school.mentee())
    facts = {"assignment": assignment, "mentor": mentor, "contract_on": TODAY}
    with pytest.raises(NotAllowed):
        school.act(record_mentoring_in_job, actor=school.himself(mentor), **facts)
    for office in ("head", "curator"):
        school.act(record_mentoring_in_job, actor=school.office(office), **facts)


def test_no_agreement_is_made_for_a_pair_that_is_over(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    assignment, mentor = in_force(school, school.mentee())
    school.act(notify_early_refusal, assignment=assignment, by="employer", notified_on=TODAY)
    school.act(carry_out_early_refusal, assignment=assignment, ending="ending", on=THURSDAY)
    with pytest.raises(MentoringNotActive):
        conclude(school, assignment, mentor)


@pytest.mark.requirement("R-100")
def test_three_working_days_after_his_notice_the_mentor_ends_it_himself(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    mentee = school.mentee()
    assignment, mentor = in_force(school, mentee)
    himself = school.himself(mentor)
    school.act(
        notify_early_refusal,
        actor=himself,
        assignment=assignment,
        by="mentor",
        notified_on=MONDAY,
        on=MONDAY,
    )
    assert case(school, assignment, mentor).ends_on == THURSDAY
    facts: dict[str, Any] = {"actor": himself, "assignment": assignment}
    with pytest.raises(EarlyRefusalNotDue) as refusal:
        school.act(carry_out_early_refusal, ending="ending", on=WEDNESDAY, **facts)
    assert refusal.value.facts == {"until": THURSDAY, "on": WEDNESDAY}
    with pytest.raises(NotAllowed):
        school.act(carry_out_early_refusal, ending="replacement", on=THURSDAY, **facts)
    school.act(carry_out_early_refusal, ending="ending", on=THURSDAY, **facts)
    assert school.assignment(assignment).ended_on == THURSDAY
    assert school.programme(assignment).status == "terminated"
    assert (school.mentor_of(mentor).load, school.mentee_of(mentee).mentors) == (0, {})


@pytest.mark.requirement("R-100")
@pytest.mark.parametrize(
    ("notified_on", "ends_on"),
    [
        (date(2026, 11, 20), date(2026, 11, 25)),
        (TODAY, date(2026, 11, 25)),
        (date(2026, 12, 29), date(2027, 1, 12)),
    ],
)
def test_the_three_days_are_counted_by_the_production_calendar(
    staged: Runtime, notified_on: date, ends_on: date
) -> None:
    school = school_with_overlay(staged)
    assignment, mentor = in_force(school, school.mentee())
    day = max(notified_on, TODAY)
    school.act(notify_early_refusal, assignment=assignment, by="employer", notified_on=notified_on, on=day)
    assert case(school, assignment, mentor).ends_on == ends_on


@pytest.mark.requirement("R-100")
def test_in_a_six_day_week_saturday_counts(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    school.act(set_working_week, week="six_day")
    assignment, mentor = in_force(school, school.mentee())
    friday = date(2026, 11, 20)
    school.act(notify_early_refusal, assignment=assignment, by="employer", notified_on=friday)
    assert case(school, assignment, mentor).ends_on == date(2026, 11, 24)


@pytest.mark.requirement("R-100", "R-121", "R-123")
@pytest.mark.parametrize(("by", "reason"), [("mentor", "request"), ("employer", "other")])
def test_the_pair_may_get_another_mentor_and_this_one_is_free_at_once(
    staged: Runtime, by: str, reason: str
) -> None:
    school = school_with_overlay(staged)
    assignment, mentor = in_force(school, school.mentee())
    school.act(notify_early_refusal, assignment=assignment, by=by, notified_on=TODAY)
    school.act(
        carry_out_early_refusal,
        actor=school.office("curator"),
        assignment=assignment,
        ending="replacement",
        on=THURSDAY,
    )
    assert school.assignment(assignment).replacing
    assert school.programme(assignment).status == "suspended"
    assert school.mentor_of(mentor).places == {}
    assert school.reason_of(assignment) == reason
    with pytest.raises(FormerMentorGone):
        school.act(keep_mentor, assignment=assignment)
    with pytest.raises(EarlyRefusalMissing):
        school.act(carry_out_early_refusal, assignment=assignment, ending="ending", on=THURSDAY)


def test_a_search_that_goes_on_already_just_frees_the_mentor(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    assignment, mentor = in_force(school, school.mentee())
    school.act(notify_early_refusal, assignment=assignment, by="mentor", notified_on=TODAY)
    school.act(initiate_replacement, assignment=assignment, reason="transfer")
    school.act(carry_out_early_refusal, assignment=assignment, ending="replacement", on=THURSDAY)
    assert (school.mentor_of(mentor).places, school.reason_of(assignment)) == ({}, "transfer")


@pytest.mark.requirement("R-100")
def test_the_term_of_a_notice_is_watched_until_it_is_carried_out_or_undone(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    outcomes = []
    for undone in (False, True):
        assignment, mentor = in_force(school, school.mentee())
        school.act(notify_early_refusal, assignment=assignment, by="employer", notified_on=TODAY)
        if undone:
            conclude(school, assignment, mentor, amount="4000 рублей в месяц")
        else:
            school.act(carry_out_early_refusal, assignment=assignment, ending="ending", on=WEDNESDAY)
        rows = school.list(deadlines, school.office("curator"), on=WEDNESDAY)
        found = case(school, assignment, mentor).id
        outcomes += [(row["due_on"], row["state"]) for row in rows if row["subject"] == found]
    assert outcomes == [(WEDNESDAY, "met"), (WEDNESDAY, "cancelled")]


def test_each_gives_notice_for_his_own_side(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    assignment, mentor = in_force(school, school.mentee())
    facts: dict[str, Any] = {"assignment": assignment, "notified_on": TODAY}
    with pytest.raises(NotOwnAct):
        school.act(notify_early_refusal, actor=school.somebody(Role.MENTOR), by="mentor", **facts)
    with pytest.raises(NotAllowed):
        school.act(notify_early_refusal, actor=school.himself(mentor), by="employer", **facts)
    with pytest.raises(NotAllowed):
        school.act(
            carry_out_early_refusal,
            actor=school.somebody(Role.MENTOR),
            assignment=assignment,
            ending="ending",
        )
    school.act(notify_early_refusal, actor=school.office("curator"), by="mentor", **facts)
    with pytest.raises(EarlyRefusalRunning):
        school.act(notify_early_refusal, actor=school.office("head"), by="employer", **facts)


def test_notice_is_given_of_work_in_force_only(staged: Runtime) -> None:
    school = school_with_overlay(staged)
    assignment = school.ready(school.mentor(), school.mentee())
    with pytest.raises(MentoringNotActive):
        school.act(notify_early_refusal, assignment=assignment, by="employer", notified_on=TODAY)


@pytest.mark.requirement("R-071")
def test_a_mentor_appointed_before_the_article_was_applied_may_refuse_by_it(staged: Runtime) -> None:
    school = Replacing(staged)
    assignment = school.in_force(school.mentor(), school.mentee())
    mentor = school.assignment(assignment).mentor
    school.amend(policy__labour_code_351_8_overlay=True)
    school.act(
        notify_early_refusal,
        actor=school.himself(mentor),
        assignment=assignment,
        by="mentor",
        notified_on=TODAY,
    )
    assert case(school, assignment, mentor).given_by == "mentor"
