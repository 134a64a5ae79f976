"""A programme's life: start, changes by consent, waiting for a mentor, the ends, closing."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.programme import (
    ActivitiesOutstanding,
    ChangeNotAgreedByAll,
    GoalsNotScheduled,
    LastMenteeOfProgramme,
    NewEndPassed,
    NotPartyOfProgramme,
    Programme,
    ProgrammeNotActive,
    ProgrammeNotEnded,
    ProgrammeNotInDraft,
    ProgrammeNotOpen,
    ProgrammeNotSuspended,
    ProgrammeStartBeforeAcquaintance,
    ProgrammeStartBeforeOrder,
    ShorteningNotProvided,
)
from service.regulations.programme_term import (
    ProgrammeTerm,
    ProgrammeTooLong,
    ProgrammeTooShort,
    ShortTermReasonMissing,
)
from tests.scenario import ORDER, Happened, given, happened

ASSIGNMENT = "001/assignment/1"
MENTOR, NEW = "001/mentor/a", "001/mentor/n"
ANNA, BORIS, VERA = "001/mentee/b", "001/mentee/c", "001/mentee/d"
CHANGE = "001/programme_change/7"
TERM = ProgrammeTerm(least=3, least_with_reason=1, most=12)
APPROVED, STARTS, ENDS, NOW = date(2026, 9, 10), date(2026, 9, 15), date(2027, 3, 14), date(2026, 11, 2)


def drafted(*mentees: str, **facts: Any) -> Happened:
    told = {
        "assignment": ASSIGNMENT,
        "mentor": MENTOR,
        "mentees": mentees or (ANNA,),
        "kind": "group" if len(mentees) > 1 else "individual",
        "regulation_version": 2,
        "forms": ("PEER",),
        "types": ("traditional",),
        "author": "mentor_with_mentee",
        "approved_on": APPROVED,
        "drafted_on": APPROVED,
        "template": ("subject",),
    }
    return happened(Programme.ProgrammeDrafted, **told | facts)


def activated(reason: str | None = None) -> Happened:
    return happened(Programme.ProgrammeActivated, starts_on=STARTS, ends_on=ENDS, short_term_reason=reason)


def activate(it: Programme, **facts: Any) -> None:
    told: dict[str, Any] = {
        "starts_on": STARTS,
        "ends_on": ENDS,
        "short_term_reason": None,
        "acquainted_on": STARTS,
        "goals_scheduled": False,
        "term": TERM,
    }
    it.activate(**told | facts)


def change(it: Programme, **facts: Any) -> None:
    told: dict[str, Any] = {
        "change": CHANGE,
        "agreed": frozenset(it.parties),
        "ends_on": None,
        "forms": None,
        "with_content": True,
        "on": NOW,
        "term": TERM,
        "may_shorten": False,
        "order": None,
    }
    it.apply_change(**told | facts)


def amended(*mentees: str, **facts: Any) -> Happened:
    told = {
        "change": CHANGE,
        "amended_on": NOW,
        "ends_on": None,
        "forms": ("PEER",),
        "mentees": mentees or (ANNA,),
        "kind": "group" if len(mentees) > 1 else "individual",
        "order": None,
    }
    return happened(Programme.ProgrammeAmended, **told | facts)


SUSPENDED = happened(Programme.ProgrammeSuspended, suspended_on=NOW)
COMPLETED = happened(Programme.ProgrammeCompleted, completed_on=NOW)
TERMINATED = happened(
    Programme.ProgrammeTerminated, terminated_on=NOW, ground="mutual", sub_ground=None, order=ORDER
)
CLOSED = happened(Programme.ProgrammeClosed, closed_on=NOW, reports_missing=0)


def resumed(mentor: str = MENTOR) -> Happened:
    return happened(Programme.ProgrammeResumed, mentor=mentor, resumed_on=NOW)


def state(*told: Happened) -> Programme:
    found: list[Programme] = []
    given(Programme, *told).when(found.append).then_nothing()
    return found[0]


def test_a_draft_knows_what_the_order_approved() -> None:
    draft = state(drafted(ANNA, BORIS))
    assert (draft.assignment, draft.mentor, draft.mentees) == (ASSIGNMENT, MENTOR, (ANNA, BORIS))
    assert (draft.kind, draft.regulation_version, draft.forms) == ("group", 2, ("PEER",))
    assert (draft.types, draft.template, draft.status) == (("traditional",), ("subject",), "draft")
    assert (draft.starts_on, draft.ends_on, draft.ended_on) == (None, None, None)
    assert draft.parties == (MENTOR, ANNA, BORIS)
    assert draft.mentored == {(MENTOR, ANNA): None, (MENTOR, BORIS): None}
    assert not draft.ended_early


@pytest.mark.requirement("R-091", "R-095")
def test_the_mentor_plans_alone_or_with_the_mentees() -> None:
    assert state(drafted(author="mentor")).authors == (MENTOR,)
    assert state(drafted()).authors == (MENTOR, ANNA)


@pytest.mark.requirement("R-090")
def test_a_programme_starts_with_its_first_and_last_day() -> None:
    given(Programme, drafted()).when(activate).then(activated())


@pytest.mark.requirement("R-090")
def test_a_programme_starts_once() -> None:
    for told in ((drafted(), activated()), (drafted(), SUSPENDED), (drafted(), TERMINATED)):
        given(Programme, *told).when(activate).then_refused(ProgrammeNotInDraft)


@pytest.mark.requirement("R-090")
def test_no_programme_starts_before_the_order() -> None:
    early = date(2026, 9, 9)
    given(Programme, drafted()).when(
        lambda it: activate(it, starts_on=early, acquainted_on=None)
    ).then_refused(ProgrammeStartBeforeOrder, starts_on=early, approved_on=APPROVED)
    given(Programme, drafted()).when(
        lambda it: activate(it, starts_on=APPROVED, acquainted_on=APPROVED)
    ).then(happened(Programme.ProgrammeActivated, starts_on=APPROVED, ends_on=ENDS, short_term_reason=None))


@pytest.mark.requirement("R-094")
def test_no_programme_starts_before_the_acquaintance() -> None:
    known = date(2026, 9, 16)
    given(Programme, drafted()).when(lambda it: activate(it, acquainted_on=known)).then_refused(
        ProgrammeStartBeforeAcquaintance, starts_on=STARTS, acquainted_on=known
    )


@pytest.mark.requirement("R-083")
def test_goal_setting_starts_with_schedule_and_goal() -> None:
    draft = drafted(types=("goal_setting",))
    given(Programme, draft).when(activate).then_refused(GoalsNotScheduled)
    given(Programme, draft).when(lambda it: activate(it, goals_scheduled=True)).then(activated())


@pytest.mark.requirement("R-089")
def test_a_late_start_does_not_make_a_programme_too_short() -> None:
    given(Programme, drafted()).when(lambda it: activate(it, starts_on=date(2027, 2, 15))).then_refused(
        ShortTermReasonMissing, months=3
    )
    given(Programme, drafted()).when(
        lambda it: activate(it, starts_on=date(2027, 2, 15), short_term_reason="returning")
    ).then(
        happened(
            Programme.ProgrammeActivated,
            starts_on=date(2027, 2, 15),
            ends_on=ENDS,
            short_term_reason="returning",
        )
    )


@pytest.mark.requirement("R-124")
def test_all_parties_extend_a_programme() -> None:
    longer = date(2027, 5, 31)
    given(Programme, drafted(), activated()).when(
        lambda it: change(it, ends_on=longer, with_content=False, order=ORDER)
    ).then(happened(Programme.ProgrammeExtended, change=CHANGE, ends_on=longer, order=ORDER))


@pytest.mark.requirement("R-124")
def test_an_extension_may_come_with_another_content() -> None:
    longer = date(2027, 5, 31)
    extended = happened(Programme.ProgrammeExtended, change=CHANGE, ends_on=longer, order=None)
    given(Programme, drafted(), activated()).when(lambda it: change(it, ends_on=longer)).then(
        extended, amended()
    )
    given(Programme, drafted(), activated()).when(
        lambda it: change(it, ends_on=longer, with_content=False, forms=("HEAD_TEACHER",))
    ).then(extended, amended(forms=("HEAD_TEACHER",)))
    assert state(drafted(), activated(), extended).ends_on == longer


@pytest.mark.requirement("R-124")
@pytest.mark.parametrize("kept", [None, ENDS])
def test_an_agreed_change_that_keeps_the_last_day_is_on_record_too(kept: date | None) -> None:
    given(Programme, drafted(), activated()).when(
        lambda it: change(it, ends_on=kept, with_content=False)
    ).then(amended())


@pytest.mark.requirement("R-124")
def test_no_extension_exceeds_a_year() -> None:
    last = date(2027, 9, 14)
    given(Programme, drafted(), activated()).when(
        lambda it: change(it, ends_on=last, with_content=False)
    ).then(happened(Programme.ProgrammeExtended, change=CHANGE, ends_on=last, order=None))
    given(Programme, drafted(), activated()).when(
        lambda it: change(it, ends_on=date(2027, 9, 15))
    ).then_refused(ProgrammeTooLong, months=12, until=last)


@pytest.mark.requirement("R-124")
def test_without_a_limit_an_extension_may() -> None:
    far = date(2028, 9, 15)
    given(Programme, drafted(), activated()).when(
        lambda it: change(it, ends_on=far, term=TERM.without_limit(), with_content=False)
    ).then(happened(Programme.ProgrammeExtended, change=CHANGE, ends_on=far, order=None))


@pytest.mark.requirement("R-124")
@pytest.mark.variation("V-39")
def test_only_some_regulations_let_the_parties_shorten() -> None:
    sooner = date(2027, 1, 31)
    given(Programme, drafted(), activated()).when(lambda it: change(it, ends_on=sooner)).then_refused(
        ShorteningNotProvided
    )
    given(Programme, drafted(), activated()).when(
        lambda it: change(it, ends_on=sooner, may_shorten=True, with_content=False, order=ORDER)
    ).then(amended(ends_on=sooner, order=ORDER))
    assert state(drafted(), activated(), amended(ends_on=sooner)).ends_on == sooner
    assert state(drafted(), activated(), amended()).ends_on == ENDS


@pytest.mark.requirement("R-124")
def test_a_shortened_programme_is_long_enough() -> None:
    given(Programme, drafted(), activated()).when(
        lambda it: change(it, ends_on=date(2026, 12, 13), may_shorten=True)
    ).then_refused(ShortTermReasonMissing, months=3)
    given(Programme, drafted(), activated("returning")).when(
        lambda it: change(it, ends_on=date(2026, 12, 13), may_shorten=True)
    ).then(amended(ends_on=date(2026, 12, 13)))
    given(Programme, drafted(), activated("returning")).when(
        lambda it: change(it, ends_on=date(2026, 10, 13), on=STARTS, may_shorten=True)
    ).then_refused(ProgrammeTooShort, months=1, until=date(2026, 10, 14))


@pytest.mark.requirement("R-124")
def test_a_new_end_does_not_lie_in_the_past() -> None:
    past = date(2026, 11, 1)
    given(Programme, drafted(), activated("returning")).when(
        lambda it: change(it, ends_on=past, may_shorten=True)
    ).then_refused(NewEndPassed, until=past, on=NOW)
    given(Programme, drafted(), activated("returning")).when(
        lambda it: change(it, ends_on=NOW, may_shorten=True)
    ).then(amended(ends_on=NOW))


@pytest.mark.requirement("R-124")
def test_the_same_end_is_no_other_end() -> None:
    given(Programme, drafted(), activated()).when(lambda it: change(it, ends_on=ENDS)).then(amended())


@pytest.mark.requirement("R-124")
def test_content_changes_by_consent() -> None:
    given(Programme, drafted(), activated()).when(change).then(amended())
    assert state(drafted(), activated(), amended(forms=("HEAD_TEACHER",))).forms == ("HEAD_TEACHER",)


@pytest.mark.requirement("R-124")
@pytest.mark.parametrize(
    ("agreed", "count"), [({MENTOR, ANNA}, 1), ({ANNA, BORIS}, 1), ({MENTOR}, 2), (set(), 3)]
)
def test_every_party_of_a_group_agrees(agreed: set[str], count: int) -> None:
    given(Programme, drafted(ANNA, BORIS), activated()).when(
        lambda it: change(it, agreed=frozenset(agreed))
    ).then_refused(ChangeNotAgreedByAll, count=count)


@pytest.mark.requirement("R-124")
@pytest.mark.parametrize(
    "told", [(drafted(),), (drafted(), activated(), SUSPENDED), (drafted(), activated(), COMPLETED)]
)
def test_only_a_running_programme_changes(told: tuple[Happened, ...]) -> None:
    given(Programme, *told).when(change).then_refused(ProgrammeNotActive)


@pytest.mark.requirement("R-082")
def test_somebody_joins_a_group() -> None:
    given(Programme, drafted(), activated()).when(lambda it: it.admit_mentee(mentee=BORIS, on=NOW)).then(
        amended(ANNA, BORIS, change=None)
    )
    given(Programme, drafted(), activated()).when(
        lambda it: it.admit_mentee(mentee=ANNA, on=NOW)
    ).then_nothing()
    joined = state(drafted(), activated(), amended(ANNA, BORIS, change=None))
    assert (joined.mentees, joined.kind) == ((ANNA, BORIS), "group")
    assert joined.mentored == {(MENTOR, ANNA): None, (MENTOR, BORIS): None}


@pytest.mark.requirement("R-082", "R-126")
def test_a_member_leaves_and_the_group_goes_on() -> None:
    given(Programme, drafted(ANNA, BORIS), activated()).when(
        lambda it: it.let_mentee_leave(mentee=BORIS, on=NOW)
    ).then(amended(ANNA, change=None))
    left = state(drafted(ANNA, BORIS), activated(), amended(ANNA, change=None))
    assert (left.mentees, left.kind) == ((ANNA,), "individual")
    assert left.mentoring_ended_on(BORIS) == NOW
    assert left.mentoring_ended_on(ANNA) is None


@pytest.mark.requirement("R-126")
def test_only_a_member_leaves_and_never_the_last() -> None:
    given(Programme, drafted(ANNA, BORIS), activated()).when(
        lambda it: it.let_mentee_leave(mentee=VERA, on=NOW)
    ).then_refused(NotPartyOfProgramme)
    given(Programme, drafted(), activated()).when(
        lambda it: it.let_mentee_leave(mentee=ANNA, on=NOW)
    ).then_refused(LastMenteeOfProgramme)


def test_nobody_joins_or_leaves_after_the_end() -> None:
    ended = (drafted(ANNA, BORIS), activated(), COMPLETED)
    given(Programme, *ended).when(lambda it: it.admit_mentee(mentee=VERA, on=NOW)).then_refused(
        ProgrammeNotOpen
    )
    given(Programme, *ended).when(lambda it: it.let_mentee_leave(mentee=ANNA, on=NOW)).then_refused(
        ProgrammeNotOpen
    )


@pytest.mark.requirement("R-123")
@pytest.mark.parametrize("before", [(drafted(),), (drafted(), activated())])
def test_a_programme_waits_for_a_mentor(before: tuple[Happened, ...]) -> None:
    given(Programme, *before).when(lambda it: it.suspend(on=NOW)).then(SUSPENDED)
    given(Programme, *before, SUSPENDED).when(lambda it: it.suspend(on=NOW)).then_nothing()
    assert state(*before, SUSPENDED).status == "suspended"


@pytest.mark.requirement("R-123")
def test_an_ended_programme_waits_for_nobody() -> None:
    given(Programme, drafted(), activated(), TERMINATED).when(lambda it: it.suspend(on=NOW)).then_refused(
        ProgrammeNotOpen
    )


@pytest.mark.requirement("R-123")
def test_a_new_mentor_takes_over_what_runs_with_its_end() -> None:
    given(Programme, drafted(), activated(), SUSPENDED).when(lambda it: it.resume(mentor=NEW, on=NOW)).then(
        resumed(NEW)
    )
    running = state(drafted(), activated(), SUSPENDED, resumed(NEW))
    assert (running.status, running.mentor, running.ends_on) == ("active", NEW, ENDS)
    assert running.mentored == {(MENTOR, ANNA): NOW, (NEW, ANNA): None}
    assert running.mentoring_ended_on(ANNA) is None


@pytest.mark.requirement("R-123")
def test_what_ended_earlier_keeps_its_day() -> None:
    later = date(2027, 1, 11)
    done = happened(Programme.ProgrammeCompleted, completed_on=later)
    ended = state(drafted(ANNA, BORIS), activated(), amended(ANNA, change=None), done)
    assert ended.mentored == {(MENTOR, ANNA): later, (MENTOR, BORIS): NOW}
    taken_over = state(drafted(), activated(), SUSPENDED, resumed(NEW), done)
    assert taken_over.mentored == {(MENTOR, ANNA): NOW, (NEW, ANNA): later}


@pytest.mark.requirement("R-123")
def test_the_same_mentor_goes_on() -> None:
    running = state(drafted(), activated(), SUSPENDED, resumed())
    assert (running.status, running.mentored) == ("active", {(MENTOR, ANNA): None})


@pytest.mark.requirement("R-123")
def test_who_leaves_before_the_start_has_nothing_to_report() -> None:
    draft = state(drafted(), SUSPENDED, resumed(NEW))
    assert (draft.status, draft.mentor, draft.mentored) == ("draft", NEW, {(NEW, ANNA): None})


@pytest.mark.requirement("R-123")
def test_only_what_waits_goes_on() -> None:
    given(Programme, drafted(), activated()).when(lambda it: it.resume(mentor=NEW, on=NOW)).then_refused(
        ProgrammeNotSuspended
    )


@pytest.mark.requirement("R-125")
def test_a_plan_done_in_full_completes_the_programme() -> None:
    given(Programme, drafted(), activated()).when(
        lambda it: it.complete(completed_on=NOW, outstanding=0)
    ).then(COMPLETED)
    done = state(drafted(), activated(), COMPLETED)
    assert (done.status, done.ended_on, done.ended_early) == ("completed", NOW, False)
    assert done.mentored == {(MENTOR, ANNA): NOW}
    assert done.mentoring_ended_on(ANNA) == NOW
    assert not done.is_open


@pytest.mark.requirement("R-125")
def test_an_outstanding_activity_keeps_the_programme_running() -> None:
    given(Programme, drafted(), activated()).when(
        lambda it: it.complete(completed_on=NOW, outstanding=1)
    ).then_refused(ActivitiesOutstanding, count=1)


@pytest.mark.requirement("R-125")
def test_a_draft_is_not_completed() -> None:
    given(Programme, drafted()).when(lambda it: it.complete(completed_on=NOW, outstanding=0)).then_refused(
        ProgrammeNotActive
    )


def terminate(it: Programme) -> None:
    it.terminate(terminated_on=NOW, ground="mutual", sub_ground=None, order=ORDER)


@pytest.mark.requirement("R-126", "R-127")
@pytest.mark.parametrize("before", [(drafted(),), (drafted(), activated()), (drafted(), SUSPENDED)])
def test_a_programme_may_end_early_from_wherever_it_stands(before: tuple[Happened, ...]) -> None:
    given(Programme, *before).when(terminate).then(TERMINATED)
    ended = state(*before, TERMINATED)
    assert (ended.status, ended.ended_on, ended.ended_early) == ("terminated", NOW, True)
    assert ended.mentored == {(MENTOR, ANNA): NOW}


@pytest.mark.requirement("R-127")
def test_the_curators_sub_ground_is_kept() -> None:
    given(Programme, drafted()).when(
        lambda it: it.terminate(
            terminated_on=NOW, ground="curator_initiative", sub_ground="force_majeure", order=None
        )
    ).then(
        happened(
            Programme.ProgrammeTerminated,
            terminated_on=NOW,
            ground="curator_initiative",
            sub_ground="force_majeure",
            order=None,
        )
    )


@pytest.mark.requirement("R-126")
def test_a_programme_ends_once() -> None:
    given(Programme, drafted(), activated(), COMPLETED).when(terminate).then_refused(ProgrammeNotOpen)


@pytest.mark.requirement("R-130")
@pytest.mark.parametrize("end", [COMPLETED, TERMINATED])
def test_an_ended_programme_is_closed(end: Happened) -> None:
    given(Programme, drafted(), activated(), end).when(
        lambda it: it.close(reports_missing=0, closed_on=NOW)
    ).then(CLOSED)
    assert state(drafted(), activated(), end, CLOSED).status == "closed"


@pytest.mark.requirement("R-130")
def test_a_closed_programme_tells_how_many_reports_never_came() -> None:
    given(Programme, drafted(), activated(), COMPLETED).when(
        lambda it: it.close(reports_missing=2, closed_on=NOW)
    ).then(happened(Programme.ProgrammeClosed, closed_on=NOW, reports_missing=2))


@pytest.mark.requirement("R-130")
@pytest.mark.parametrize("told", [(drafted(), activated()), (drafted(), activated(), COMPLETED, CLOSED)])
def test_only_an_ended_programme_is_closed_and_once(told: tuple[Happened, ...]) -> None:
    given(Programme, *told).when(lambda it: it.close(reports_missing=0, closed_on=NOW)).then_refused(
        ProgrammeNotEnded
    )
    given(Programme, *told).when(lambda it: it.need_ended()).then_refused(ProgrammeNotEnded)


def test_what_is_asked_before_other_things_happen() -> None:
    given(Programme, drafted()).when(lambda it: it.need_party(VERA)).then_refused(NotPartyOfProgramme)
    given(Programme, drafted()).when(lambda it: it.need_mentee(MENTOR)).then_refused(NotPartyOfProgramme)
    given(Programme, drafted()).when(lambda it: it.need_active()).then_refused(ProgrammeNotActive)
    given(Programme, drafted(), activated()).when(lambda it: it.need_draft()).then_refused(
        ProgrammeNotInDraft
    )
    given(Programme, drafted(), TERMINATED).when(lambda it: it.need_open()).then_refused(ProgrammeNotOpen)
    running = state(drafted(), activated())
    running.need_party(MENTOR)
    running.need_party(ANNA)
    running.need_mentee(ANNA)
    running.need_open()
    assert running.need_active() == (STARTS, ENDS)
    state(drafted()).need_draft()
