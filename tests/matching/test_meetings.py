"""Speed meetings: brute force finds nothing better, rounds hold, and the checker refuses every change."""

import json
import random
from collections import Counter
from itertools import combinations, product
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer
from typer.testing import CliRunner, Result

from service.cli import checker, meetings
from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from service.matching.meetings.check import check_meetings
from service.matching.meetings.plan import MeetingPlan, read_plan, to_json
from service.matching.meetings.plan_meetings import plan_meetings
from service.matching.meetings.rounds import rounds_of
from tests.matching.instances import (
    Document,
    banks,
    document,
    encoded,
    mentee,
    mentor,
    problem,
    seeded,
    shuffled,
)

Found = list[tuple[str, str, int]]
"""Meetings as mentee, mentor and points."""


def speedy(draw: random.Random, *, mentors: int, mentees: int, chance: float, twice: int = 0) -> Document:
    """A problem with given points in which ``twice`` people stand in both banks."""
    people = [mentor(f"m{i}", types=["speed"], capacity=i % 2) for i in range(mentors)]
    others = [mentee(f"e{i}", types=["speed"]) for i in range(mentees)]
    pairs = [(e["id"], m["id"]) for e in others for m in people]
    fit = [
        {"mentee": e, "mentor": m, "points": draw.randint(0, 3)} for e, m in pairs if draw.random() < chance
    ]
    same = [
        {"mentee": f"e{i}", "mentor": f"m{i}", "reason": "same_person"}
        for i in range(min(twice, mentors, mentees))
    ]
    listed = [pair for pair in fit if (pair["mentee"], pair["mentor"]) not in _keys(same)]
    return document(people, others, fit=listed, forbidden=same)


def _keys(pairs: list[Document]) -> set[tuple[str, str]]:
    return {(pair["mentee"], pair["mentor"]) for pair in pairs}


def can_meet(one: Document, other: Document, made: Document) -> bool:
    """The rules on two people, read off the format's text: no word on places or types of pairs."""
    key = (one["id"], other["id"])
    marks = [m for m in made["interest"] if (m["mentee"], m["mentor"]) == key]
    excluded = {entry["id"] for entry in made.get("excluded", [])}
    heads = one.get("department") in other.get("head_of", []) and "department" in one
    times = "free" in one and "free" in other
    return bool(
        "speed" in one["types"]
        and "speed" in other["types"]
        and not any(m["by_mentee"] == 0 or m["by_mentor"] == 0 for m in marks)
        and not excluded & set(key)
        and one["id"] != other["id"]
        and key not in _keys(made.get("forbidden", []))
        and set(one["request"]) & set(other["competencies"])
        and set(one["forms"]) & set(other["forms"])
        and (not heads or "HEAD_TEACHER" in set(one["forms"]) & set(other["forms"]))
        and (not times or set(one["free"]) & set(other["free"]))
    )


def best(made: Document, rounds: int) -> tuple[int, int, int, int]:
    """Try every choice of meetings with rounds; return the best values in their order."""
    pairs = [(f["mentee"], f["mentor"], f["points"]) for f in made["fit"]]
    same = {f"e{p['mentee'][1:]}": p["mentor"] for p in made["forbidden"]}
    found = []
    for choice in product(range(rounds + 1), repeat=len(pairs)):
        held = [(*pair, turn) for pair, turn in zip(pairs, choice, strict=True) if turn]
        busy = Counter((same.get(e, e), turn) for e, _, _, turn in held)
        busy.update((m, turn) for _, m, _, turn in held)
        couples = Counter(frozenset((same.get(e, e), m)) for e, m, _, _ in held)
        if max([*busy.values(), *couples.values()], default=0) <= 1:
            found.append([(e, m, p) for e, m, p, _ in held])
    return min(values(meetings) for meetings in found)


