"""Consultation, conciliation, mediation: voluntary, with a neutral helper, each to its own end."""

from datetime import timedelta
from typing import Any

import pytest

from service.aggregates.mediation import (
    ConsultationForOthers,
    Mediation,
    MediationAgreementMissing,
    MediationDateInFuture,
    MediationNeedsParties,
    MediationOver,
    MediationService,
    MediationStepOutOfPlace,
    NotAParty,
    NotTheMediator,
    PartyCannotMediate,
)
from service.errors import Refused
from service.values import Pii
from tests.scenario import TODAY, Happened, given, happened

ANNA = "001/person/anna"
BORIS = "001/person/boris"
VERA = "001/person/vera"
SUBJECT = Pii(ANNA, "часы встреч")
OUTCOME = Pii(VERA, "по вторникам")
TOMORROW = TODAY + timedelta(days=1)


def requested(service: str, *parties: str) -> Happened:
    return happened(
        Mediation.MediationRequested, service=service, applicant=ANNA, parties=parties, subject=SUBJECT
    )


CONSULTATION = requested("consultation", ANNA)
CONCILIATION = requested("conciliation", ANNA, BORIS)
MEDIATION = requested("mediation", ANNA, BORIS)
AGREED = happened(Mediation.MediationParticipationAgreed, party=BORIS)
DECLINED = happened(Mediation.MediationParticipationDeclined, party=BORIS)
OPENED = happened(Mediation.MediationOpened, mediator=VERA, capacity="association")
CLOSED = happened(Mediation.MediationClosed, agreed=True, outcome=OUTCOME, closed_on=TODAY)

ADVISE: dict[str, Any] = {"mediator": VERA, "capacity": "curator", "advice": OUTCOME, "held_on": TODAY}
CONCLUDE: dict[str, Any] = {
    "mediator": VERA,
    "capacity": "association",
    "agreed": False,
    "outcome": OUTCOME,
    "concluded_on": TODAY,
}
CLOSE: dict[str, Any] = {"mediator": VERA, "agreed": True, "outcome": OUTCOME, "closed_on": TODAY}


def test_a_consultation_has_one_party_and_the_rest_two() -> None:
    Mediation.check_request(service="consultation", parties=(ANNA,))
    Mediation.check_request(service="conciliation", parties=(ANNA, BORIS))
    Mediation.check_request(service="mediation", parties=(ANNA, BORIS, VERA))


@pytest.mark.parametrize(
    ("service", "parties", "refusal"),
    [
        ("consultation", (ANNA, BORIS), ConsultationForOthers),
        ("conciliation", (ANNA,), MediationNeedsParties),
        ("mediation", (ANNA,), MediationNeedsParties),
    ],
)
def test_parties_that_do_not_fit_are_refused(
    service: MediationService, parties: tuple[str, ...], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal) as caught:
        Mediation.check_request(service=service, parties=parties)
    assert caught.value.facts == {}


@pytest.mark.requirement("R-034")
def test_each_party_agrees_once_and_the_applicant_has_agreed_by_asking() -> None:
    given(Mediation, MEDIATION).when(lambda it: it.agree(party=BORIS)).then(AGREED)
    given(Mediation, MEDIATION, AGREED).when(lambda it: it.agree(party=BORIS)).then_nothing()
    given(Mediation, MEDIATION).when(lambda it: it.agree(party=ANNA)).then_nothing()


def test_a_stranger_neither_agrees_nor_declines() -> None:
    given(Mediation, MEDIATION).when(lambda it: it.agree(party=VERA)).then_refused(NotAParty)
    given(Mediation, MEDIATION).when(lambda it: it.decline(party=VERA)).then_refused(NotAParty)


@pytest.mark.requirement("R-034")
def test_who_declines_ends_the_case() -> None:
    given(Mediation, MEDIATION).when(lambda it: it.decline(party=BORIS)).then(DECLINED)
    given(Mediation, MEDIATION, AGREED).when(lambda it: it.decline(party=BORIS)).then(DECLINED)
    given(Mediation, MEDIATION, AGREED, DECLINED).when(_without_boris).then_nothing()
    for act in (
        lambda it: it.agree(party=BORIS),
        lambda it: it.decline(party=ANNA),
        lambda it: it.open(mediator=VERA, capacity="association"),
        lambda it: it.close(**CLOSE, on=TODAY),
    ):
        given(Mediation, MEDIATION, DECLINED).when(act).then_refused(MediationOver)


def _without_boris(it: Mediation) -> None:
    assert it.agreed_parties == frozenset({ANNA})


def test_an_open_mediation_is_left_through_its_mediator() -> None:
    given(Mediation, MEDIATION, AGREED, OPENED).when(lambda it: it.decline(party=BORIS)).then_refused(
        MediationStepOutOfPlace
    )


@pytest.mark.requirement("R-034")
def test_a_consultation_is_held_and_over() -> None:
    held = happened(Mediation.ConsultationHeld, **ADVISE)
    given(Mediation, CONSULTATION).when(lambda it: it.hold_consultation(**ADVISE, on=TODAY)).then(held)
    given(Mediation, CONSULTATION, held).when(
        lambda it: it.hold_consultation(**ADVISE, on=TODAY)
    ).then_refused(MediationOver)


