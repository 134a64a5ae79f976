"""A petition: made by the mentor or a mentee, heard, passed on where it is about the head, decided once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.petition import (
    EndingReasonMissing,
    Outcome,
    PartyNotOfPair,
    Petition,
    PetitionDecided,
    PetitionerNotHeard,
    PetitionInFuture,
    PetitionNotReferred,
    PetitionNotRefusable,
    PetitionWithTheHead,
    ReplacementReasonNeedsText,
    ReplacementReasonUnlisted,
    Reviewer,
    SupportedPetitionNotRefusable,
    check_reason,
)
from service.events import Event
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER, PERSON
from tests.scenario import TODAY, Happened, given, happened

Ask = Callable[..., None]

REASONS = ("contract_ended", "transfer", "request", "non_performance", "other")
TEXT = Pii(PERSON, "переезд")
WORDS = Pii(OTHER, "не находим времени")
ANSWER = Pii(PERSON, "до конца четверти")
PARTIES = (MENTOR, MENTEE)


def registered(*, about_head: bool = False) -> Happened:
    return happened(
        Petition.PetitionRegistered,
        assignment=ASSIGNMENT,
        mentor=MENTOR,
        addressed_to=("curator", "head"),
        about_head=about_head,
    )


def relief(reason: str = "request") -> Happened:
    return happened(
        Petition.MentorReliefRequested,
        mentor=MENTOR,
        reason=reason,
        text=TEXT,
        requested_on=TODAY,
        source="own",
    )


def replacement(reason: str = "request") -> Happened:
    return happened(
        Petition.MentorReplacementRequested,
        mentee=MENTEE,
        reason=reason,
        text=WORDS,
        requested_on=TODAY,
        source="paper",
    )


def heard(party: str) -> Happened:
    return happened(Petition.PartyHeard, party=party, statement=None)


def referred(*, supported: bool) -> Happened:
    return happened(Petition.PetitionReferredToHead, reviewer="curator", supported=supported, opinion=ANSWER)


RELIEF = (registered(), relief(), heard(MENTOR))
REPLACEMENT = (registered(), replacement(), heard(MENTEE))
ENDINGS = (
    (*RELIEF, happened(Petition.MentorReliefGranted, outcome="replacement")),
    (*RELIEF, happened(Petition.MentorReliefRefused, reason=ANSWER)),
    (*REPLACEMENT, happened(Petition.MentorReplacementGranted, outcome="termination")),
    (*REPLACEMENT, happened(Petition.MentorReplacementRefused, reason=ANSWER)),
    (*RELIEF, happened(Petition.PetitionWithdrawn, source="own")),
)


def ask_for_relief(it: Petition, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "mentor": MENTOR,
        "reason": "request",
        "reasons": REASONS,
        "text": TEXT,
        "requested_on": TODAY,
        "on": TODAY,
        "source": "own",
    }
    it.request_relief(**(facts | changes))


def ask_for_replacement(it: Petition, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "mentee": MENTEE,
        "reason": "request",
        "reasons": REASONS,
        "text": WORDS,
        "requested_on": TODAY,
        "on": TODAY,
        "source": "paper",
    }
    it.request_replacement(**(facts | changes))


@pytest.mark.requirement("R-100")
def test_a_mentor_asks_to_be_relieved() -> None:
    given(Petition, registered()).when(ask_for_relief).then(relief())


@pytest.mark.requirement("R-112")
def test_a_mentee_asks_for_another_mentor() -> None:
    given(Petition, registered()).when(ask_for_replacement).then(replacement())


@pytest.mark.requirement("R-112")
def test_a_petition_needs_no_words_unless_its_reason_is_open_ended() -> None:
    given(Petition, registered()).when(lambda it: ask_for_replacement(it, text=None)).then(
        happened(
            Petition.MentorReplacementRequested,
            mentee=MENTEE,
            reason="request",
            text=None,
            requested_on=TODAY,
            source="paper",
        )
    )


@pytest.mark.requirement("R-121")
@pytest.mark.parametrize("ask", [ask_for_relief, ask_for_replacement])
def test_a_reason_outside_the_list_is_refused(ask: Ask) -> None:
    given(Petition, registered()).when(lambda it: ask(it, reason="weather")).then_refused(
        ReplacementReasonUnlisted
    )


@pytest.mark.requirement("R-121")
@pytest.mark.parametrize("ask", [ask_for_relief, ask_for_replacement])
def test_other_circumstances_need_words(ask: Ask) -> None:
    given(Petition, registered()).when(lambda it: ask(it, reason="other", text=None)).then_refused(
        ReplacementReasonNeedsText
    )


@pytest.mark.requirement("R-121")
def test_other_circumstances_in_words_are_a_reason() -> None:
    given(Petition, registered()).when(lambda it: ask_for_relief(it, reason="other")).then(relief("other"))
    given(Petition, registered()).when(lambda it: ask_for_replacement(it, reason="other")).then(
        replacement("other")
    )
    check_reason("transfer", reasons=REASONS, has_text=False)


@pytest.mark.parametrize("ask", [ask_for_relief, ask_for_replacement])
def test_a_petition_of_tomorrow_is_refused(ask: Ask) -> None:
    tomorrow = TODAY + timedelta(days=1)
    given(Petition, registered()).when(lambda it: ask(it, requested_on=tomorrow)).then_refused(
        PetitionInFuture, requested_on=tomorrow, on=TODAY
    )


def test_a_petition_keeps_the_date_of_its_paper() -> None:
    early = date(2026, 9, 1)
    given(Petition, registered()).when(lambda it: ask_for_relief(it, requested_on=early)).then(
        happened(
            Petition.MentorReliefRequested,
            mentor=MENTOR,
            reason="request",
            text=TEXT,
            requested_on=early,
            source="own",
        )
    )


@pytest.mark.parametrize("party", PARTIES)
def test_each_party_of_the_pair_is_heard(party: str) -> None:
    given(Petition, registered(), relief()).when(
        lambda it: it.hear(party=party, parties=PARTIES, statement=ANSWER)
    ).then(happened(Petition.PartyHeard, party=party, statement=ANSWER))


def test_a_stranger_is_not_heard() -> None:
    given(Petition, registered(), relief()).when(
        lambda it: it.hear(party=PERSON, parties=PARTIES, statement=None)
    ).then_refused(PartyNotOfPair)


def test_the_same_words_again_change_nothing_and_new_words_are_recorded() -> None:
    given(Petition, *RELIEF).when(
        lambda it: it.hear(party=MENTOR, parties=PARTIES, statement=None)
    ).then_nothing()
    told = happened(Petition.PartyHeard, party=MENTOR, statement=TEXT)
    given(Petition, *RELIEF).when(lambda it: it.hear(party=MENTOR, parties=PARTIES, statement=TEXT)).then(
        told
    )
    given(Petition, *RELIEF, told).when(
        lambda it: it.hear(party=MENTOR, parties=PARTIES, statement=TEXT)
    ).then_nothing()


@pytest.mark.requirement("R-100")
@pytest.mark.parametrize("outcome", ["replacement", "termination"])
def test_the_head_grants_relief_and_chooses_what_follows(outcome: Outcome) -> None:
    given(Petition, *RELIEF).when(lambda it: it.grant(outcome=outcome, consent_withdrawn=False)).then(
        happened(Petition.MentorReliefGranted, outcome=outcome)
    )


@pytest.mark.requirement("R-112")
@pytest.mark.parametrize("outcome", ["replacement", "termination"])
def test_the_head_grants_a_mentees_petition_and_chooses_what_follows(outcome: Outcome) -> None:
    given(Petition, *REPLACEMENT).when(lambda it: it.grant(outcome=outcome, consent_withdrawn=False)).then(
        happened(Petition.MentorReplacementGranted, outcome=outcome)
    )


@pytest.mark.requirement("R-100")
def test_the_head_refuses_relief_with_a_reason() -> None:
    given(Petition, *RELIEF).when(lambda it: it.refuse(reason=ANSWER, consent_withdrawn=False)).then(
        happened(Petition.MentorReliefRefused, reason=ANSWER)
    )


@pytest.mark.requirement("R-112")
def test_the_head_refuses_a_mentees_petition_with_a_reason() -> None:
    given(Petition, *REPLACEMENT).when(lambda it: it.refuse(reason=ANSWER, consent_withdrawn=False)).then(
        happened(Petition.MentorReplacementRefused, reason=ANSWER)
    )


@pytest.mark.parametrize("history", [(registered(), relief()), (registered(), relief(), heard(MENTEE))])
def test_nothing_is_decided_before_the_petitioner_was_heard(history: tuple[Happened, ...]) -> None:
    given(Petition, *history).when(
        lambda it: it.grant(outcome="replacement", consent_withdrawn=False)
    ).then_refused(PetitionerNotHeard)
    given(Petition, *history).when(lambda it: it.refuse(reason=ANSWER, consent_withdrawn=False)).then_refused(
        PetitionerNotHeard
    )


@pytest.mark.requirement("R-121")
def test_an_ended_contract_leaves_nothing_to_refuse_and_nobody_to_hear() -> None:
    history = (registered(), relief("contract_ended"))
    given(Petition, *history).when(lambda it: it.refuse(reason=ANSWER, consent_withdrawn=False)).then_refused(
        PetitionNotRefusable
    )
    given(Petition, *history).when(lambda it: it.grant(outcome="replacement", consent_withdrawn=False)).then(
        happened(Petition.MentorReliefGranted, outcome="replacement")
    )


@pytest.mark.requirement("R-121")
def test_a_mentee_too_may_name_the_end_of_the_mentors_contract() -> None:
    given(Petition, registered(), replacement("contract_ended")).when(
        lambda it: it.refuse(reason=ANSWER, consent_withdrawn=False)
    ).then_refused(PetitionNotRefusable)


@pytest.mark.requirement("R-121")
def test_a_withdrawn_consent_leaves_nothing_to_refuse_and_nobody_to_hear() -> None:
    history = (registered(), replacement("transfer"))
    given(Petition, *history).when(lambda it: it.refuse(reason=ANSWER, consent_withdrawn=True)).then_refused(
        PetitionNotRefusable
    )
    given(Petition, *history).when(lambda it: it.grant(outcome="termination", consent_withdrawn=True)).then(
        happened(Petition.MentorReplacementGranted, outcome="termination")
    )


@pytest.mark.parametrize("history", [RELIEF, REPLACEMENT])
def test_whoever_made_a_petition_takes_it_back(history: tuple[Happened, ...]) -> None:
    given(Petition, *history).when(lambda it: it.withdraw(source="paper")).then(
        happened(Petition.PetitionWithdrawn, source="paper")
    )


@pytest.mark.parametrize("history", ENDINGS)
def test_a_petition_is_decided_once(history: tuple[Happened, ...]) -> None:
    for act in (
        lambda it: it.grant(outcome="replacement", consent_withdrawn=False),
        lambda it: it.refuse(reason=ANSWER, consent_withdrawn=False),
        lambda it: it.refuse(reason=ANSWER, consent_withdrawn=True),
        lambda it: it.withdraw(source="own"),
        lambda it: it.hear(party=MENTOR, parties=PARTIES, statement=TEXT),
        lambda it: it.refer_to_head(reviewer="curator", supported=True, opinion=None),
    ):
        given(Petition, *history).when(act).then_refused(PetitionDecided)


@pytest.mark.requirement("R-112")
@pytest.mark.parametrize("reviewer", ["curator", "association"])
def test_a_petition_about_the_head_is_passed_on_with_an_opinion(reviewer: Reviewer) -> None:
    given(Petition, registered(about_head=True), replacement()).when(
        lambda it: it.refer_to_head(reviewer=reviewer, supported=True, opinion=ANSWER)
    ).then(happened(Petition.PetitionReferredToHead, reviewer=reviewer, supported=True, opinion=ANSWER))


def test_only_a_petition_about_the_head_is_passed_on_and_only_once() -> None:
    for history in (
        (registered(), replacement()),
        (registered(about_head=True), replacement(), referred(supported=False)),
    ):
        given(Petition, *history).when(
            lambda it: it.refer_to_head(reviewer="curator", supported=True, opinion=None)
        ).then_refused(PetitionWithTheHead)


@pytest.mark.requirement("R-112")
def test_the_head_decides_nothing_about_himself_before_others_saw_it() -> None:
    history = (registered(about_head=True), replacement(), heard(MENTEE))
    given(Petition, *history).when(
        lambda it: it.grant(outcome="replacement", consent_withdrawn=False)
    ).then_refused(PetitionNotReferred)
    given(Petition, *history).when(lambda it: it.refuse(reason=ANSWER, consent_withdrawn=False)).then_refused(
        PetitionNotReferred
    )


@pytest.mark.requirement("R-112")
def test_the_head_does_not_refuse_what_others_support_against_him() -> None:
    history = (registered(about_head=True), replacement(), heard(MENTEE), referred(supported=True))
    given(Petition, *history).when(lambda it: it.refuse(reason=ANSWER, consent_withdrawn=False)).then_refused(
        SupportedPetitionNotRefusable
    )
    given(Petition, *history).when(lambda it: it.grant(outcome="replacement", consent_withdrawn=False)).then(
        happened(Petition.MentorReplacementGranted, outcome="replacement")
    )


def test_the_head_refuses_what_others_do_not_support() -> None:
    history = (registered(about_head=True), replacement(), heard(MENTEE), referred(supported=False))
    given(Petition, *history).when(lambda it: it.refuse(reason=ANSWER, consent_withdrawn=False)).then(
        happened(Petition.MentorReplacementRefused, reason=ANSWER)
    )


@pytest.mark.requirement("R-126")
@pytest.mark.parametrize("kind", [Petition.MentorReliefRequested, Petition.MentorReplacementRequested])
def test_mentoring_ends_only_for_a_reason_in_words(kind: type[Event]) -> None:
    side = "mentor" if kind is Petition.MentorReliefRequested else "mentee"
    entry = MENTOR if side == "mentor" else MENTEE
    asked = happened(kind, **{side: entry}, reason="request", text=None, requested_on=TODAY, source="own")
    granted = "MentorReliefGranted" if side == "mentor" else "MentorReplacementGranted"
    history = (registered(), asked, heard(entry))
    given(Petition, *history).when(
        lambda it: it.grant(outcome="termination", consent_withdrawn=False)
    ).then_refused(EndingReasonMissing)
    given(Petition, *history).when(lambda it: it.grant(outcome="replacement", consent_withdrawn=False)).then(
        happened(getattr(Petition, granted), outcome="replacement")
    )
    given(Petition, *history).when(lambda it: it.grant(outcome="termination", consent_withdrawn=True)).then(
        happened(getattr(Petition, granted), outcome="termination")
    )


@pytest.mark.parametrize(
    ("history", "outcome"),
    [(RELIEF, None), *zip(ENDINGS, ("replacement", None, "termination", None, None), strict=True)],
)
def test_the_outcome_is_remembered(history: tuple[Happened, ...], outcome: Outcome | None) -> None:
    def look(it: Petition) -> None:
        assert it.outcome == outcome

    given(Petition, *history).when(look).then_nothing()


def test_a_petition_knows_the_pair_it_is_about() -> None:
    given(Petition, registered(about_head=True), relief()).when(
        lambda it: _is_about(it, assignment=ASSIGNMENT, mentor=MENTOR, petitioner=MENTOR)
    ).then_nothing()


def _is_about(it: Petition, **facts: str) -> None:
    assert {name: getattr(it, name) for name in facts} == facts