def values(meetings: Found) -> tuple[int, int, int, int]:
    """The values of a plan, each so that small is good."""
    mentees, mentors = Counter(e for e, _, _ in meetings), Counter(m for _, m, _ in meetings)
    return (
        -len(meetings),
        sum(count**2 for count in mentees.values()),
        sum(count**2 for count in mentors.values()),
        -sum(points for _, _, points in meetings),
    )


def meetings_of(plan: MeetingPlan) -> Found:
    return [(met.mentee, met.mentor, met.points) for met in plan.meetings]


def small(seed: int, *, twice: int) -> tuple[Document, int]:
    """A problem so small that every choice can be tried, and its number of rounds."""
    draw = seeded(seed)
    rounds = draw.randint(1, 3)
    made = speedy(draw, mentors=draw.randint(1, 4), mentees=draw.randint(1, 4), chance=0.5, twice=twice)
    made["fit"] = made["fit"][: {1: 8, 2: 7, 3: 5}[rounds]]
    return made, rounds


@pytest.mark.parametrize("part", range(10))
@pytest.mark.requirement("R-086")
def test_no_choice_of_meetings_is_better_than_the_plan(part: int) -> None:
    for seed in range(part * 20, part * 20 + 20):
        made, rounds = small(seed, twice=0)
        plan = plan_meetings(problem_from(made), rounds=rounds)
        assert plan.status == "optimal"
        assert values(meetings_of(plan)) == best(made, rounds), seed
        assert check_meetings(problem=problem_from(made), plan=plan).violations == ()


@pytest.mark.parametrize("part", range(5))
def test_with_people_in_both_banks_no_choice_is_better_either(part: int) -> None:
    crossed = 0
    for seed in range(part * 12, part * 12 + 12):
        made, rounds = small(seed, twice=2)
        plan = plan_meetings(problem_from(made), rounds=rounds)
        assert plan.status == "optimal"
        assert values(meetings_of(plan)) == best(made, rounds), seed
        verdict = check_meetings(problem=problem_from(made), plan=plan)
        assert verdict.violations == ()
        crossed += any(m in {"m0", "m1"} for _, m, _ in meetings_of(plan))
    assert crossed


def test_a_ring_of_three_who_mentor_each_other_needs_three_rounds() -> None:
    names = ["a", "b", "c"]
    people = [mentor(name, types=["speed"], competencies={name: 2}) for name in names]
    others = [
        mentee(name, types=["speed"], request={wanted: 1})
        for name, wanted in zip(names, ["b", "c", "a"], strict=True)
    ]
    made = problem(people, others)
    found = {rounds: plan_meetings(made, rounds=rounds) for rounds in (1, 2, 3)}
    assert [len(plan.meetings) for plan in found.values()] == [1, 2, 3]
    assert all(plan.status == "optimal" for plan in found.values())
    verdict = check_meetings(problem=made, plan=found[2])
    assert verdict.accepted
    assert verdict.unproven[0] == "meetings"  # the flow alone would allow three


@pytest.mark.parametrize("seed", range(40))
def test_the_numbers_of_meetings_of_mentees_are_the_fairest_of_all(seed: int) -> None:
    made, rounds = small(seed, twice=0)
    plan = plan_meetings(problem_from(made), rounds=rounds)
    pairs = sorted(_keys(made["fit"]))
    names = [e["id"] for e in made["mentees"]]
    fairest = [
        sorted(sum(e == name for e, _ in chosen) for name in names)
        for chosen in combinations(pairs, len(plan.meetings))
        if max(Counter([*(e for e, _ in chosen), *(m for _, m in chosen)]).values(), default=0) <= rounds
    ]
    met = Counter(meeting.mentee for meeting in plan.meetings)
    assert sorted(met[name] for name in names) == max(fairest)