@pytest.mark.requirement("R-034")
def test_a_conciliation_needs_everybodys_agreement_and_is_concluded_once() -> None:
    concluded = happened(Mediation.ConciliationConcluded, **CONCLUDE)
    given(Mediation, CONCILIATION).when(
        lambda it: it.conclude_conciliation(**CONCLUDE, on=TODAY)
    ).then_refused(MediationAgreementMissing, count=1)
    given(Mediation, CONCILIATION, AGREED).when(
        lambda it: it.conclude_conciliation(**CONCLUDE, on=TODAY)
    ).then(concluded)
    given(Mediation, CONCILIATION, AGREED, concluded).when(
        lambda it: it.conclude_conciliation(**CONCLUDE, on=TODAY)
    ).then_refused(MediationOver)


@pytest.mark.requirement("R-034")
def test_a_mediation_opens_when_both_parties_agreed() -> None:
    given(Mediation, MEDIATION).when(lambda it: it.open(mediator=VERA, capacity="association")).then_refused(
        MediationAgreementMissing, count=1
    )
    given(Mediation, MEDIATION, AGREED).when(lambda it: it.open(mediator=VERA, capacity="association")).then(
        OPENED
    )
    given(Mediation, MEDIATION, AGREED, OPENED).when(
        lambda it: it.open(mediator=VERA, capacity="association")
    ).then_refused(MediationStepOutOfPlace)


@pytest.mark.requirement("R-034")
def test_the_mediator_closes_the_mediation_and_nobody_else() -> None:
    given(Mediation, MEDIATION, AGREED, OPENED).when(lambda it: it.close(**CLOSE, on=TODAY)).then(CLOSED)
    given(Mediation, MEDIATION, AGREED, OPENED).when(
        lambda it: it.close(**CLOSE | {"mediator": ANNA}, on=TODAY)
    ).then_refused(NotTheMediator)
    given(Mediation, MEDIATION, AGREED).when(lambda it: it.close(**CLOSE, on=TODAY)).then_refused(
        MediationStepOutOfPlace
    )
    given(Mediation, MEDIATION, AGREED, OPENED, CLOSED).when(
        lambda it: it.close(**CLOSE, on=TODAY)
    ).then_refused(MediationOver)


@pytest.mark.requirement("R-034")
def test_no_party_helps_in_its_own_case() -> None:
    given(Mediation, CONSULTATION).when(
        lambda it: it.hold_consultation(**ADVISE | {"mediator": ANNA}, on=TODAY)
    ).then_refused(PartyCannotMediate)
    given(Mediation, CONCILIATION, AGREED).when(
        lambda it: it.conclude_conciliation(**CONCLUDE | {"mediator": BORIS}, on=TODAY)
    ).then_refused(PartyCannotMediate)
    given(Mediation, MEDIATION, AGREED).when(
        lambda it: it.open(mediator=BORIS, capacity="association")
    ).then_refused(PartyCannotMediate)


def test_each_service_has_its_own_step() -> None:
    given(Mediation, MEDIATION).when(lambda it: it.hold_consultation(**ADVISE, on=TODAY)).then_refused(
        MediationStepOutOfPlace
    )
    given(Mediation, MEDIATION, AGREED).when(
        lambda it: it.conclude_conciliation(**CONCLUDE, on=TODAY)
    ).then_refused(MediationStepOutOfPlace)
    given(Mediation, CONCILIATION, AGREED).when(
        lambda it: it.open(mediator=VERA, capacity="association")
    ).then_refused(MediationStepOutOfPlace)


def test_nothing_is_recorded_before_it_happened() -> None:
    future = {"done_on": TOMORROW, "on": TODAY}
    given(Mediation, CONSULTATION).when(
        lambda it: it.hold_consultation(**ADVISE | {"held_on": TOMORROW}, on=TODAY)
    ).then_refused(MediationDateInFuture, **future)
    given(Mediation, CONCILIATION, AGREED).when(
        lambda it: it.conclude_conciliation(**CONCLUDE | {"concluded_on": TOMORROW}, on=TODAY)
    ).then_refused(MediationDateInFuture, **future)
    given(Mediation, MEDIATION, AGREED, OPENED).when(
        lambda it: it.close(**CLOSE | {"closed_on": TOMORROW}, on=TODAY)
    ).then_refused(MediationDateInFuture, **future)


@pytest.mark.requirement("R-034")
@pytest.mark.parametrize(
    ("history", "readers"),
    [
        ((MEDIATION,), {ANNA, BORIS}),
        ((MEDIATION, AGREED, OPENED), {ANNA, BORIS, VERA}),
        ((MEDIATION, AGREED, OPENED, CLOSED), {ANNA, BORIS, VERA}),
        ((CONSULTATION, happened(Mediation.ConsultationHeld, **ADVISE)), {ANNA, VERA}),
        ((CONCILIATION, AGREED, happened(Mediation.ConciliationConcluded, **CONCLUDE)), {ANNA, BORIS, VERA}),
    ],
)
def test_only_parties_and_the_mediator_read_the_content(
    history: tuple[Happened, ...], readers: set[str]
) -> None:
    def reads(it: Mediation) -> None:
        assert {who for who in (ANNA, BORIS, VERA, "001/person/head") if it.may_read(who)} == readers
        assert it.subject == SUBJECT
        assert it.outcome == (OUTCOME if it.is_over else None)

    given(Mediation, *history).when(reads).then_nothing()
