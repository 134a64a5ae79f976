"""What a curator asks about a run: what a pair costs, whom else, where it is tight, what would help."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from msgspec import structs

from service.access import Actor
from service.commands.bank_problem import Asking
from service.commands.banks import set_mentor_capacity
from service.commands.match_conditions import pin_pair
from service.commands.match_questions import PriceOf
from service.commands.open_run import NoRunYet, NothingProposed, OpenRun, open_run
from service.commands.price_words import NOTHING_LOST, change_words, gains_words, move_words
from service.commands.rounds import express_interest
from service.commands.run_advice import advice_of, bottlenecks_of, dearer_of, reverse_of
from service.commands.run_curve import curve_of
from service.commands.run_questions import (
    NoNextBest,
    TooManyForBest,
    alternatives_of,
    best_of,
    changes_of,
    price_of,
    price_row,
    repair_without,
)
from service.commands.runtime import Runtime
from service.commands.suggest import suggest
from service.commands.texts import sentence
from service.errors import NotAllowed, NotFound
from service.matching.formats.problem import Limits, Pair
from service.matching.pricing.anew import with_ban, with_pin
from service.matching.pricing.loss import FORBID, FORCE, KEEPING_GROUPS, Move
from service.matching.propose import propose
from service.settings import Settings
from tests.commands.conftest import NOW
from tests.commands.pairing import School


@dataclass(frozen=True)
class Tight:
    """Two mentors with one place each, three mentees who all want the same; the last comes away empty."""

    opened: OpenRun
    better: str
    second: str
    mentees: tuple[str, str, str]
    curator: Actor
    head: Actor

    @property
    def left(self) -> str:
        """Who has nobody."""
        return self.opened.proposal.unmatched[0].mentee


@pytest.fixture(scope="module")
def runtime(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """A service of this file's own."""
    home = tmp_path_factory.mktemp("asked") / "data"
    shutil.copytree(furnished, home)
    with Runtime.open(Settings(data=home), clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture(scope="module")
def tight(runtime: Runtime) -> Tight:
    """A run that leaves somebody; nothing below changes it."""
    school = School(runtime)
    better, second = school.mentor(experience=30), school.mentor(experience=10)
    mentees = (school.mentee(), school.mentee(experience=4), school.mentee(experience=6))
    for mentor in (better, second):
        school.act(set_mentor_capacity, mentor=mentor, limit=1)
    curator = school.office("curator")
    suggest(runtime, institution="001", actor=curator)
    school.act(express_interest, entry=mentees[0], other=second, rating=5)
    school.act(express_interest, entry=second, other=mentees[0], rating=5)
    suggest(runtime, institution="001", actor=curator)
    opened = open_run(runtime, institution="001", actor=curator)
    return Tight(opened, better, second, mentees, curator, school.office("head"))


def fresh_losses(tight: Tight, pair: Pair, *, forced: bool) -> list[int]:
    """What a fresh solution loses, goal by goal, larger is worse."""
    problem = tight.opened.problem
    anew = propose(with_pin(problem, pair) if forced else with_ban(problem, pair))
    sign = {"max": 1, "min": -1}
    return [
        sign[was.direction] * (was.value - now.value)
        for was, now in zip(tight.opened.proposal.goals, anew.goals, strict=True)
    ]


@pytest.mark.requirement("R-063")
def test_every_cell_costs_what_a_fresh_solution_loses(tight: Tight) -> None:
    proposed = {(pair.mentee, pair.mentor) for pair in tight.opened.proposal.pairs}
    assert len(proposed) == 2
    for mentee in tight.mentees:
        for mentor in (tight.better, tight.second):
            row = price_of(tight.opened, mentee=mentee, mentor=mentor)
            assert row.proposed is ((mentee, mentor) in proposed)
            expected = fresh_losses(tight, Pair(mentee=mentee, mentor=mentor), forced=not row.proposed)
            assert [loss.loss for loss in row.losses] == expected
            assert row.free is not any(expected)
            assert (row.possible, row.proven, row.rules) == (True, True, ())


@pytest.mark.requirement("R-063")
def test_a_price_is_told_in_sentences_with_names(tight: Tight) -> None:
    row = price_of(tight.opened, mentee=tight.left, mentor=tight.better)
    assert row.sentence.startswith(f"{row.mentee} — {row.mentor}: если выбрать эту пару, ")
    assert row.sentence.endswith(".")
    assert row.cost in row.sentence
    assert "; без наставника останется " in row.cost
    told = [move.sentence for move in row.moves]
    assert f"{row.mentee}: появляется наставник — {row.mentor}." in told
    assert any("остаётся без наставника" in each for each in told)
    assert not any(character in "abcdefghijklmnopqrstuvwxyz/" for character in "".join([row.sentence, *told]))


@pytest.mark.requirement("R-063")
def test_the_alternatives_are_the_cheapest_first(tight: Tight) -> None:
    row = alternatives_of(tight.opened, person=tight.left, most=5)
    assert (row.proposed, row.others, row.untried) == ((), 0, 0)
    keys = [[loss.loss for loss in price.losses] for price in row.nearest]
    assert len(keys) == 2
    assert keys == sorted(keys)
    mentor = alternatives_of(tight.opened, person=tight.better, most=1)
    assert len(mentor.proposed) == 1
    assert (len(mentor.nearest), mentor.others) == (1, 1)


@pytest.mark.requirement("R-067")
def test_the_bottleneck_is_told_as_people_count(tight: Tight) -> None:
    (row,) = bottlenecks_of(tight.opened)
    assert (len(row.mentees), len(row.mentors), row.places, row.deficit) == (3, 2, 2, 1)
    assert row.sentence == (
        "Запросы этих 3 наставляемых держатся на 2 наставниках, а у них 2 места: "
        "как ни распределяй, без наставника останется 1 наставляемый."
    )


@pytest.mark.requirement("R-067")
def test_where_all_mentors_are_taken_places_are_short_and_not_themes(
    tight: Tight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.commands.run_advice.MANY", 2)
    (row,) = bottlenecks_of(tight.opened)
    assert row.mentees == tuple(sorted(row.mentees))
    assert row.sentence == (
        "У всех 2 наставников вместе 2 места, а тех, кому они подходят, — 3: как ни распределяй, "
        "без наставника останется 1 наставляемый. Дело в числе мест, а не в темах запросов."
    )


@pytest.mark.requirement("R-061")
def test_people_who_would_both_rather_have_each_other_are_listed(tight: Tight) -> None:
    proposed = {pair.mentee: pair.mentor for pair in tight.opened.proposal.pairs}
    wanted = (tight.mentees[0], tight.second)
    rows = [(row.mentee_id, row.mentor_id, row.by_mentee, row.by_mentor) for row in dearer_of(tight.opened)]
    assert rows == ([] if proposed.get(wanted[0]) == wanted[1] else [(*wanted, 5, 5)])


@pytest.mark.requirement("R-057", "R-067")
def test_the_place_that_would_help_most_is_with_a_mentor_whom_all_could_have(tight: Tight) -> None:
    row = advice_of(tight.opened, most=1)
    (place,) = row.places
    assert place.mentor_id == tight.better
    assert place.gains[0].after - place.gains[0].before == 1
    assert "возьмёт ещё одного наставляемого, с наставником будет на 1 наставляемого больше" in place.sentence
    (training,) = row.trainings
    assert (training.level, training.gains[0].after - training.gains[0].before) == (3, 0)
    assert training.competency is not None
    assert f"освоит компетенцию «{training.competency}» до уровня 3 из 3" in training.sentence
    assert row.proven


@pytest.mark.requirement("R-061", "R-063")
def test_the_curve_never_gains_fit_and_never_loses_interest(tight: Tight) -> None:
    rows = curve_of(tight.opened)
    assert [row.per_mille for row in rows] == [0, 5, 10, 20, 50, 100]
    assert rows[0].given_away == rows[0].moved == 0
    assert all(row.fit + row.given_away == rows[0].fit for row in rows)
    interest = [row.interest for row in rows]
    assert interest == sorted(interest)
    assert rows[1].sentence.startswith("0,5\N{NO-BREAK SPACE}%: соответствие — ")
    assert all(row.proven for row in rows)


@pytest.mark.requirement("R-063")
def test_the_best_few_are_ranked_by_what_they_lose(tight: Tight) -> None:
    rows = best_of(tight.opened, count=4)
    assert [row.rank for row in rows] == [1, 2, 3, 4]
    assert (rows[0].moves, rows[0].sentence) == ((), "Лучшее распределение.")
    keys = [[loss.loss for loss in row.losses] for row in rows]
    assert keys == sorted(keys)
    assert all(row.moves and row.sentence[0].isupper() for row in rows[1:])


@pytest.mark.requirement("R-121")
def test_without_a_mentor_only_those_move_who_have_to(tight: Tight) -> None:
    row = repair_without(tight.opened, person=tight.better)
    assert (row.matched, row.kept, row.changed, row.gone, row.proven) == (1, 1, 0, 1, True)
    (change,) = row.changes
    assert change.endswith(f": останется без наставника, если {tight.opened.name(tight.better)} уйдёт.")
    assert row.sentence == "Сохранится пар: 1 из 1, которые могут продолжаться. Ни одна из них не изменится."


@pytest.mark.requirement("R-121")
def test_without_a_mentee_the_next_one_takes_the_place(tight: Tight) -> None:
    gone = tight.opened.proposal.pairs[0].mentee
    row = repair_without(tight.opened, person=gone, frozen=True)
    assert (row.matched, row.kept, row.gone) == (2, 1, 1)
    assert any("появится наставник" in change for change in row.changes)


@pytest.mark.requirement("R-121")
def test_a_stored_repair_tells_what_it_changed(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    curator = school.office("curator")
    suggest(staged, institution="001", actor=curator)
    assert changes_of(open_run(staged, institution="001", actor=curator)) is None
    school.act(set_mentor_capacity, mentor=mentor, limit=1)
    school.withdraw_personal_data(mentor)
    other = school.mentor()
    suggest(staged, institution="001", actor=curator, asking=Asking(repair=True))
    opened = open_run(staged, institution="001", actor=curator)
    row = changes_of(opened)
    assert row is not None
    assert (row.matched, row.kept, row.changed, row.gone, row.proven) == (1, 0, 0, 1, True)
    names = opened.people
    (change,) = row.changes
    why = f"потому что правила больше не допускают прежнюю пару ({names[mentor]})"
    assert change == f"{names[mentee]}: наставник теперь {names[other]}, {why}."
    assert row.sentence == "Прежних пар, которые могли бы продолжаться, нет."


@pytest.mark.requirement("R-084")
def test_two_people_of_both_banks_could_teach_each_other(staged: Runtime) -> None:
    school = School(staged)
    younger, older = school.mentor(born=1995, experience=5), school.mentor(born=1965, experience=30)
    taught = {school.also_mentee(mentor): mentor for mentor in (younger, older)}
    curator = school.office("curator")
    suggest(staged, institution="001", actor=curator)
    opened = open_run(staged, institution="001", actor=curator)
    (row,) = reverse_of(opened)
    first, second = opened.people[younger], opened.people[older]
    assert (row.younger, row.older) == (first, second)
    proposed = {(taught[pair.mentee], pair.mentor) for pair in opened.proposal.pairs}
    assert row.technology_proposed is ((older, younger) in proposed)
    assert row.methodology_proposed is ((younger, older) in proposed)
    assert row.sentence == (
        f"{first} и {second} могли бы учить друг друга: новым технологиям — {first}, методике — {second}."
    )


def test_strangers_are_not_found(tight: Tight) -> None:
    stranger = "001/mentor/" + "e" * 32
    for ask in (
        lambda: price_of(tight.opened, mentee=tight.left, mentor=stranger),
        lambda: price_of(tight.opened, mentee=stranger, mentor=tight.better),
        lambda: alternatives_of(tight.opened, person=stranger),
        lambda: repair_without(tight.opened, person=stranger),
    ):
        with pytest.raises(NotFound):
            ask()


@pytest.mark.requirement("R-061")
def test_only_who_runs_the_matcher_asks_on(runtime: Runtime, tight: Tight) -> None:
    with pytest.raises(NotAllowed):
        open_run(runtime, institution="001", actor=tight.head)
    with pytest.raises(NotFound):
        open_run(runtime, institution="001", actor=tight.curator, run_id="001/match_run/" + "0" * 32)
    newest = open_run(runtime, institution="001", actor=tight.curator)
    assert newest.row["id"] == tight.opened.row["id"]


def test_before_the_first_run_there_is_nothing_to_ask(runtime: Runtime) -> None:
    with pytest.raises(NoRunYet):
        open_run(runtime, institution="002", actor=School(runtime, "002").office("curator"))


@pytest.mark.requirement("R-060")
def test_a_run_whose_pins_contradict_the_rules_answers_nothing(staged: Runtime) -> None:
    school = School(staged)
    mentor, first, second = school.mentor(), school.mentee(), school.mentee()
    school.round()
    for mentee in (first, second):
        school.act(pin_pair, mentee=mentee, mentor=mentor)
    school.act(set_mentor_capacity, mentor=mentor, limit=1)
    curator = school.office("curator")
    suggest(staged, institution="001", actor=curator)
    opened = open_run(staged, institution="001", actor=curator)
    for ask in (
        lambda: price_of(opened, mentee=first, mentor=mentor),
        lambda: alternatives_of(opened, person=first),
        lambda: bottlenecks_of(opened),
        lambda: dearer_of(opened),
        lambda: advice_of(opened),
        lambda: curve_of(opened),
        lambda: best_of(opened, count=3),
        lambda: repair_without(opened, person=second),
        lambda: changes_of(opened),
    ):
        with pytest.raises(NothingProposed):
            ask()


@pytest.mark.requirement("R-063")
def test_a_price_that_is_not_proven_says_why(tight: Tight) -> None:
    pair = tight.opened.proposal.pairs[0]
    price = PriceOf(proposal=tight.opened.proposal, mentee=pair.mentee, mentor=pair.mentor)
    proven = tight.opened.ask(price)
    assert price_row(tight.opened, proven).doubt == ""
    estimated = structs.replace(proven, proven=False, method=KEEPING_GROUPS)
    row = price_row(tight.opened, estimated)
    assert row.doubt == "группы при этом остаются как предложены, с другими могло бы выйти дешевле"
    assert row.sentence.endswith(f". Цена примерная: {row.doubt}.")
    assert (" примерно на " in row.cost) is not row.free


@pytest.mark.requirement("R-063")
def test_under_a_tolerance_a_price_says_from_where_it_is_counted(tight: Tight) -> None:
    problem = tight.opened.problem.replace(limits=Limits(fit_tolerance=0.1))
    opened = OpenRun(tight.opened.row, problem, propose(problem), tight.opened.people)
    ends = {
        FORCE: " от лучшего соответствия, возможного с этой парой.",
        FORBID: " от лучшего соответствия, возможного без этой пары.",
    }
    for mentee, mentor in product(tight.mentees, (tight.better, tight.second)):
        price = opened.ask(PriceOf(proposal=opened.proposal, mentee=mentee, mentor=mentor))
        lost = any(loss.goal == "fit" and loss.loss for loss in price.losses)
        row, strict = price_row(opened, price), price_row(tight.opened, price)
        assert row.sentence.endswith(ends[price.change]) is lost
        assert row.sentence.startswith(strict.sentence)


@pytest.mark.requirement("R-063")
def test_under_a_tolerance_nothing_is_next_best(tight: Tight) -> None:
    problem = tight.opened.problem.replace(limits=Limits(fit_tolerance=0.1))
    opened = OpenRun(tight.opened.row, problem, tight.opened.proposal, tight.opened.people)
    with pytest.raises(NoNextBest):
        best_of(opened, count=2)


@pytest.mark.requirement("R-063")
def test_of_too_many_mentees_the_best_are_not_listed_and_the_limit_is_told(
    tight: Tight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.matching.pricing.k_best.MOST_MENTEES", 2)
    monkeypatch.setattr("service.commands.run_questions.MOST_MENTEES", 2)
    with pytest.raises(TooManyForBest) as refused:
        best_of(tight.opened, count=2)
    told = sentence(refused.value, institution="001")
    assert "не больше 2." in told
    assert told.endswith("для одного человека.")


@pytest.mark.parametrize(
    ("goal", "loss", "told"),
    [
        ("matched", 1, "с наставником будет на 1 наставляемого меньше"),
        ("matched", -2, "с наставником будет на 2 наставляемых больше"),
        ("overdue", 5, "из тех, у кого срок прошёл, с наставником будет на 5 наставляемых меньше"),
        ("fit", 21, "соответствие всех пар — на 21 балл меньше"),
        ("fit", -33, "соответствие всех пар — на 33 балла больше"),
        ("interest", 1, "сумма оценок интереса — на 1 единицу меньше"),
        ("load", 4, "нагрузка наставников станет менее ровной"),
        ("load", -4, "нагрузка наставников станет более ровной"),
        ("stay", 2, "прежних пар сохранится на 2 пары меньше"),
        ("fit", 0, None),
    ],
)
def test_each_goal_is_told_in_its_own_words(goal: str, loss: int, told: str | None) -> None:
    assert change_words(goal, loss) == told


def test_gains_are_told_together_and_nothing_lost_is_said() -> None:
    assert gains_words([("matched", 1), ("overdue", 0), ("fit", -5)]) == (
        "с наставником будет на 1 наставляемого больше; соответствие всех пар — на 5 баллов меньше"
    )
    assert gains_words([]) == ""
    assert "столь же хорошее" in NOTHING_LOST


def test_moves_are_told_with_names_in_the_nominative() -> None:
    people = {"e": "Ежова Анна", "a": "Акимов Пётр", "b": "Белов Иван"}
    assert move_words(Move(mentee="e", leaves="a"), people) == (
        "Ежова Анна: остаётся без наставника (прежде Акимов Пётр)."
    )
    assert move_words(Move(mentee="e", joins="b"), people) == "Ежова Анна: появляется наставник — Белов Иван."
    assert move_words(Move(mentee="e", leaves="a", joins="b"), people) == (
        "Ежова Анна: наставник теперь Белов Иван (прежде Акимов Пётр)."
    )
    assert move_words(Move(mentee="x", joins="b"), people).startswith("—: ")