@pytest.mark.parametrize("seed", range(60))
def test_only_people_who_may_meet_do_and_a_full_mentor_may(seed: int) -> None:
    made = banks(seeded(seed), mentors=6, mentees=8)
    plan = plan_meetings(problem_from(made), rounds=8)
    possible = {(e["id"], m["id"]) for e in made["mentees"] for m in made["mentors"] if can_meet(e, m, made)}
    assert {(met.mentee, met.mentor) for met in plan.meetings} == possible


def test_between_institutions_people_meet_in_the_virtual_way_only() -> None:
    far = {"institution": "two", "network": True}
    near = {"institution": "one", "network": True}
    for types, count in ((["speed"], 0), (["speed", "virtual"], 1)):
        made = problem([mentor("m", types=types, **near)], [mentee("e", types=types, **far)])
        assert len(plan_meetings(made, rounds=2).meetings) == count


def test_rounds_are_as_few_as_the_busiest_person_needs_and_the_fullest_first() -> None:
    for seed in range(300):
        draw = seeded(seed)
        size = range(draw.randint(1, 8)), range(draw.randint(1, 8))
        met = [pair for pair in product(*size) if draw.random() < 0.6]
        rounds = rounds_of(met)
        busiest = Counter([*(("mentee", e) for e, _ in met), *(("mentor", m) for _, m in met)])
        assert max(rounds, default=0) <= max(busiest.values(), default=0)
        for end in (0, 1):
            assert len({(pair[end], turn) for pair, turn in zip(met, rounds, strict=True)}) == len(met)
        sizes = [count for _, count in sorted(Counter(rounds).items())]
        assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("twice", [0, 2])
def test_the_plan_follows_from_the_problem_alone(twice: int) -> None:
    draw = seeded(3)
    made = speedy(draw, mentors=6, mentees=9, chance=0.5, twice=twice)
    plan = plan_meetings(problem_from(made), rounds=4)
    again = plan_meetings(problem_from(shuffled(made, draw)), rounds=4)
    assert again.to_bytes() == plan.to_bytes()
    assert read_plan(plan.to_bytes()) == plan


@pytest.mark.parametrize(("limits", "struck"), [({"work": 1e-9}, "work"), ({"seconds": 1e-9}, "seconds")])
def test_a_plan_at_a_limit_is_whole_and_never_called_the_best(limits: Document, struck: str) -> None:
    rows = speedy(seeded(1), mentors=12, mentees=14, chance=0.5, twice=10)
    made = problem_from(rows | {"limits": limits})
    plan, finished = plan_meetings(made, rounds=4), plan_meetings(problem_from(rows), rounds=4)
    assert plan.status == "feasible"
    assert plan.stopped_by == struck
    assert plan.meetings
    assert plan.goals[0].value <= finished.goals[0].value <= plan.goals[0].bound
    assert check_meetings(problem=made, plan=plan).violations == ()


def test_a_plan_with_room_for_another_meeting_is_not_called_the_best() -> None:
    made = problem_from(speedy(seeded(1), mentors=5, mentees=5, chance=0.7, twice=3))
    plan = plan_meetings(made, rounds=3)
    mentee, mentor = plan.meetings[-1].mentee, plan.meetings[-1].mentor
    assert check_meetings(problem=made, plan=plan).accepted
    shorter = msgspec.structs.replace(plan, meetings=plan.meetings[:-1])
    rules = {violation.rule for violation in check_meetings(problem=made, plan=shorter).violations}
    assert "not_optimal" in rules, (mentee, mentor)


def test_a_whole_municipality_is_planned_in_a_moment() -> None:
    made = problem_from(speedy(seeded(5), mentors=120, mentees=300, chance=0.1))
    plan = plan_meetings(made, rounds=6)
    assert plan.status == "optimal"
    assert check_meetings(problem=made, plan=plan).accepted


