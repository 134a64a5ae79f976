"""Who leads whom: places taken on the mentor's own entry, mentors on the mentee's own entry."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.mentee import (
    Mentee,
    MenteeHasEnoughMentors,
    MenteeHasThisMentor,
    MenteeNotInBank,
)
from service.aggregates.mentor import (
    CapacityBelowLoad,
    Mentor,
    MentorAtCapacity,
    MentorNotAppointed,
    MentorNotInBank,
)
from service.values import Pii
from tests.lives.people import OTHER, PERSON, PROFILE, SURE, UNSURE
from tests.scenario import ORDER, TODAY, Happened, given, happened, recorded, replayed

PAIR, OTHER_PAIR = (f"001/assignment/{n:032x}" for n in (7, 8))
MENTOR, OTHER_MENTOR = (f"001/mentor/{n:032x}" for n in (3, 4))
FIRST, SECOND, THIRD = (f"001/mentee/{n:032x}" for n in (5, 6, 7))
LAST_DAY = date(2027, 5, 31)

IN_BANK = (
    happened(Mentor.MentorQuestionnaireCompleted, person=PERSON, **PROFILE),
    happened(Mentor.MentorEnteredInBank, entered_on=TODAY),
)
MENTEE = (
    happened(Mentee.MenteeNeedIdentified, person=OTHER, source="workbook"),
    happened(Mentee.MenteeEnteredInBank, entered_on=TODAY),
)
REQUEST: dict[str, Any] = {
    "competencies": (SURE, UNSURE),
    "request_words": Pii(OTHER, ("журнал", "шумный класс")),
    "subject": None,
    "subject_words": None,
    "forms": (),
    "types": (),
    "experience_years": 2,
    "source": "workbook",
}
ASSIGNED = happened(Mentee.MenteeAssigned, assignment=PAIR, mentor=MENTOR)
RELEASED = happened(Mentee.MenteeReleased, assignment=PAIR, released_on=TODAY)
DISCHARGED = happened(Mentor.MentorDischarged, assignment=PAIR, discharged_on=LAST_DAY)


def appointed(assignment: str, *mentees: str) -> Happened:
    """An appointment by the order of the scenario."""
    return happened(
        Mentor.MentorAppointed, assignment=assignment, mentees=mentees, order=ORDER, appointed_on=TODAY
    )


def appoint(mentor: Mentor, assignment: str, *mentees: str, allowed: int | None = None) -> None:
    """Appoint by the order of the scenario."""
    mentor.appoint(assignment=assignment, mentees=mentees, order=ORDER, appointed_on=TODAY, allowed=allowed)


def capacity(limit: int) -> Happened:
    """A mentor's own limit."""
    return happened(Mentor.MentorCapacitySet, limit=limit)


@pytest.mark.requirement("R-052", "R-072")
def test_an_order_appoints_a_mentor_once() -> None:
    given(Mentor, *IN_BANK).when(lambda it: appoint(it, PAIR, FIRST)).then(appointed(PAIR, FIRST))
    given(Mentor, *IN_BANK, appointed(PAIR, FIRST)).when(lambda it: appoint(it, PAIR, FIRST)).then_nothing()


@pytest.mark.requirement("R-052")
def test_a_candidate_is_not_appointed() -> None:
    given(Mentor, IN_BANK[0]).when(lambda it: appoint(it, PAIR, FIRST)).then_refused(MentorNotInBank)


@pytest.mark.requirement("R-077")
def test_where_the_regulation_knows_no_cap_a_mentor_may_have_many_mentees() -> None:
    """000, 001, 004 set no cap, 002 sets three (V-31)."""
    many = tuple(f"001/mentee/{n:032x}" for n in range(9))
    given(Mentor, *IN_BANK).when(lambda it: appoint(it, PAIR, *many)).then(appointed(PAIR, *many))
    given(Mentor, *IN_BANK).when(lambda it: appoint(it, PAIR, *many, allowed=3)).then_refused(
        MentorAtCapacity, count=9, limit=3
    )


