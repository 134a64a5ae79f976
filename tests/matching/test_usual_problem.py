"""The fast reader reads what the careful reader reads, and leaves every fault to it."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from service.matching.candidates.score import CRITERIA
from service.matching.formats import reading
from service.matching.formats.faults import InvalidFile
from service.matching.formats.problem import Problem, to_json
from service.matching.formats.reading import problem_from, read_problem
from service.matching.formats.usual import usual_problem
from tests.matching.instances import Document, banks, rated, seeded
from tests.matching.random_groups import grouped


def _careful(document: Document, monkeypatch: pytest.MonkeyPatch) -> Problem | None:
    with monkeypatch.context() as patch:
        patch.setattr(reading, "usual_problem", lambda *_: None)
        try:
            return problem_from(document)
        except InvalidFile:
            return None


def _random(seed: int) -> Document:
    draw = seeded(seed)
    made = (banks, grouped)[seed % 2](draw, mentors=3, mentees=4)
    if seed % 3 == 0:
        made = rated(draw, mentors=3, mentees=4, degree=2)
    more = {
        "mode": draw.choice(["propose", "repair"]),
        "weights": {"subject": 400, "types": 30},
        "goals": ["fit", "load"],
        "limits": {"work": 3, "seed": 5, "fit_tolerance": 0.5},
    }
    return made | {name: value for name, value in more.items() if draw.random() < 0.5}


@pytest.mark.parametrize("seed", range(60))
def test_a_sound_problem_is_read_the_fast_way_to_the_same_value(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = _random(seed)
    expected = _careful(document, monkeypatch)
    assert expected is not None
    assert usual_problem(document, CRITERIA) == expected
    assert read_problem(json.dumps(to_json(expected)).encode()) == expected


_VALUES: list[object] = [
    *(None, True, False, 0, 1, 2, -1, 4, 6, 151, 1001, 2**53, 2.0, 0.5, -0.5, "", "x", "m0", "e1", "PEER"),
    *(
        [],
        {},
        [""],
        ["a", "a"],
        {"": 1},
        {"lesson": 4},
        {"min": 3, "max": 2},
        {"min": 2, "max": None},
        [None],
    ),
]


def _places(part: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - JSON is any of its kinds
    """Yield every place (container, key) in a document."""
    if isinstance(part, (dict, list)):
        for key in list(part) if isinstance(part, dict) else range(len(part)):
            yield part, key
            yield from _places(part[key])


def _damaged(document: Document, draw: random.Random) -> Document:
    """Change, remove or add one thing anywhere."""
    changed = copy.deepcopy(document)
    container, key = draw.choice(list(_places(changed)))
    kind = draw.randrange(4)
    if kind == 0:
        del container[key]
    elif kind == 1 and isinstance(container, dict):
        container[draw.choice(["reason", "network", "head_of", "group", "free", "odd"])] = draw.choice(
            _VALUES
        )
    elif kind == 1:
        container.append(copy.deepcopy(container[key]))
    else:
        container[key] = copy.deepcopy(draw.choice(_VALUES))
    return changed


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_damaged_both_readers_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw, document = seeded(seed), _random(seed)
    for _ in range(60):
        changed = _damaged(document, draw)
        fast = usual_problem(changed, CRITERIA)
        if fast is not None:
            assert fast == _careful(changed, monkeypatch), changed


def test_damage_is_sometimes_sound_and_often_not(monkeypatch: pytest.MonkeyPatch) -> None:
    draw, document = seeded(1), _random(1)
    changed = [_damaged(document, draw) for _ in range(200)]
    sound = [_careful(value, monkeypatch) is not None for value in changed]
    assert [usual_problem(value, CRITERIA) is not None for value in changed] == sound
    assert 20 < sum(sound) < 180
