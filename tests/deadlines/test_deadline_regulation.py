"""Deadlines of an institution: versions and weeks, the yearly review, the package, stages of the roadmap."""

from datetime import date

import pytest

from service.aggregates.institution import Institution
from service.aggregates.needs_review import NeedsReview
from service.aggregates.order import Order
from service.aggregates.roadmap import Roadmap
from service.projections.deadline_versions import regulation_of, regulation_on
from service.values import OrderReference, Period
from tests.deadlines.boards import (
    APPROVED_ON,
    MENTEE,
    NUMBERS,
    PROGRAMME,
    Board,
    Told,
    scheduled,
)
from tests.scenario import TODAY, Happened, happened

COMPOSITION = f"composition:{PROGRAMME}"
ROADMAP = f"002/roadmap/{'d' * 32}"
PACKAGE = "publication:002/package"
REVIEW = "needs_review:002/institution"

# --- weeks and versions ---------------------------------------------------------------------------------


def test_the_week_that_an_institution_sets_counts_from_then_on(board: Board) -> None:
    board.regulate(NUMBERS)
    board.set_week("six_day")
    board.set_week("six_day", institution="001")
    board.approve()
    assert board.rows("composition")[COMPOSITION]["due_on"] == date(2026, 9, 19)
    board.set_week("five_day")
    board.approve()
    assert board.rows("composition")[COMPOSITION]["due_on"] == date(2026, 9, 21)


def test_the_week_of_another_institution_does_not_count(board: Board) -> None:
    board.regulate(NUMBERS)
    board.set_week("six_day", institution="001")
    board.approve()
    assert board.rows("composition")[COMPOSITION]["due_on"] == date(2026, 9, 21)


def test_a_regulation_holds_from_its_first_day_until_the_next_one_holds(board: Board) -> None:
    board.regulate(NUMBERS, since=date(2026, 9, 1))
    board.regulate(NUMBERS, version=2, since=date(2026, 10, 1))
    board.regulate(NUMBERS, version=3, since=None)
    board.regulate(NUMBERS, institution="001", version=4, since=date(2026, 9, 1))
    days = (date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 1), date(2027, 9, 1))
    found = [regulation_on(board.connection, "002", on=day) for day in days]
    assert [regulation.version if regulation else None for regulation in found] == [None, 1, 1, 2, 2]
    assert {regulation.code for regulation in found if regulation} == {"002"}


def test_a_draft_told_anew_takes_the_place_of_the_former_one(board: Board) -> None:
    board.regulate({"programme.compose_deadline_days": 5}, since=None)
    board.regulate({"programme.compose_deadline_days": 6}, since=None)
    board.regulate({"programme.compose_deadline_days": 7}, version=2, since=None)
    board.regulate({"programme.compose_deadline_days": 8}, institution="001", since=None)
    for code, version, days in (("002", 1, 6), ("002", 2, 7), ("001", 1, 8)):
        found = regulation_of(board.connection, code, version=version)
        assert (found.code, found.version) == (code, version)
        assert found.number("programme.compose_deadline_days") == days


def test_an_amendment_is_a_version_like_the_first(board: Board) -> None:
    board.tell(
        "002/institution",
        happened(
            Institution.RegulationAmendmentDrafted,
            version=2,
            settings={},
            digest="sha256:2",
            changed=("programme.compose_deadline_days",),
            reason="new_local_act",
            for_running=True,
        ),
    )
    assert regulation_of(board.connection, "002", version=2).version == 2


def test_entering_into_force_touches_this_version_of_this_institution_only(board: Board) -> None:
    board.regulate(NUMBERS, since=None)
    board.regulate(NUMBERS, institution="001", version=2, since=None)
    board.regulate(NUMBERS, version=2, since=date(2026, 10, 1))
    assert regulation_on(board.connection, "001", on=date(2027, 1, 1)) is None
    assert regulation_on(board.connection, "002", on=date(2026, 9, 30)) is None


# --- the yearly review ----------------------------------------------------------------------------------


def reviewed(on: date) -> Happened:
    return happened(
        NeedsReview.AnnualNeedsReviewCompleted, reviewed_on=on, entries=(MENTEE,), added=0, removed=0
    )