@pytest.mark.requirement("R-077")
def test_the_cap_may_be_reached_but_not_passed_over_all_pairs_together() -> None:
    history = (*IN_BANK, appointed(PAIR, FIRST))
    given(Mentor, *history).when(lambda it: appoint(it, OTHER_PAIR, SECOND, allowed=2)).then(
        appointed(OTHER_PAIR, SECOND)
    )
    given(Mentor, *history).when(lambda it: appoint(it, OTHER_PAIR, SECOND, allowed=1)).then_refused(
        MentorAtCapacity, count=2, limit=1
    )


@pytest.mark.requirement("R-077")
def test_an_appointment_to_the_same_pair_with_other_mentees_frees_the_places_of_the_former_ones() -> None:
    given(Mentor, *IN_BANK, appointed(PAIR, FIRST)).when(
        lambda it: appoint(it, PAIR, SECOND, allowed=1)
    ).then(appointed(PAIR, SECOND))


@pytest.mark.requirement("R-077")
@pytest.mark.parametrize(("own", "allowed", "limit"), [(1, 3, 1), (3, 1, 1), (1, None, 1)])
def test_the_smaller_of_the_own_limit_and_the_cap_holds(own: int, allowed: int | None, limit: int) -> None:
    given(Mentor, *IN_BANK, capacity(own)).when(
        lambda it: appoint(it, PAIR, FIRST, SECOND, allowed=allowed)
    ).then_refused(MentorAtCapacity, count=2, limit=limit)


@pytest.mark.requirement("R-077")
def test_a_mentee_of_two_pairs_of_one_mentor_counts_once() -> None:
    given(Mentor, *IN_BANK, appointed(PAIR, FIRST)).when(
        lambda it: appoint(it, OTHER_PAIR, FIRST, allowed=1)
    ).then(appointed(OTHER_PAIR, FIRST))


@pytest.mark.requirement("R-077")
def test_the_load_is_the_number_of_different_mentees() -> None:
    history = (*IN_BANK, appointed(PAIR, FIRST, SECOND), appointed(OTHER_PAIR, SECOND, THIRD))
    mentor = replayed(recorded(Mentor, MENTOR, *history))
    assert (mentor.load, mentor.places) == (3, {PAIR: (FIRST, SECOND), OTHER_PAIR: (SECOND, THIRD)})


@pytest.mark.requirement("R-082")
def test_a_group_takes_over_its_new_mentees_once() -> None:
    changed = happened(Mentor.MentorLoadChanged, assignment=PAIR, mentees=(FIRST, SECOND))
    given(Mentor, *IN_BANK, appointed(PAIR, FIRST)).when(
        lambda it: it.change_load(assignment=PAIR, mentees=(FIRST, SECOND), allowed=2)
    ).then(changed)
    given(Mentor, *IN_BANK, appointed(PAIR, FIRST), changed).when(
        lambda it: it.change_load(assignment=PAIR, mentees=(FIRST, SECOND), allowed=1)
    ).then_nothing()


@pytest.mark.requirement("R-077", "R-082")
def test_a_group_grows_only_while_its_mentor_has_room() -> None:
    given(Mentor, *IN_BANK, appointed(PAIR, FIRST)).when(
        lambda it: it.change_load(assignment=PAIR, mentees=(FIRST, SECOND), allowed=1)
    ).then_refused(MentorAtCapacity, count=2, limit=1)


@pytest.mark.requirement("R-082")
def test_a_group_may_exchange_one_mentee_for_another_in_a_full_load() -> None:
    given(Mentor, *IN_BANK, appointed(PAIR, FIRST, SECOND)).when(
        lambda it: it.change_load(assignment=PAIR, mentees=(FIRST, THIRD), allowed=2)
    ).then(happened(Mentor.MentorLoadChanged, assignment=PAIR, mentees=(FIRST, THIRD)))


