"""A draft: who helps with it, the curator's review, composition, acquaintance, readiness."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.programme_draft import (
    AcquaintanceBeforeComposition,
    AcquaintanceInFuture,
    AcquaintanceMissing,
    AnsweredRequestMissing,
    Composed,
    CuratorReviewMissing,
    PilotInFuture,
    PlanChangedSinceComposed,
    PlanNotToConfirm,
    ProgrammeDraft,
    ProgrammeNotComposed,
    ProgrammePartMissing,
    WordsMissing,
)
from service.regulations.programme_term import ProgrammeTerm, ShortTermReasonMissing
from service.values import Period, Pii
from tests.scenario import TODAY, Happened, given, happened

PERSON = f"001/person/{1:032x}"
MENTOR, NEW, ANNA, BORIS = "001/mentor/a", "001/mentor/n", "001/mentee/b", "001/mentee/c"
TERM = ProgrammeTerm(least=3, least_with_reason=1, most=12)
STARTS, ENDS = date(2026, 9, 21), date(2027, 3, 20)
WORDS, BLANK = Pii(PERSON, "больше открытых уроков"), Pii(PERSON, "  ")

OPENED = happened(ProgrammeDraft.DraftOpened, programme="001/programme/1")
CLOSED = happened(ProgrammeDraft.DraftClosed, closed_on=TODAY)


def composed(**facts: Any) -> Happened:
    told = {
        "author": MENTOR,
        "composed_on": TODAY,
        "period": Period(STARTS, date(2027, 3, 21)),
        "short_term_reason": None,
        "revision": 3,
        "confirms": False,
    }
    return happened(ProgrammeDraft.ProgrammeComposed, **told | facts)


def reviewed(remarks: Pii | None = None) -> Happened:
    return happened(
        ProgrammeDraft.ProgrammeReviewedByCurator,
        reviewed_on=TODAY,
        revision=3,
        with_remarks=remarks is not None,
        remarks=remarks,
    )


def acquainted(mentee: str = ANNA, on: date = TODAY) -> Happened:
    return happened(ProgrammeDraft.MenteeAcquaintedWithProgramme, mentee=mentee, on=on, source="own")


def compose(it: ProgrammeDraft, **facts: Any) -> None:
    told: dict[str, Any] = {
        "author": MENTOR,
        "composed_on": TODAY,
        "starts_on": STARTS,
        "ends_on": ENDS,
        "short_term_reason": None,
        "revision": 3,
        "forms": ("PEER",),
        "types": ("traditional",),
        "term": TERM,
    }
    it.compose(**told | facts)


def acquaint(it: ProgrammeDraft, **facts: Any) -> None:
    told: dict[str, Any] = {"mentee": ANNA, "on": TODAY, "source": "own", "revision": 3, "today": TODAY}
    it.acquaint(**told | facts)


def ready(it: ProgrammeDraft, **facts: Any) -> Composed:
    told: dict[str, Any] = {
        "mentor": MENTOR,
        "mentees": (ANNA,),
        "revision": 3,
        "acquaintance_required": True,
    }
    return it.need_ready(**told | facts)


@pytest.mark.requirement("R-095")
def test_a_comment_is_kept_and_says_something() -> None:
    given(ProgrammeDraft, OPENED).when(lambda it: it.comment(by=ANNA, comment=WORDS, source="own")).then(
        happened(ProgrammeDraft.ProgrammeDraftCommented, by=ANNA, comment=WORDS, source="own")
    )
    given(ProgrammeDraft, OPENED).when(
        lambda it: it.comment(by=ANNA, comment=BLANK, source="own")
    ).then_refused(WordsMissing)


def contribute(it: ProgrammeDraft, **facts: Any) -> None:
    told: dict[str, Any] = {
        "by": PERSON,
        "contributor": "association",
        "contribution": WORDS,
        "requests": (ANNA,),
        "mentees": (ANNA, BORIS),
        "source": "own",
    }
    it.contribute(**told | facts)


def contributed(contributor: str, *requests: str) -> Happened:
    return happened(
        ProgrammeDraft.ProgrammeDraftContributed,
        by=PERSON,
        contributor=contributor,
        contribution=WORDS,
        requests=requests,
        source="own",
    )


@pytest.mark.requirement("R-029")
def test_the_association_answers_a_request() -> None:
    given(ProgrammeDraft, OPENED).when(contribute).then(contributed("association", ANNA))
    given(ProgrammeDraft, OPENED).when(lambda it: contribute(it, requests=(ANNA, BORIS))).then(
        contributed("association", ANNA, BORIS)
    )
    given(ProgrammeDraft, OPENED).when(lambda it: contribute(it, requests=())).then_refused(
        AnsweredRequestMissing
    )
    given(ProgrammeDraft, OPENED).when(
        lambda it: contribute(it, requests=(ANNA, "001/mentee/x"))
    ).then_refused(AnsweredRequestMissing)


@pytest.mark.requirement("R-095")
def test_a_mentee_contributes_without_a_request() -> None:
    given(ProgrammeDraft, OPENED).when(lambda it: contribute(it, contributor="mentee", requests=())).then(
        contributed("mentee")
    )
    given(ProgrammeDraft, OPENED).when(
        lambda it: contribute(it, contributor="mentee", requests=("001/mentee/x",))
    ).then_refused(AnsweredRequestMissing)


def test_a_contribution_says_something() -> None:
    given(ProgrammeDraft, OPENED).when(lambda it: contribute(it, contribution=BLANK)).then_refused(
        WordsMissing
    )


def pilot(it: ProgrammeDraft, **facts: Any) -> None:
    told: dict[str, Any] = {"by": PERSON, "piloted_on": TODAY, "conclusion": WORDS, "on": TODAY}
    it.pilot(**told | facts)


@pytest.mark.requirement("R-029")
def test_a_pilot_has_happened_and_has_a_conclusion() -> None:
    given(ProgrammeDraft, OPENED).when(pilot).then(
        happened(ProgrammeDraft.ProgrammePiloted, by=PERSON, piloted_on=TODAY, conclusion=WORDS)
    )
    given(ProgrammeDraft, OPENED).when(lambda it: pilot(it, conclusion=BLANK)).then_refused(WordsMissing)
    tomorrow = date(2026, 9, 15)
    given(ProgrammeDraft, OPENED).when(lambda it: pilot(it, piloted_on=tomorrow)).then_refused(
        PilotInFuture, piloted_on=tomorrow, on=TODAY
    )


@pytest.mark.requirement("R-089", "R-093")
def test_a_draft_is_composed_and_composed_again() -> None:
    given(ProgrammeDraft, OPENED).when(compose).then(composed())
    given(ProgrammeDraft, OPENED, composed()).when(lambda it: compose(it, revision=4)).then(
        composed(revision=4)
    )


@pytest.mark.requirement("R-089")
@pytest.mark.parametrize("part", [{"forms": ()}, {"types": ()}])
def test_form_and_type_are_parts_of_a_programme(part: dict[str, Any]) -> None:
    given(ProgrammeDraft, OPENED).when(lambda it: compose(it, **part)).then_refused(ProgrammePartMissing)


@pytest.mark.requirement("R-089")
def test_a_short_programme_is_composed_with_its_reason() -> None:
    short = date(2026, 12, 19)
    given(ProgrammeDraft, OPENED).when(lambda it: compose(it, ends_on=short)).then_refused(
        ShortTermReasonMissing, months=3
    )
    given(ProgrammeDraft, OPENED).when(
        lambda it: compose(it, ends_on=short, short_term_reason="returning")
    ).then(composed(period=Period(STARTS, date(2026, 12, 20)), short_term_reason="returning"))


def review(it: ProgrammeDraft, **facts: Any) -> None:
    told: dict[str, Any] = {"reviewed_on": TODAY, "revision": 3, "remarks": None}
    it.review(**told | facts)


@pytest.mark.requirement("R-025")
def test_the_curator_passes_what_is_composed() -> None:
    given(ProgrammeDraft, OPENED, composed()).when(review).then(reviewed())
    given(ProgrammeDraft, OPENED).when(review).then_refused(ProgrammeNotComposed)
    given(ProgrammeDraft, OPENED, composed()).when(lambda it: review(it, revision=4)).then_refused(
        PlanChangedSinceComposed
    )


@pytest.mark.requirement("R-025")
def test_the_curator_remarks_on_any_draft() -> None:
    given(ProgrammeDraft, OPENED).when(lambda it: review(it, remarks=WORDS)).then(reviewed(WORDS))


@pytest.mark.requirement("R-094")
def test_a_mentee_is_acquainted_once_with_what_is_composed() -> None:
    given(ProgrammeDraft, OPENED, composed()).when(acquaint).then(acquainted())
    given(ProgrammeDraft, OPENED, composed(), acquainted()).when(acquaint).then_nothing()
    given(ProgrammeDraft, OPENED).when(acquaint).then_refused(ProgrammeNotComposed)
    given(ProgrammeDraft, OPENED, composed()).when(lambda it: acquaint(it, revision=4)).then_refused(
        PlanChangedSinceComposed
    )


@pytest.mark.requirement("R-094")
def test_who_joins_a_running_group_is_acquainted_too() -> None:
    given(ProgrammeDraft, OPENED, composed(), CLOSED).when(
        lambda it: acquaint(it, mentee=BORIS, revision=None)
    ).then(acquainted(BORIS))


@pytest.mark.requirement("R-094")
def test_an_acquaintance_lies_between_composition_and_today() -> None:
    tomorrow, yesterday = date(2026, 9, 15), date(2026, 9, 13)
    given(ProgrammeDraft, OPENED, composed()).when(lambda it: acquaint(it, on=tomorrow)).then_refused(
        AcquaintanceInFuture, acquainted_on=tomorrow, on=TODAY
    )
    given(ProgrammeDraft, OPENED, composed()).when(lambda it: acquaint(it, on=yesterday)).then_refused(
        AcquaintanceBeforeComposition, acquainted_on=yesterday, composed_on=TODAY
    )


@pytest.mark.requirement("R-025", "R-094")
def test_a_reviewed_programme_that_everybody_knows_is_ready() -> None:
    found: list[Composed] = []
    given(ProgrammeDraft, OPENED, composed(), reviewed(), acquainted()).when(
        lambda it: found.append(ready(it))
    ).then_nothing()
    assert found == [
        Composed(
            author=MENTOR,
            on=TODAY,
            starts_on=STARTS,
            ends_on=ENDS,
            short_term_reason=None,
            revision=3,
        )
    ]


@pytest.mark.requirement("R-025")
@pytest.mark.parametrize(
    "told",
    [
        (composed(), acquainted()),
        (composed(), reviewed(), reviewed(WORDS), acquainted()),
        (composed(), reviewed(), composed(), acquainted()),
    ],
)
def test_without_a_review_or_with_open_remarks_nothing_starts(told: tuple[Happened, ...]) -> None:
    given(ProgrammeDraft, OPENED, *told).when(ready).then_refused(CuratorReviewMissing)


@pytest.mark.requirement("R-094")
def test_every_member_of_a_group_is_acquainted() -> None:
    known = (OPENED, composed(), reviewed(), acquainted())
    given(ProgrammeDraft, *known).when(lambda it: ready(it, mentees=(ANNA, BORIS))).then_refused(
        AcquaintanceMissing, count=1
    )
    given(ProgrammeDraft, *known, acquainted(BORIS)).when(
        lambda it: ready(it, mentees=(ANNA, BORIS))
    ).then_nothing()
    given(ProgrammeDraft, OPENED, composed(), reviewed()).when(
        lambda it: ready(it, acquaintance_required=False)
    ).then_nothing()
    again = (*known, composed(), reviewed())
    given(ProgrammeDraft, *again).when(ready).then_refused(AcquaintanceMissing, count=1)


@pytest.mark.requirement("R-089")
def test_what_another_mentor_composed_or_somebody_changed_is_not_ready() -> None:
    given(ProgrammeDraft, OPENED).when(ready).then_refused(ProgrammeNotComposed)
    known = (OPENED, composed(), reviewed(), acquainted())
    given(ProgrammeDraft, *known).when(lambda it: ready(it, mentor=NEW)).then_refused(ProgrammeNotComposed)
    given(ProgrammeDraft, *known).when(lambda it: ready(it, revision=4)).then_refused(
        PlanChangedSinceComposed
    )


def confirm(it: ProgrammeDraft, **facts: Any) -> None:
    told: dict[str, Any] = {
        "author": NEW,
        "confirmed_on": date(2026, 12, 1),
        "starts_on": STARTS,
        "ends_on": date(2027, 5, 31),
        "revision": 5,
    }
    it.confirm(**told | facts)


@pytest.mark.requirement("R-093", "R-123")
def test_a_new_mentor_confirms_the_plan_once() -> None:
    confirmed = composed(
        author=NEW,
        composed_on=date(2026, 12, 1),
        period=Period(STARTS, date(2027, 6, 1)),
        short_term_reason="returning",
        revision=5,
        confirms=True,
    )
    first = composed(short_term_reason="returning")
    given(ProgrammeDraft, OPENED, first, CLOSED).when(confirm).then(confirmed)
    given(ProgrammeDraft, OPENED, first, CLOSED, confirmed).when(confirm).then_refused(PlanNotToConfirm)
    given(ProgrammeDraft, OPENED, first, CLOSED).when(lambda it: confirm(it, author=MENTOR)).then_refused(
        PlanNotToConfirm
    )
    given(ProgrammeDraft, OPENED).when(confirm).then_refused(ProgrammeNotComposed)
    given(ProgrammeDraft, OPENED, first, reviewed(), acquainted(), confirmed).when(
        lambda it: ready(it, mentor=NEW, revision=5)
    ).then_nothing()


@pytest.mark.requirement("R-025")
def test_drafting_ends_once() -> None:
    given(ProgrammeDraft, OPENED, composed()).when(lambda it: it.close(closed_on=TODAY)).then(CLOSED)
    given(ProgrammeDraft, OPENED, composed(), CLOSED).when(
        lambda it: it.close(closed_on=TODAY)
    ).then_nothing()


def test_the_last_acquaintance_counts() -> None:
    days: list[date | None] = []
    later = acquainted(BORIS, on=date(2026, 9, 16))
    given(ProgrammeDraft, OPENED, composed()).when(
        lambda it: days.append(it.last_acquaintance())
    ).then_nothing()
    given(ProgrammeDraft, OPENED, composed(), later, acquainted()).when(
        lambda it: days.append(it.last_acquaintance())
    ).then_nothing()
    assert days == [None, date(2026, 9, 16)]
