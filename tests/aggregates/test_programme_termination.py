"""The decision to end a programme early: requests, the curator's word, insistence, the curator's own."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.programme_termination import (
    CircumstancesMissing,
    Decided,
    HearingInFuture,
    MediationBeforeRequest,
    MediationInFuture,
    MenteeMayOnlyLeave,
    NotPartyOfTermination,
    PartiesNotHeard,
    ProgrammeTermination,
    TerminationBeforeDecision,
    TerminationDecidedBefore,
    TerminationNotDecided,
    TerminationNotRequested,
    TerminationOrderMissing,
    TerminationReasonMissing,
)
from service.values import Pii
from tests.scenario import ORDER, TODAY, Happened, given, happened

PERSON = f"001/person/{1:032x}"
MENTOR, ANNA, BORIS = "001/mentor/a", "001/mentee/b", "001/mentee/c"
WHY = Pii(PERSON, "переезд")
YESTERDAY, TOMORROW = date(2026, 9, 13), date(2026, 9, 15)

OPENED = happened(ProgrammeTermination.TerminationOpened, programme="001/programme/1")


def requested(by: str, on: date = TODAY) -> Happened:
    return happened(
        ProgrammeTermination.ProgrammeTerminationRequested,
        by=by,
        requested_on=on,
        reason=WHY,
        source="own",
    )


def confirmed(**facts: Any) -> Happened:
    told: dict[str, Any] = {
        "ground": "party_initiative",
        "sub_ground": None,
        "confirmed_on": TODAY,
        "insisted_by": None,
        "mediated_on": None,
        "heard": (),
        "heard_on": None,
        "circumstances": None,
    }
    return happened(ProgrammeTermination.ProgrammeTerminationConfirmed, **told | facts)


def request(it: ProgrammeTermination, **facts: Any) -> None:
    told: dict[str, Any] = {
        "by": ANNA,
        "parties": (MENTOR, ANNA),
        "requested_on": TODAY,
        "reason": WHY,
        "source": "own",
    }
    it.request(**told | facts)


def confirm(it: ProgrammeTermination, *mentees: str) -> None:
    it.confirm(mentor=MENTOR, mentees=mentees or (ANNA,), confirmed_on=TODAY)


@pytest.mark.requirement("R-126")
def test_a_party_asks_once_and_says_why() -> None:
    given(ProgrammeTermination, OPENED).when(request).then(requested(ANNA))
    given(ProgrammeTermination, OPENED, requested(ANNA)).when(request).then_nothing()
    given(ProgrammeTermination, OPENED, requested(ANNA)).when(lambda it: request(it, by=MENTOR)).then(
        requested(MENTOR)
    )
    given(ProgrammeTermination, OPENED).when(lambda it: request(it, by=BORIS)).then_refused(
        NotPartyOfTermination
    )
    given(ProgrammeTermination, OPENED).when(lambda it: request(it, reason=Pii(PERSON, " "))).then_refused(
        TerminationReasonMissing
    )


@pytest.mark.requirement("R-126")
def test_what_is_decided_is_asked_for_no_more() -> None:
    decided = (OPENED, requested(ANNA), confirmed())
    given(ProgrammeTermination, *decided).when(lambda it: request(it, by=MENTOR)).then_refused(
        TerminationDecidedBefore, confirmed_on=TODAY
    )
    given(ProgrammeTermination, *decided).when(confirm).then_refused(
        TerminationDecidedBefore, confirmed_on=TODAY
    )


@pytest.mark.requirement("R-126")
@pytest.mark.parametrize(
    ("who", "ground"),
    [((ANNA,), "party_initiative"), ((MENTOR,), "party_initiative"), ((MENTOR, ANNA), "mutual")],
)
def test_the_curator_confirms_a_partys_wish_or_a_mutual_one(who: tuple[str, ...], ground: str) -> None:
    given(ProgrammeTermination, OPENED, *map(requested, who)).when(confirm).then(confirmed(ground=ground))


@pytest.mark.requirement("R-126")
@pytest.mark.parametrize(
    ("who", "ground"),
    [
        ((MENTOR,), "party_initiative"),
        ((ANNA, BORIS), "party_initiative"),
        ((MENTOR, ANNA), "party_initiative"),
        ((MENTOR, ANNA, BORIS), "mutual"),
    ],
)
def test_the_mentor_or_all_mentees_end_the_programme_of_a_group(who: tuple[str, ...], ground: str) -> None:
    given(ProgrammeTermination, OPENED, *map(requested, who)).when(lambda it: confirm(it, ANNA, BORIS)).then(
        confirmed(ground=ground)
    )


@pytest.mark.requirement("R-126")
def test_one_member_of_a_group_only_leaves_it() -> None:
    given(ProgrammeTermination, OPENED, requested(ANNA)).when(
        lambda it: confirm(it, ANNA, BORIS)
    ).then_refused(MenteeMayOnlyLeave)


@pytest.mark.requirement("R-126")
@pytest.mark.parametrize("told", [(), (requested(BORIS),)])
def test_nothing_is_confirmed_that_nobody_of_today_asked_for(told: tuple[Happened, ...]) -> None:
    given(ProgrammeTermination, OPENED, *told).when(confirm).then_refused(TerminationNotRequested)


def insist(it: ProgrammeTermination, **facts: Any) -> None:
    told: dict[str, Any] = {
        "by": ANNA,
        "mentor": MENTOR,
        "mentees": (ANNA,),
        "mediated_on": TODAY,
        "confirmed_on": TODAY,
    }
    it.insist(**told | facts)


@pytest.mark.requirement("R-126")
def test_whoever_insists_after_talks_is_not_held() -> None:
    given(ProgrammeTermination, OPENED, requested(ANNA)).when(insist).then(
        confirmed(insisted_by=ANNA, mediated_on=TODAY)
    )
    given(ProgrammeTermination, OPENED, requested(ANNA, YESTERDAY)).when(
        lambda it: insist(it, mediated_on=YESTERDAY)
    ).then(confirmed(insisted_by=ANNA, mediated_on=YESTERDAY))


@pytest.mark.requirement("R-126")
def test_insisting_follows_the_own_request_and_talks_about_it() -> None:
    given(ProgrammeTermination, OPENED).when(insist).then_refused(TerminationNotRequested)
    given(ProgrammeTermination, OPENED, requested(MENTOR)).when(insist).then_refused(TerminationNotRequested)
    given(ProgrammeTermination, OPENED, requested(ANNA)).when(
        lambda it: insist(it, mediated_on=YESTERDAY)
    ).then_refused(MediationBeforeRequest, mediated_on=YESTERDAY, requested_on=TODAY)
    given(ProgrammeTermination, OPENED, requested(ANNA)).when(
        lambda it: insist(it, mediated_on=TOMORROW)
    ).then_refused(MediationInFuture, mediated_on=TOMORROW, on=TODAY)
    given(ProgrammeTermination, OPENED, requested(ANNA)).when(
        lambda it: insist(it, mentees=(ANNA, BORIS))
    ).then_refused(MenteeMayOnlyLeave)
    given(ProgrammeTermination, OPENED, requested(ANNA), confirmed()).when(insist).then_refused(
        TerminationDecidedBefore, confirmed_on=TODAY
    )


def decide(it: ProgrammeTermination, **facts: Any) -> None:
    told: dict[str, Any] = {
        "sub_ground": "improper_performance",
        "parties": (MENTOR, ANNA),
        "heard": (MENTOR, ANNA),
        "heard_on": TODAY,
        "circumstances": WHY,
        "confirmed_on": TODAY,
    }
    it.decide(**told | facts)


def by_curator(sub_ground: str = "improper_performance") -> Happened:
    return confirmed(
        ground="curator_initiative",
        sub_ground=sub_ground,
        heard=(MENTOR, ANNA),
        heard_on=TODAY,
        circumstances=WHY,
    )


@pytest.mark.requirement("R-127")
@pytest.mark.parametrize("sub_ground", ["improper_performance", "force_majeure"])
def test_the_curator_decides_on_one_of_two_grounds(sub_ground: str) -> None:
    given(ProgrammeTermination, OPENED).when(lambda it: decide(it, sub_ground=sub_ground)).then(
        by_curator(sub_ground)
    )


@pytest.mark.requirement("R-127")
def test_the_curator_hears_everybody_first_and_says_what_happened() -> None:
    given(ProgrammeTermination, OPENED).when(lambda it: decide(it, heard=(MENTOR,))).then_refused(
        PartiesNotHeard, count=1
    )
    given(ProgrammeTermination, OPENED).when(lambda it: decide(it, heard_on=TOMORROW)).then_refused(
        HearingInFuture, heard_on=TOMORROW, on=TODAY
    )
    given(ProgrammeTermination, OPENED).when(
        lambda it: decide(it, circumstances=Pii(PERSON, ""))
    ).then_refused(CircumstancesMissing)
    given(ProgrammeTermination, OPENED, by_curator()).when(decide).then_refused(
        TerminationDecidedBefore, confirmed_on=TODAY
    )


def need(it: ProgrammeTermination, **facts: Any) -> Decided:
    told: dict[str, Any] = {"terminated_on": TODAY, "order": ORDER, "by_order": True}
    return it.need_decided(**told | facts)


@pytest.mark.requirement("R-126", "R-127")
def test_a_programme_ends_on_the_decision() -> None:
    found: list[Decided] = []
    given(ProgrammeTermination, OPENED, by_curator()).when(lambda it: found.append(need(it))).then_nothing()
    given(ProgrammeTermination, OPENED, requested(ANNA), confirmed()).when(
        lambda it: found.append(need(it, order=None, by_order=False))
    ).then_nothing()
    assert found == [
        Decided("curator_initiative", "improper_performance", TODAY),
        Decided("party_initiative", None, TODAY),
    ]


@pytest.mark.requirement("R-126")
def test_without_decision_or_order_no_programme_ends() -> None:
    given(ProgrammeTermination, OPENED, requested(ANNA)).when(need).then_refused(TerminationNotDecided)
    given(ProgrammeTermination, OPENED, by_curator()).when(lambda it: need(it, order=None)).then_refused(
        TerminationOrderMissing
    )
    given(ProgrammeTermination, OPENED, by_curator()).when(
        lambda it: need(it, terminated_on=YESTERDAY)
    ).then_refused(TerminationBeforeDecision, terminated_on=YESTERDAY, confirmed_on=TODAY)


def test_a_termination_knows_its_programme() -> None:
    found: list[str] = []
    given(ProgrammeTermination, OPENED).when(lambda it: found.append(it.programme)).then_nothing()
    assert found == ["001/programme/1"]