@pytest.mark.requirement("R-019")
def test_the_yearly_review_is_due_a_year_after_the_regulation_and_after_each_review(board: Board) -> None:
    board.regulate({})
    first = Told(date(2026, 9, 1), 12, "month", date(2027, 9, 1), ("curator",))
    assert board.told("needs_review") == {REVIEW: first}
    board.regulate({}, version=2, since=date(2026, 10, 1))
    assert board.told("needs_review") == {REVIEW: first}
    begun = board.rows("needs_review")[REVIEW]["fact_position"]
    at = board.tell("002/needs_review", reviewed(date(2026, 9, 26)))
    assert board.closed("needs_review") == {f"{REVIEW}@{begun}": ("met", date(2026, 9, 26), at)}
    later = Told(date(2026, 9, 26), 12, "month", date(2027, 9, 27), ("curator",))
    assert board.told("needs_review") == {REVIEW: later}


@pytest.mark.parametrize(("week", "day"), [("five_day", 27), ("six_day", 25)])
def test_only_a_six_day_week_ends_the_year_on_a_saturday(board: Board, week: str, day: int) -> None:
    board.set_week(week)
    board.regulate({}, since=date(2026, 9, 25))
    assert board.told("needs_review")[REVIEW].due_on == date(2027, 9, day)


def test_the_review_counts_by_the_regulation_of_its_day_if_there_is_one(board: Board) -> None:
    board.tell("002/needs_review", reviewed(TODAY))
    assert board.told("needs_review") == {}
    board.regulate({"curator.needs_review_interval_months": 6}, since=TODAY)
    board.regulate({"curator.needs_review_interval_months": 0}, version=2, since=date(2026, 9, 20))
    board.tell("002/needs_review", reviewed(date(2026, 9, 16)))
    told = board.told("needs_review")[REVIEW]
    assert (told.days, told.due_on) == (6, date(2027, 3, 16))
    board.tell("002/needs_review", reviewed(date(2026, 9, 20)))
    assert board.rows("needs_review")[REVIEW]["fact_on"] == date(2026, 9, 16), "no review is asked for"


# --- the approval package -------------------------------------------------------------------------------


def regulation_approved(*, version: int = 1) -> Happened:
    order = OrderReference(number="5", signed_on=APPROVED_ON)
    return happened(Institution.RegulationApproved, version=version, order=order)


def regulation_published(on: date, *, roadmap: str | None = None) -> Happened:
    return happened(
        Institution.RegulationPublished, version=1, roadmap=roadmap, published_on=on, place="site"
    )


def order_published(on: date) -> Happened:
    return happened(Order.OrderPublished, published_on=on, place="site")


@pytest.mark.requirement("R-008")
def test_the_package_goes_to_the_site_some_days_after_approval(board: Board) -> None:
    board.regulate({"approval.publish.deadline": {"days_after_approval": 11}})
    board.tell("002/institution", regulation_approved())
    told = Told(APPROVED_ON, 11, "calendar", date(2026, 9, 21), ("curator",))
    assert board.told("publication") == {PACKAGE: told}


def test_the_package_goes_to_the_site_by_a_named_day(board: Board) -> None:
    board.regulate({"approval.publish.deadline": {"on": date(2026, 9, 20).isoformat()}})
    board.tell("002/institution", regulation_approved())
    told = Told(APPROVED_ON, 0, "calendar", date(2026, 9, 20), ("curator",))
    assert board.told("publication") == {PACKAGE: told}


def test_the_term_of_the_package_is_that_of_the_approved_version(board: Board) -> None:
    board.regulate({"approval.publish.deadline": {"days_after_approval": 11}})
    board.regulate({"approval.publish.deadline": {"days_after_approval": 12}}, version=2, since=None)
    board.tell("002/institution", regulation_approved(version=2))
    assert board.told("publication")[PACKAGE].days == 12


@pytest.mark.parametrize(
    "numbers",
    [
        {"approval.publish.objects": [], "approval.publish.deadline": {"days_after_approval": 11}},
        {"approval.publish.deadline": {}},
    ],
)
def test_where_nothing_is_published_nothing_is_due(board: Board, numbers: dict[str, object]) -> None:
    board.regulate(numbers)
    board.tell("002/institution", regulation_approved())
    assert board.told("publication") == {}


