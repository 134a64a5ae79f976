"""Measures, improvements, releases by order and speed meetings over the real log."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import service
from service.access import Actor, Role, operator
from service.aggregates.assignment import NotOfThisPair
from service.aggregates.duty_release import (
    ContinuityNotEnsured,
    ReleaseAlreadyDecided,
    ReleaseGroundNotInRegulation,
    ReleaseNeedsActivePair,
    ReleaseNotGranted,
    SubstitutionImpossibleOnlyInForceMajeure,
    SubstitutionMissing,
)
from service.aggregates.improvement import ImprovementReasonMissing
from service.aggregates.measure import MeasureNeedsActivePair, MenteeNotHeard, MenteeNotInformed
from service.aggregates.mentee import MenteeNotInBank
from service.aggregates.order import Order
from service.aggregates.programme_plan import ActivityUnknown
from service.aggregates.speed_meeting import SpeedGoalsMissing, SpeedMeetingNeedsProgramme
from service.commands.amendments import draft_amendment
from service.commands.improvements import decide_improvement, propose_improvement
from service.commands.measures import (
    answer_measure,
    decide_measure,
    inform_of_measure,
    propose_discipline,
    propose_encouragement,
)
from service.commands.orders import draft_order, sign_order
from service.commands.pair_people import ParticipantConsentMissing
from service.commands.people import register_person
from service.commands.releases import (
    SubstituteReleasedToo,
    SubstituteTakenTwice,
    arrange_substitution,
    cancel_duty_release,
    find_substitution_impossible,
    refuse_duty_release,
    request_duty_release,
    use_duty_release,
)
from service.commands.runtime import Runtime
from service.commands.speed_meetings import (
    cancel_speed_meeting,
    record_speed_meeting,
    schedule_speed_meeting,
    set_speed_meeting_goal,
)
from service.commands.suggest import suggest
from service.commands.work import NotOwnAct, fixed_id
from service.errors import NotAllowed
from service.ids import person_of
from tests.commands.pairing import BASIS, TODAY
from tests.commands.working import Pair, at_work, copied, refused

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(scope="module")
def ground(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Pair, Pair]:
    """A folder with a group at work in 001 and a pair at work in 002."""
    folder = tmp_path_factory.mktemp("rights") / "data"
    with copied(furnished, folder) as runtime:
        return folder, at_work(runtime, "001", mentees=2), at_work(runtime, "002")


@pytest.fixture
def runtime(ground: tuple[Path, Pair, Pair], tmp_path: Path) -> Iterator[Runtime]:
    """The service on a copy of that folder."""
    with copied(ground[0], tmp_path / "rights") as runtime:
        yield runtime


@pytest.fixture
def pair(ground: tuple[Path, Pair, Pair], runtime: Runtime) -> Pair:
    """The group of 001."""
    return replace(ground[1], school=replace(ground[1].school, runtime=runtime))


@pytest.fixture
def pair_of_002(ground: tuple[Path, Pair, Pair], runtime: Runtime) -> Pair:
    """The pair of 002."""
    return replace(ground[2], school=replace(ground[2].school, runtime=runtime))


def proposed(pair: Pair) -> dict[str, Any]:
    number = pair.as_mentor(
        propose_discipline, assignment=pair.assignment, mentee=pair.mentee, proposal="замечание"
    )["number"]
    return {"assignment": pair.assignment, "number": int(number)}


@pytest.mark.requirement("R-107")
def test_the_mentee_is_told_and_heard_before_the_head_decides(pair: Pair) -> None:
    proposal = proposed(pair)
    with refused(pair, MenteeNotInformed):
        pair.as_head(decide_measure, outcome="rejected", **proposal)
    pair.as_head(inform_of_measure, **proposal)
    with refused(pair, MenteeNotHeard, informed_on=TODAY):
        pair.as_head(decide_measure, outcome="accepted", **proposal)
    with refused(pair, NotOwnAct):
        pair.by(pair.school.himself(pair.mentees[1]), answer_measure, answer="это не я", **proposal)
    pair.as_mentee(answer_measure, answer="автобус отменили", **proposal)
    pair.as_head(decide_measure, outcome="rejected", reason="причина уважительная", **proposal)
    (row,) = pair.list("measures", pair.school.himself(pair.mentee))
    assert (row["answer"], row["outcome"], row["reason"], row["kind_words"]) == (
        "автобус отменили",
        "rejected",
        "причина уважительная",
        "дисциплинарное взыскание",
    )


@pytest.mark.requirement("R-107")
def test_a_measure_is_seen_by_the_head_its_mentor_and_the_mentee_once_told(pair: Pair) -> None:
    proposal = proposed(pair)
    roles = frozenset({Role.ASSOCIATION})
    seeing = {
        "head": pair.school.office("head"),
        "curator": pair.school.office("curator"),
        "mentor": pair.school.himself(pair.mentor),
        "mentee": pair.school.himself(pair.mentee),
        "other mentee": pair.school.himself(pair.mentees[1]),
        "association": Actor(id=pair.colleague, roles={"001": roles}),
    }
    before = {name: len(pair.list("measures", actor)) for name, actor in seeing.items()}
    pair.as_head(inform_of_measure, **proposal)
    after = {name: len(pair.list("measures", actor)) for name, actor in seeing.items()}
    assert [name for name, count in before.items() if count] == ["head", "mentor"]
    assert [name for name, count in after.items() if count] == ["head", "mentor", "mentee"]


@pytest.mark.requirement("R-107")
def test_a_measure_is_proposed_for_the_own_mentee_of_an_active_pair_and_decided_by_the_head(
    pair: Pair,
) -> None:
    own = {"assignment": pair.assignment, "proposal": "благодарность"}
    stranger = pair.school.mentee()
    with refused(pair, NotOfThisPair):
        pair.as_mentor(propose_encouragement, mentee=stranger, **own)
    with refused(pair, NotAllowed):
        pair.as_mentee(propose_encouragement, mentee=pair.mentee, **own)
    pair.as_mentor(propose_encouragement, mentee=pair.mentee, **own)
    with refused(pair, NotAllowed):
        pair.by(pair.school.office("curator"), inform_of_measure, assignment=pair.assignment, number=1)
    pair.end()
    with refused(pair, MeasureNeedsActivePair):
        pair.as_mentor(propose_encouragement, mentee=pair.mentee, **own)
    pair.as_head(inform_of_measure, assignment=pair.assignment, number=1)


@pytest.mark.requirement("R-107")
def test_a_measure_never_reaches_the_matcher(pair: Pair) -> None:
    runtime = pair.school.runtime
    pair.school.mentor()
    pair.school.mentee()
    before = suggest(runtime, institution="001", actor=operator())
    pair.as_head(inform_of_measure, **proposed(pair))
    assert suggest(runtime, institution="001", actor=operator()) == before


@pytest.mark.requirement("R-107")
def test_nothing_but_its_own_commands_and_its_register_reads_a_measure() -> None:
    folder = Path(service.__file__).parent
    readers = {str(path.relative_to(folder)) for path in folder.rglob("*.py") if "measure" in imported(path)}
    assert readers == {"commands/measures.py", "projections/proposals.py"}


def imported(path: Path) -> set[str]:
    """The aggregates that a file imports by name."""
    froms = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    modules = [node.module or "" for node in froms]
    return {module.rsplit(".", 1)[-1] for module in modules if module.startswith("service.aggregates.")}


@pytest.mark.requirement("R-111")
def test_mentor_and_mentee_propose_improvements_and_each_gets_an_answer(pair: Pair) -> None:
    own = pair.as_mentee(
        propose_improvement, author=pair.mentee, proposal="больше посещений", assignment=pair.assignment
    )["improvement"]
    general = pair.as_mentor(propose_improvement, author=pair.mentor, proposal="общий план")["improvement"]
    with refused(pair, NotOwnAct):
        pair.as_mentee(propose_improvement, author=pair.mentor, proposal="за другого")
    stranger = pair.school.mentee()
    with refused(pair, NotOfThisPair):
        pair.by(
            pair.school.himself(stranger),
            propose_improvement,
            author=stranger,
            proposal="о чужой паре",
            assignment=pair.assignment,
        )
    curator = pair.school.office("curator")
    assert [row["decided_on"] for row in pair.list("improvements", curator)] == [None, None]
    with refused(pair, ImprovementReasonMissing):
        pair.by(curator, decide_improvement, improvement=general, outcome="rejected")
    pair.by(curator, decide_improvement, improvement=general, outcome="rejected", reason="нет часов")
    pair.by(curator, decide_improvement, improvement=own, outcome="accepted")
    (row,) = pair.list("improvements", pair.school.himself(pair.mentor))
    assert (row["id"], row["outcome"], row["reason"]) == (general, "rejected", "нет часов")


def release(pair: Pair, who: str | None = None, *, ground: str = "exceptional") -> str:
    """Let a participant ask for two days."""
    entry = who or pair.mentee
    return pair.by(
        pair.school.himself(entry),
        request_duty_release,
        assignment=pair.assignment,
        who=entry,
        activity=1,
        ground=ground,
        reason="семинар в другом городе",
        since=TOMORROW,
        to=TOMORROW + timedelta(days=2),
    )["release"]


def substitute(pair: Pair, found: str, person: str | None = None, *, continuity: bool = True) -> None:
    pair.by(
        pair.school.office("curator"),
        arrange_substitution,
        release=found,
        substitute=person or pair.colleague,
        continuity_ensured=continuity,
    )


def sign(pair: Pair, *releases: str, number: str = "300") -> str:
    order = pair.school.act(draft_order, kind="duty_release", subjects=releases, basis=BASIS)["order"]
    pair.as_head(sign_order, order=order, number=number, signed_on=TODAY)
    return order


@pytest.mark.requirement("R-119")
def test_the_head_releases_by_order_once_there_is_a_substitute_and_continuity(pair: Pair) -> None:
    found = release(pair)
    draft = pair.school.act(draft_order, kind="duty_release", subjects=(found,), basis=BASIS)["order"]
    signing = {"order": draft, "number": "301", "signed_on": TODAY}
    with refused(pair, SubstitutionMissing):
        pair.as_head(sign_order, **signing)
    substitute(pair, found, continuity=False)
    with refused(pair, ContinuityNotEnsured):
        pair.as_head(sign_order, **signing)
    substitute(pair, found)
    with refused(pair, ReleaseNotGranted):
        pair.as_mentee(use_duty_release, release=found, used_on=TODAY)
    pair.as_head(sign_order, **signing)
    named = pair.school.runtime.log.get(Order, draft).named
    assert {person_of(pair.mentee), pair.colleague} <= set(named)
    (row,) = pair.list("duty_releases", pair.school.himself(pair.mentee))
    assert (row["state"], row["order_number"], row["substitute"]) == ("granted", "301", pair.colleague)
    later = replace(pair, school=replace(pair.school, runtime=moved(pair.school.runtime)))
    later.as_mentee(use_duty_release, release=found, used_on=TOMORROW)
    (row,) = pair.list("duty_releases", pair.school.himself(pair.mentee))
    assert (row["state"], row["ended_on"]) == ("used", TOMORROW)


def moved(runtime: Runtime) -> Runtime:
    """The service three days later."""
    now = runtime.clock()
    return replace(runtime, clock=lambda: now + timedelta(days=3))


@pytest.mark.requirement("R-119")
def test_an_order_releases_all_whom_it_names_or_nobody(pair: Pair) -> None:
    ready, open_one = release(pair), release(pair, pair.mentees[1])
    substitute(pair, ready)
    order = pair.school.act(draft_order, kind="duty_release", subjects=(ready, open_one), basis=BASIS)
    with refused(pair, SubstitutionMissing):
        pair.as_head(sign_order, order=order["order"], number="302", signed_on=TODAY)


@pytest.mark.requirement("R-119")
def test_who_substitutes_is_there_and_substitutes_one_person_only(pair: Pair) -> None:
    one, other = release(pair), release(pair, pair.mentees[1])
    substitute(pair, one)
    substitute(pair, other)
    order = pair.school.act(draft_order, kind="duty_release", subjects=(one, other), basis=BASIS)["order"]
    signing = {"order": order, "number": "303", "signed_on": TODAY}
    with refused(pair, SubstituteTakenTwice):
        pair.as_head(sign_order, **signing)
    substitute(pair, other, person_of(pair.mentee))
    with refused(pair, SubstituteReleasedToo):
        pair.as_head(sign_order, **signing)
    third = pair.school.act(register_person, full_name="Лыков Пётр Ильич", position="учитель")["person"]
    substitute(pair, other, third)
    pair.as_head(sign_order, **signing)
    states = {row["id"]: row["state"] for row in pair.list("duty_releases", pair.school.office("head"))}
    assert states == {one: "granted", other: "granted"}


@pytest.mark.requirement("R-119")
def test_a_release_is_refused_with_a_reason_or_taken_back(pair: Pair) -> None:
    refused_one, taken_back = release(pair), release(pair, pair.mentor)
    pair.as_head(refuse_duty_release, release=refused_one, reason="идут контрольные")
    with refused(pair, NotOwnAct):
        pair.as_mentee(cancel_duty_release, release=taken_back)
    pair.as_mentor(cancel_duty_release, release=taken_back)
    with refused(pair, ReleaseAlreadyDecided):
        substitute(pair, taken_back)
    (row,) = pair.list("duty_releases", pair.school.himself(pair.mentee))
    assert (row["state"], row["refusal"]) == ("refused", "идут контрольные")


@pytest.mark.requirement("R-119")
def test_a_release_is_asked_for_by_oneself_for_an_activity_of_an_active_pair(pair: Pair) -> None:
    asked: dict[str, Any] = {
        "assignment": pair.assignment,
        "ground": "exceptional",
        "reason": "семинар",
        "since": TOMORROW,
        "to": TOMORROW + timedelta(days=1),
    }
    with refused(pair, NotOwnAct):
        pair.as_mentee(request_duty_release, who=pair.mentor, activity=1, **asked)
    with refused(pair, ActivityUnknown, number=5):
        pair.as_mentee(request_duty_release, who=pair.mentee, activity=5, **asked)
    found = release(pair)
    substitute(pair, found)
    pair.end()
    with refused(pair, ReleaseNeedsActivePair):
        pair.as_mentee(request_duty_release, who=pair.mentee, activity=1, **asked)
    order = pair.school.act(draft_order, kind="duty_release", subjects=(found,), basis=BASIS)["order"]
    with refused(pair, ReleaseNeedsActivePair):
        pair.as_head(sign_order, order=order, number="304", signed_on=TODAY)


@pytest.mark.requirement("R-120")
@pytest.mark.variation("V-35")
def test_only_002_releases_in_force_majeure_and_there_even_without_a_substitute(
    pair: Pair, pair_of_002: Pair
) -> None:
    """V-35: 002 §3.6 ¶4 knows force majeure, 001 exceptional cases only."""
    with refused(pair, ReleaseGroundNotInRegulation):
        release(pair, ground="force_majeure")
    usual = release(pair_of_002)
    found = release(pair_of_002, ground="force_majeure")
    curator = pair_of_002.school.office("curator")
    nobody = {"reason": "все на дежурстве", "continuity_ensured": True}
    with refused(pair_of_002, SubstitutionImpossibleOnlyInForceMajeure):
        pair_of_002.by(curator, find_substitution_impossible, release=usual, **nobody)
    pair_of_002.by(curator, find_substitution_impossible, release=found, **nobody)
    sign(pair_of_002, found)
    rows = {row["id"]: row for row in pair_of_002.list("duty_releases", curator)}
    assert (rows[found]["state"], rows[found]["no_substitute"]) == ("granted", "все на дежурстве")
    assert rows[found]["ground"] == "force_majeure"


def meeting(pair: Pair, **changes: Any) -> str:
    facts: dict[str, Any] = {
        "mentor": pair.mentor,
        "mentees": pair.mentees,
        "topic": "первый классный час",
        "place": "библиотека",
        "meeting_on": TODAY,
    }
    curator = pair.school.office("curator")
    return pair.by(curator, schedule_speed_meeting, **(facts | changes))["meeting"]


@pytest.mark.requirement("R-086")
def test_a_speed_meeting_has_goals_and_adds_no_load(pair: Pair) -> None:
    mentor, mentee = pair.school.mentor(), pair.school.mentee()
    found = meeting(pair, mentor=mentor, mentees=(mentee,))
    curator = pair.school.office("curator")
    held = {"meeting": found, "attended": (mentee,), "held_on": TODAY}
    with refused(pair, SpeedGoalsMissing):
        pair.by(curator, record_speed_meeting, **held)
    goal = {"meeting": found, "goal": "узнать три приёма"}
    with refused(pair, NotOwnAct):
        pair.as_mentee(set_speed_meeting_goal, by=mentee, **goal)
    pair.by(pair.school.himself(mentee), set_speed_meeting_goal, by=mentee, **goal)
    pair.by(pair.school.himself(mentor), set_speed_meeting_goal, by=mentor, **goal)
    pair.by(curator, record_speed_meeting, **held)
    (row,) = pair.list("speed_meetings", pair.school.himself(mentee))
    assert [goal["by"] for goal in row["goals"]] == [mentee, mentor]
    assert (row["state"], row["attended"], row["held_on"]) == ("held", [mentee], TODAY)
    assert pair.school.mentor_of(mentor).places == {}
    assert pair.list("speed_meetings", pair.school.himself(pair.mentee)) == []


@pytest.mark.requirement("R-046", "R-086")
def test_a_speed_meeting_joins_people_of_the_banks_who_agreed_to_it(pair: Pair) -> None:
    school = pair.school
    mentor, mentee, unsigned = school.mentor(), school.mentee(), school.mentee(consent=False)
    with refused(pair, MenteeNotInBank):
        meeting(pair, mentor=mentor, mentees=(mentee, unsigned))
    school.withdraw_personal_data(mentor)
    with refused(pair, ParticipantConsentMissing):
        meeting(pair, mentor=mentor, mentees=(mentee,))


def test_a_speed_meeting_may_be_cancelled(pair: Pair) -> None:
    found = meeting(pair)
    pair.by(pair.school.office("curator"), cancel_speed_meeting, meeting=found)
    (row,) = pair.list("speed_meetings", pair.school.himself(pair.mentor))
    assert row["state_words"] == "отменена"


@pytest.mark.requirement("R-086")
@pytest.mark.variation("V-25")
def test_a_speed_meeting_connects_with_whom_the_regulation_says(pair: Pair, pair_of_002: Pair) -> None:
    """V-25: in 001 with other workers of the school, in 002 with other workers."""
    scopes = {}
    for one in (pair, pair_of_002):
        meeting(one)
        (row,) = one.list("speed_meetings", one.school.office("curator"))
        scopes[one.school.code] = row["scope"]
    assert scopes == {"001": "другие работники МБОУ СШ №11", "002": "другие работники"}


@pytest.mark.requirement("R-086")
def test_an_institution_may_hold_speed_meetings_within_programmes_only(pair: Pair, pair_of_002: Pair) -> None:
    amend(pair, {"policy.speed_meeting_needs_programme": True})
    meeting(pair_of_002)
    with refused(pair, SpeedMeetingNeedsProgramme):
        meeting(pair)
    meeting(pair, assignment=pair.assignment)


def amend(pair: Pair, changes: dict[str, Any]) -> None:
    """Change values of the regulation by an order of today."""
    school = pair.school
    school.act(draft_amendment, changes=changes, clauses=("§9.2",), reason="new_local_act")
    order = school.act(
        draft_order,
        kind="regulation_amendment",
        subjects=(fixed_id(school.code, "institution"),),
        basis=("FZ-273",),
        effective_from=TODAY,
    )["order"]
    school.act(sign_order, order=order, number="400", signed_on=TODAY)
