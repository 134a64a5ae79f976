"""Calculations beside requests: joined, told how far they are, ended, given up, asked again after a fault."""

import time
from collections.abc import Callable, Iterator
from itertools import count
from threading import Event

import pytest

from service.commands import calculation, calculations
from service.commands.calculation import About, StillCalculating
from service.commands.calculations import CalculationGone, CalculationOver, Calculations
from service.commands.match_ends import Asked, MatchCrashed, MatchInterrupted
from service.commands.match_questions import BestFew, Departure, PriceOf, Progress, ToleranceCurve
from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import rated, seeded

PATIENCE = 10.0


@pytest.fixture
def all_of_them() -> Iterator[Calculations]:
    numbers = count(1)
    made = Calculations(lambda: f"{next(numbers):032x}", patience=PATIENCE)
    yield made
    made.close()


class Slow:
    """Work that goes on until it is let go or given up; counts how often it began."""

    def __init__(self) -> None:
        self.go, self.begun, self.given_up = Event(), 0, Event()

    def __call__(self, progress: Progress, cancelled: Asked) -> str:
        self.begun += 1
        progress("Подбор пар", 0.25)
        while not self.go.wait(0.01):
            if cancelled():
                self.given_up.set()
                raise MatchInterrupted
        return "готово"


def happens(what: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not what():
        time.sleep(0.01)
    return what()


def test_who_asks_too_early_is_told_how_far_it_is_and_gets_the_answer_later(
    all_of_them: Calculations,
) -> None:
    slow = Slow()
    begun = all_of_them.begin("пары", slow, institution="001")
    assert happens(lambda: begun.share > 0)
    with pytest.raises(StillCalculating) as still:
        begun.answer(patience=0)
    assert (still.value.calculation.stage, still.value.calculation.share) == ("Подбор пар", 0.25)
    assert all_of_them.begin("пары", slow, institution="001") is begun
    assert all_of_them.going_on("001") == [begun]
    assert all_of_them.going_on("002") == []
    slow.go.set()
    assert begun.answer(patience=PATIENCE) == "готово"
    assert slow.begun == 1
    assert (begun.stage, begun.share) == ("Готово", 1.0)
    assert all_of_them.find(begun.id, institution="001") is begun
    assert all_of_them.going_on("001") == []


def test_who_begins_again_after_the_end_gets_a_new_one(all_of_them: Calculations) -> None:
    slow = Slow()
    slow.go.set()
    first = all_of_them.begin("пары", slow, institution="001")
    first.answer(patience=PATIENCE)
    assert all_of_them.begin("пары", slow, institution="001") is not first
    assert all_of_them.find(first.id, institution="001").answer(patience=0) == "готово"


def test_what_is_stopped_has_ended_and_is_gone(all_of_them: Calculations) -> None:
    slow = Slow()
    begun = all_of_them.begin("пары", slow, institution="001")
    with pytest.raises(CalculationGone):
        all_of_them.stop(begun.id, institution="002")
    assert all_of_them.find(begun.id, institution="001") is begun
    all_of_them.stop(begun.id, institution="001")
    assert slow.given_up.is_set()
    assert not begun.is_going_on
    with pytest.raises(CalculationGone):
        all_of_them.find(begun.id, institution="001")
    with pytest.raises(MatchInterrupted):
        begun.answer(patience=0)
    with pytest.raises(CalculationGone):
        all_of_them.stop(begun.id, institution="001")


def test_what_came_to_its_end_first_cannot_be_stopped_and_keeps_its_answer(all_of_them: Calculations) -> None:
    slow = Slow()
    slow.go.set()
    begun = all_of_them.begin("пары", slow, institution="001")
    begun.answer(patience=PATIENCE)
    with pytest.raises(CalculationOver):
        all_of_them.stop(begun.id, institution="001")
    assert all_of_them.find(begun.id, institution="001").answer(patience=0) == "готово"


def test_who_stops_what_was_just_being_recorded_is_told_that_it_is_over(all_of_them: Calculations) -> None:
    recording, recorded = Event(), Event()

    def work(_progress: Progress, cancelled: Asked) -> str:
        recording.set()
        while not cancelled():
            time.sleep(0.01)
        recorded.set()
        return "записано"

    begun = all_of_them.begin("пары", work, institution="001")
    assert recording.wait(PATIENCE)
    with pytest.raises(CalculationOver):
        all_of_them.stop(begun.id, institution="001")
    assert recorded.is_set()
    assert begun.answer(patience=0) == "записано"


def test_it_is_known_how_long_it_took(all_of_them: Calculations) -> None:
    slow = Slow()
    begun = all_of_them.begin("пары", slow, institution="001")
    begun.began -= 125
    assert begun.seconds == 125
    slow.go.set()
    begun.answer(patience=PATIENCE)
    begun.began -= 10
    assert begun.seconds == 135
    assert begun.seconds == 135


@pytest.fixture
def large() -> Problem:
    return problem_from(rated(seeded(0), mentors=90, mentees=200, degree=3))


def test_an_answer_about_a_run_is_kept_for_the_next_look(
    all_of_them: Calculations, large: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = all_of_them.asker("001", "run")
    assert ask(BestFew(count=2), large) == "too many"
    monkeypatch.setattr(calculations, "ask_limited", lambda *_, **__: pytest.fail("it was asked again"))
    assert ask(BestFew(count=2), large) == "too many"
    with pytest.raises(BaseException, match="asked again"):
        ask(BestFew(count=3), large)


def test_a_failure_is_told_once_and_the_question_can_be_asked_again(
    all_of_them: Calculations, large: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[Exception] = [MatchCrashed(signal=11)]

    def asked(*_: object, **__: object) -> str:
        if ends:
            raise ends.pop()
        return "too many"

    monkeypatch.setattr(calculations, "ask_limited", asked)
    ask = all_of_them.asker("001", "run")
    with pytest.raises(MatchCrashed):
        ask(BestFew(count=2), large)
    assert ask(BestFew(count=2), large) == "too many"


def test_a_question_that_nobody_comes_back_for_is_given_up(
    large: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calculation, "LEFT_ALONE", 0.2)
    impatient = Calculations(lambda: f"{1:032x}", patience=0)
    with pytest.raises(StillCalculating) as still:
        impatient.asker("001", "run")(ToleranceCurve(), large)
    assert happens(lambda: not still.value.calculation.is_going_on)
    with pytest.raises(MatchInterrupted):
        still.value.calculation.answer(patience=0)


def test_a_question_goes_on_as_long_as_somebody_comes_back(
    all_of_them: Calculations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calculation, "LEFT_ALONE", 1.5)
    begun = all_of_them.begin("пары", Slow(), institution="001")
    begun.goes_on = False
    for _ in range(10):
        with pytest.raises(StillCalculating):
            begun.answer(patience=0.2)
    assert happens(lambda: not begun.is_going_on)
    with pytest.raises(MatchInterrupted):
        begun.answer(patience=0)


def test_a_calculation_remembers_what_was_asked_without_the_proposal(large: Problem) -> None:
    asked = PriceOf(proposal=propose(large), mentee="e", mentor="m")
    about = About.of("f" * 32, asked)
    assert (about.kind, about.parameters) == (PriceOf, {"mentee": "e", "mentor": "m"})
    departure = Departure(pairs=(), person="m", frozen=True)
    assert About.of("f" * 32, departure).parameters == {"person": "m", "frozen": True}


def test_the_work_of_another_calculation_knows_what_was_answered(
    all_of_them: Calculations, large: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages: list[str] = []
    within = all_of_them.asker_within("001", "run", lambda stage, _share: stages.append(stage), lambda: False)
    assert within(BestFew(count=2), large) == "too many"
    all_of_them.asker("001", "run")(BestFew(count=2), large)
    monkeypatch.setattr(calculations, "ask_limited", lambda *_, **__: pytest.fail("it was asked again"))
    assert within(BestFew(count=2), large) == "too many"
    with pytest.raises(BaseException, match="asked again"):
        within(BestFew(count=3), large)


def test_old_answers_give_way(all_of_them: Calculations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculations, "KEPT", 2)
    slow = Slow()
    slow.go.set()
    ids = []
    for key in range(4):
        begun = all_of_them.begin(key, slow, institution="001")
        begun.answer(patience=PATIENCE)
        ids.append(begun.id)
    assert all_of_them.find(ids[-1], institution="001").id == ids[-1]
    with pytest.raises(CalculationGone):
        all_of_them.find(ids[0], institution="001")