def test_the_package_is_published_when_all_of_it_stands_on_the_site(board: Board) -> None:
    board.regulate({})
    board.tell("002/institution", regulation_approved())
    board.tell("001/institution", regulation_published(date(2026, 9, 11), roadmap="001/roadmap/1"))
    board.tell("002/institution", regulation_published(date(2026, 9, 11)))
    board.tell("002/order/1", order_published(date(2026, 9, 12)))
    assert PACKAGE in board.told("publication")
    at = board.tell("002/institution", regulation_published(date(2026, 9, 13), roadmap=ROADMAP))
    assert board.closed("publication") == {PACKAGE: ("met", date(2026, 9, 13), at)}


@pytest.mark.parametrize(
    ("objects", "named"),
    [(["regulation"], None), (["regulation", "roadmap"], ROADMAP), (["roadmap"], ROADMAP)],
)
def test_only_what_the_regulation_names_has_to_stand_there(
    board: Board, objects: list[str], named: str | None
) -> None:
    board.regulate({"approval.publish.objects": objects})
    board.tell("002/institution", regulation_approved())
    board.tell("002/order/1", order_published(date(2026, 9, 12)))
    assert PACKAGE in board.told("publication")
    at = board.tell("002/institution", regulation_published(date(2026, 9, 13), roadmap=named))
    assert board.closed("publication") == {PACKAGE: ("met", date(2026, 9, 13), at)}


def test_what_is_published_before_a_regulation_holds_is_remembered(board: Board) -> None:
    board.regulate({"approval.publish.objects": ["regulation", "order"]}, since=date(2026, 9, 12))
    board.tell("002/institution", regulation_approved())
    board.tell("002/institution", regulation_published(date(2026, 9, 11)))
    assert PACKAGE in board.told("publication")
    at = board.tell("002/order/1", order_published(date(2026, 9, 12)))
    assert board.closed("publication") == {PACKAGE: ("met", date(2026, 9, 12), at)}


# --- stages of the roadmap ------------------------------------------------------------------------------


@pytest.mark.requirement("R-040")
def test_a_stage_is_completed_by_its_last_day(board: Board) -> None:
    board.tell(ROADMAP, scheduled(2, Period(date(2026, 9, 1), date(2026, 11, 1))))
    board.tell(ROADMAP, scheduled(3, Period(date(2026, 9, 1), date(2026, 12, 1))))
    board.tell(ROADMAP, scheduled(4, Period(date(2026, 9, 1), None)))
    second, third = (f"stage:{ROADMAP}:{number}" for number in (2, 3))
    assert board.told("stage") == {
        second: Told(date(2026, 9, 1), 0, "calendar", date(2026, 10, 31), ("curator",)),
        third: Told(date(2026, 9, 1), 0, "calendar", date(2026, 11, 30), ("curator",)),
    }
    completed = happened(Roadmap.RoadmapStageCompleted, stage=2, completed_on=date(2026, 10, 30))
    at = board.tell(ROADMAP, completed)
    assert board.closed("stage") == {second: ("met", date(2026, 10, 30), at)}
    assert set(board.told("stage")) == {third}


def test_a_stage_scheduled_anew_has_its_new_days(board: Board) -> None:
    board.tell(ROADMAP, scheduled(2, Period(date(2026, 9, 1), date(2026, 11, 1))))
    board.tell(ROADMAP, scheduled(2, Period(date(2026, 9, 5), date(2026, 11, 8))))
    told = Told(date(2026, 9, 5), 0, "calendar", date(2026, 11, 7), ("curator",))
    assert board.told("stage") == {f"stage:{ROADMAP}:2": told}


def test_a_completed_stage_that_is_scheduled_anew_keeps_its_former_term_beside_the_new_one(
    board: Board,
) -> None:
    first = board.tell(ROADMAP, scheduled(2, Period(date(2026, 9, 1), date(2026, 11, 1))))
    completed = happened(Roadmap.RoadmapStageCompleted, stage=2, completed_on=date(2026, 10, 30))
    at = board.tell(ROADMAP, completed)
    board.tell(ROADMAP, scheduled(2, Period(date(2026, 12, 1), date(2027, 1, 1))))
    stage = f"stage:{ROADMAP}:2"
    assert board.closed("stage") == {f"{stage}@{first}": ("met", date(2026, 10, 30), at)}
    assert set(board.told("stage")) == {stage}
