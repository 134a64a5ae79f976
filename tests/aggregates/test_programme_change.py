"""A proposed change: who proposes, who agrees, who declines, and that it takes effect once."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.programme_change import (
    ChangeAppliedBefore,
    ChangeDeclinedBefore,
    ChangeEmpty,
    ChangeReasonMissing,
    NotPartyOfChange,
    ProgrammeChange,
)
from service.values import NewTerm, Pii, PlannedActivity
from tests.scenario import TODAY, Happened, given, happened, starting

PERSON = f"001/person/{1:032x}"
MENTOR, ANNA, BORIS = "001/mentor/a", "001/mentee/b", "001/mentee/c"
PARTIES = (MENTOR, ANNA, BORIS)
ID = "001/programme_change/7"
REASON = Pii(PERSON, "была на курсах")
FACTS: dict[str, Any] = {
    "programme": "001/programme/1",
    "proposed_by": ANNA,
    "parties": PARTIES,
    "ends_on": date(2027, 5, 31),
    "forms": None,
    "adds": (),
    "titles": None,
    "methods": None,
    "drops": (),
    "new_terms": (),
    "reason": REASON,
    "proposed_on": TODAY,
    "source": "own",
}
ADDED = PlannedActivity(direction="social", due_on=TODAY)
PROPOSED = happened(ProgrammeChange.ProgrammeChangeProposed, **FACTS)
APPLIED = happened(ProgrammeChange.ProgrammeChangeApplied, applied_on=TODAY)


def agreed(by: str) -> Happened:
    return happened(ProgrammeChange.ProgrammeChangeAgreed, by=by, on=TODAY, source="paper")


def declined(by: str = MENTOR) -> Happened:
    return happened(ProgrammeChange.ProgrammeChangeDeclined, by=by, on=TODAY, source="paper")


def agree(it: ProgrammeChange, by: str = MENTOR) -> None:
    it.agree(by=by, on=TODAY, source="paper", parties=PARTIES)


def decline(it: ProgrammeChange, by: str = MENTOR) -> None:
    it.decline(by=by, on=TODAY, source="paper", parties=PARTIES)


@pytest.mark.requirement("R-124")
@pytest.mark.parametrize(
    "what",
    [
        {},
        {"ends_on": None, "forms": ("PEER",)},
        {"ends_on": None, "adds": (ADDED,), "titles": REASON, "methods": REASON},
        {"ends_on": None, "drops": (2,)},
        {"ends_on": None, "new_terms": (NewTerm(3, TODAY),)},
    ],
)
def test_a_party_proposes_a_change_of_something(what: dict[str, Any]) -> None:
    starting(lambda: ProgrammeChange.propose(ID, **FACTS | what)).then(
        happened(ProgrammeChange.ProgrammeChangeProposed, **FACTS | what)
    )


@pytest.mark.requirement("R-124")
def test_a_proposal_needs_a_party_a_reason_and_a_change() -> None:
    starting(lambda: ProgrammeChange.propose(ID, **FACTS | {"proposed_by": "001/mentee/x"})).then_refused(
        NotPartyOfChange
    )
    blank = {"reason": Pii(PERSON, " ")}
    starting(lambda: ProgrammeChange.propose(ID, **FACTS | blank)).then_refused(ChangeReasonMissing)
    starting(lambda: ProgrammeChange.propose(ID, **FACTS | {"ends_on": None})).then_refused(ChangeEmpty)


@pytest.mark.requirement("R-124")
def test_a_party_agrees_once_and_the_proposer_has() -> None:
    given(ProgrammeChange, PROPOSED).when(agree).then(agreed(MENTOR))
    given(ProgrammeChange, PROPOSED, agreed(MENTOR)).when(agree).then_nothing()
    given(ProgrammeChange, PROPOSED).when(lambda it: agree(it, ANNA)).then_nothing()
    given(ProgrammeChange, PROPOSED).when(lambda it: agree(it, "001/mentee/x")).then_refused(NotPartyOfChange)


@pytest.mark.requirement("R-124")
def test_one_decline_ends_the_proposal() -> None:
    given(ProgrammeChange, PROPOSED).when(decline).then(declined())
    given(ProgrammeChange, PROPOSED, agreed(MENTOR)).when(decline).then(declined())
    given(ProgrammeChange, PROPOSED).when(lambda it: decline(it, "001/mentee/x")).then_refused(
        NotPartyOfChange
    )
    ended = (PROPOSED, declined())
    given(ProgrammeChange, *ended).when(decline).then_refused(ChangeDeclinedBefore)
    given(ProgrammeChange, *ended).when(lambda it: agree(it, BORIS)).then_refused(ChangeDeclinedBefore)
    given(ProgrammeChange, *ended).when(lambda it: it.apply(applied_on=TODAY)).then_refused(
        ChangeDeclinedBefore
    )


@pytest.mark.requirement("R-124")
def test_a_change_takes_effect_once() -> None:
    given(ProgrammeChange, PROPOSED).when(lambda it: it.apply(applied_on=TODAY)).then(APPLIED)
    given(ProgrammeChange, PROPOSED, APPLIED).when(lambda it: it.apply(applied_on=TODAY)).then_refused(
        ChangeAppliedBefore
    )
    given(ProgrammeChange, PROPOSED, APPLIED).when(agree).then_refused(ChangeAppliedBefore)
    given(ProgrammeChange, PROPOSED, APPLIED).when(decline).then_refused(ChangeAppliedBefore)


@pytest.mark.requirement("R-124")
def test_who_agreed_is_told_when_it_takes_effect() -> None:
    found: list[frozenset[str]] = []
    given(ProgrammeChange, PROPOSED, agreed(MENTOR)).when(
        lambda it: found.append(it.apply(applied_on=TODAY))
    ).then(APPLIED)
    assert found == [frozenset({ANNA, MENTOR})]


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ({}, False),
        ({"forms": ("PEER",)}, False),
        ({"adds": (ADDED,)}, True),
        ({"drops": (2,)}, True),
        ({"new_terms": (NewTerm(3, TODAY),)}, True),
    ],
)
def test_a_change_knows_whether_the_plan_changes(what: dict[str, Any], content: bool) -> None:  # noqa: FBT001
    found: list[ProgrammeChange] = []
    proposed = happened(ProgrammeChange.ProgrammeChangeProposed, **FACTS | what)
    given(ProgrammeChange, proposed).when(found.append).then_nothing()
    told = FACTS | what
    assert found[0].with_content is content
    assert {name: getattr(found[0], name) for name in ("ends_on", "forms", "adds", "drops")} == {
        name: told[name] for name in ("ends_on", "forms", "adds", "drops")
    }
    assert (found[0].titles, found[0].methods, found[0].new_terms) == (None, None, told["new_terms"])
    assert (found[0].programme, found[0].proposed_by) == (told["programme"], ANNA)