@pytest.mark.requirement("R-082")
def test_a_group_shrinks_even_when_its_mentor_has_more_than_he_now_may() -> None:
    given(Mentor, *IN_BANK, appointed(PAIR, FIRST, SECOND, THIRD)).when(
        lambda it: it.change_load(assignment=PAIR, mentees=(FIRST, SECOND), allowed=1)
    ).then(happened(Mentor.MentorLoadChanged, assignment=PAIR, mentees=(FIRST, SECOND)))


@pytest.mark.requirement("R-077")
def test_a_limit_below_the_mentees_that_a_mentor_has_is_refused() -> None:
    led = (*IN_BANK, appointed(PAIR, FIRST, SECOND))
    given(Mentor, *led).when(lambda it: it.set_capacity(limit=1, allowed=3)).then_refused(
        CapacityBelowLoad, limit=1, load=2
    )
    given(Mentor, *led).when(lambda it: it.set_capacity(limit=2, allowed=3)).then(capacity(2))


def test_only_the_mentor_of_a_group_takes_over_its_mentees() -> None:
    given(Mentor, *IN_BANK).when(
        lambda it: it.change_load(assignment=PAIR, mentees=(FIRST,), allowed=None)
    ).then_refused(MentorNotAppointed)


@pytest.mark.requirement("R-077")
def test_a_mentor_is_discharged_once_and_then_has_room_again() -> None:
    history = (*IN_BANK, appointed(PAIR, FIRST))
    given(Mentor, *history).when(lambda it: it.discharge(assignment=PAIR, discharged_on=LAST_DAY)).then(
        DISCHARGED
    )
    given(Mentor, *history, DISCHARGED).when(
        lambda it: it.discharge(assignment=PAIR, discharged_on=LAST_DAY)
    ).then_nothing()
    given(Mentor, *history, DISCHARGED).when(lambda it: appoint(it, OTHER_PAIR, SECOND, allowed=1)).then(
        appointed(OTHER_PAIR, SECOND)
    )


@pytest.mark.requirement("R-068")
def test_the_order_gives_a_mentee_of_the_bank_a_mentor_once() -> None:
    given(Mentee, *MENTEE).when(lambda it: it.assign(assignment=PAIR, mentor=MENTOR, most=1)).then(ASSIGNED)
    given(Mentee, *MENTEE, ASSIGNED).when(
        lambda it: it.assign(assignment=PAIR, mentor=MENTOR, most=1)
    ).then_nothing()


@pytest.mark.requirement("R-045", "R-068")
def test_nobody_outside_the_bank_gets_a_mentor() -> None:
    given(Mentee, MENTEE[0]).when(lambda it: it.assign(assignment=PAIR, mentor=MENTOR, most=1)).then_refused(
        MenteeNotInBank
    )


@pytest.mark.requirement("R-068")
def test_two_pairs_of_the_same_two_are_refused() -> None:
    given(Mentee, *MENTEE, ASSIGNED).when(
        lambda it: it.assign(assignment=OTHER_PAIR, mentor=MENTOR, most=2)
    ).then_refused(MenteeHasThisMentor)


@pytest.mark.requirement("R-068")
def test_a_mentee_has_as_many_mentors_at_once_as_is_allowed() -> None:
    given(Mentee, *MENTEE, ASSIGNED).when(
        lambda it: it.assign(assignment=OTHER_PAIR, mentor=OTHER_MENTOR, most=2)
    ).then(happened(Mentee.MenteeAssigned, assignment=OTHER_PAIR, mentor=OTHER_MENTOR))
    given(Mentee, *MENTEE, ASSIGNED).when(
        lambda it: it.assign(assignment=OTHER_PAIR, mentor=OTHER_MENTOR, most=1)
    ).then_refused(MenteeHasEnoughMentors, count=1, limit=1)