def _changes(plan: Document, made: Problem) -> list[Document]:
    """The plan with one thing changed, in every way that makes it wrong."""
    found: list[Document] = []
    for i, met in enumerate(plan["meetings"]):
        rest = [other for j, other in enumerate(plan["meetings"]) if j != i]
        found.append(plan | {"meetings": rest})
        wrong = ({"points": met["points"] + 1}, {"round": plan["rounds"] + 1}, {"round": 0})
        found += [plan | {"meetings": [*rest, met | change]} for change in wrong]
        found += [
            plan | {"meetings": sorted([*rest, met | {"mentor": m.id}], key=_order)}
            for m in made.mentors
            if m.id != met["mentor"]
        ]
        found += [
            plan | {"meetings": sorted([*rest, met | {who: "nobody"}], key=_order)}
            for who in ("mentee", "mentor")
        ]
        found.append(plan | {"meetings": sorted([*plan["meetings"], met], key=_order)})
    for i, goal in enumerate(plan["goals"]):
        for change in ({"value": goal["value"] + 1}, {"bound": goal["bound"] + 1}, {"direction": "other"}):
            goals = [*plan["goals"][:i], goal | change, *plan["goals"][i + 1 :]]
            found.append(plan | {"goals": goals})
    found += [plan | {name: plan[name][1:]} for name in ("mentees_waiting", "mentors_waiting") if plan[name]]
    found += [
        plan | {"problem_digest": "sha256:0"},
        plan | {"status": "feasible"},
        plan | {"stopped_by": "work"},
        plan | {"goals": plan["goals"][::-1]},
        plan | {"solver": plan["solver"] | {"seed": 9}},
    ]
    return found


def _order(met: Document) -> tuple[int, str, str]:
    return met["round"], met["mentee"], met["mentor"]


def test_the_checker_refuses_every_change() -> None:
    refused = 0
    for seed in range(8):
        made = problem_from(speedy(seeded(seed), mentors=4, mentees=6, chance=0.5))
        plan: Any = to_json(plan_meetings(made, rounds=3))
        for changed in _changes(plan, made):
            wrong = msgspec.convert({k: v for k, v in changed.items() if k != "schema"}, MeetingPlan)
            assert not check_meetings(problem=made, plan=wrong).accepted, changed
            refused += 1
    assert refused > 300


def test_a_worse_plan_with_honest_numbers_is_refused() -> None:
    made = problem(
        [mentor("m", types=["speed"])], [mentee("e", types=["speed"]), mentee("f", types=["speed"])]
    )
    two, one = plan_meetings(made, rounds=2), plan_meetings(made, rounds=1)
    verdict = check_meetings(problem=made, plan=msgspec.structs.replace(one, rounds=2))
    assert len(two.meetings) == 2
    assert [violation.rule for violation in verdict.violations] == ["not_optimal"]


def test_the_command_writes_a_plan_that_check_accepts(tmp_path: Path) -> None:
    question, out = tmp_path / "problem.json", tmp_path / "meetings.json"
    question.write_bytes(encoded(speedy(seeded(2), mentors=3, mentees=4, chance=0.9)))
    done = _run("meetings", question, "--rounds", 2, "--out", out)
    assert done.exit_code == 0
    assert done.stderr.splitlines()[0] == "Встреч: 6, кругов: 2; наилучшее из возможных, это доказано."
    checked = _run("check", question, out)
    assert (checked.exit_code, checked.stderr) == (0, "Проверка пройдена.\n")
    changed = json.loads(out.read_bytes())
    changed["meetings"][0]["points"] += 1
    out.write_bytes(encoded(changed))
    assert _run("check", question, out).exit_code == 1
    out.write_bytes(encoded(changed | {"extra": 1}))
    assert _run("check", question, out).exit_code == 2
    assert _run("meetings", tmp_path / "absent.json", "--out", out).exit_code == 2
    assert _run("meetings", question, "--rounds", 0, "--out", out).exit_code == 2


def _run(*arguments: object) -> Result:
    app = typer.Typer()
    checker.register(app)
    meetings.register(app)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])