@pytest.mark.requirement("R-068")
def test_where_nothing_is_said_a_mentee_may_have_any_number_of_mentors() -> None:
    given(Mentee, *MENTEE, ASSIGNED).when(
        lambda it: it.assign(assignment=OTHER_PAIR, mentor=OTHER_MENTOR, most=None)
    ).then(happened(Mentee.MenteeAssigned, assignment=OTHER_PAIR, mentor=OTHER_MENTOR))


def test_years_of_experience_are_those_of_questionnaire_and_request() -> None:
    mentor = replayed(recorded(Mentor, MENTOR, *IN_BANK))
    told = happened(Mentee.ProfessionalRequestSubmitted, **REQUEST)
    mentee = replayed(recorded(Mentee, FIRST, *MENTEE, told))
    assert (mentor.experience_years, mentee.experience_years) == (21, 2)
    assert replayed(recorded(Mentee, FIRST, *MENTEE)).experience_years is None


@pytest.mark.requirement("R-060")
def test_what_is_sure_or_chosen_by_the_curator_counts_as_offered_and_as_asked_for() -> None:
    chosen = [
        happened(kind.CompetencyChosen, index=index, code=code)
        for kind in (Mentor, Mentee)
        for index, code in ((0, None), (1, "PSY-02"))
    ]
    told = happened(Mentee.ProfessionalRequestSubmitted, **REQUEST)
    difficulty = [
        happened(
            Mentee.ProfessionalDifficultyIdentified, difficulty=Pii(OTHER, text), code=code, source="paper"
        )
        for text, code in (("дисциплина", "PSY-01"), ("робость", None))
    ]
    before, after = (
        (IN_BANK, (*MENTEE, told)),
        ((*IN_BANK, *chosen[:2]), (*MENTEE, told, *chosen[2:], *difficulty)),
    )
    for (mentor, mentee), (offers, needs) in (
        (before, ({"SUB-01"}, {"SUB-01"})),
        (after, ({"PSY-02"}, {"PSY-02", "PSY-01"})),
    ):
        assert replayed(recorded(Mentor, MENTOR, *mentor)).offers == offers
        assert replayed(recorded(Mentee, FIRST, *mentee)).needs == needs


@pytest.mark.requirement("R-060")
def test_a_newer_questionnaire_or_request_forgets_what_the_curator_chose_of_the_older_one() -> None:
    choice = happened(Mentor.CompetencyChosen, index=0, code=None)
    mentor = replayed(
        recorded(Mentor, MENTOR, *IN_BANK, choice, happened(Mentor.BankEntryUpdated, **PROFILE))
    )
    told = happened(Mentee.ProfessionalRequestSubmitted, **REQUEST)
    asked = happened(Mentee.CompetencyChosen, index=1, code="PSY-02")
    mentee = replayed(recorded(Mentee, FIRST, *MENTEE, told, asked, told))
    assert (mentor.offers, mentee.needs) == ({"SUB-01"}, {"SUB-01"})


@pytest.mark.requirement("R-122")
def test_another_mentor_in_the_same_pair_takes_the_place_of_the_first() -> None:
    given(Mentee, *MENTEE, ASSIGNED).when(
        lambda it: it.assign(assignment=PAIR, mentor=OTHER_MENTOR, most=1)
    ).then(happened(Mentee.MenteeAssigned, assignment=PAIR, mentor=OTHER_MENTOR))


@pytest.mark.requirement("R-068")
def test_a_mentee_is_released_from_a_pair_once_and_may_have_another() -> None:
    given(Mentee, *MENTEE, ASSIGNED).when(lambda it: it.release(assignment=PAIR, released_on=TODAY)).then(
        RELEASED
    )
    given(Mentee, *MENTEE, ASSIGNED, RELEASED).when(
        lambda it: it.release(assignment=PAIR, released_on=TODAY)
    ).then_nothing()
    given(Mentee, *MENTEE, ASSIGNED, RELEASED).when(
        lambda it: it.assign(assignment=OTHER_PAIR, mentor=MENTOR, most=1)
    ).then(happened(Mentee.MenteeAssigned, assignment=OTHER_PAIR, mentor=MENTOR))
