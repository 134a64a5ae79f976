"""Every code that can stand in a proposal has Russian words."""

import ast
import re
from pathlib import Path

import pytest

from service.matching import words
from service.matching.candidates.rules import GROUP_PROFILE, PROFILE
from service.matching.candidates.score import CRITERIA, GIVEN
from service.matching.formats.problem import GOALS
from service.matching.formats.proposal import GRANTORS, METHODS, STATUSES, STOPPED_BY
from service.matching.pricing import tolerance, training
from service.matching.propose import STAGES
from service.matching.solving.network import GOAL_TABLE
from service.regulations.nouns import MENTEES, OF_MENTEES, ON_MENTORS, POINTS, counted

_MATCHING = Path(words.__file__).parent


def _given_as(keyword: str) -> set[str]:
    """Every literal that the matcher passes under this name, or first to ``Ban``."""
    found: set[str] = set()
    for path in _MATCHING.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                first = call.args[:1] if keyword == "rule" and getattr(call.func, "id", "") == "Ban" else []
                named = [k.value for k in call.keywords if k.arg == keyword]
                if keyword == "rule" and getattr(call.func, "attr", "") == "add":
                    continue
                values = [v.value for v in (*first, *named) if isinstance(v, ast.Constant)]
                found |= {value for value in values if isinstance(value, str)}
    return found


def test_goals_statuses_limits_criteria_and_grantors_have_words() -> None:
    common = {words.WAITING, words.SEARCHING, words.DONE}
    assert set(words.STAGES) == {*common, *STAGES, *tolerance.STAGES, *training.STAGES}
    assert set(words.GOALS) == set(GOALS) == set(GOAL_TABLE)
    assert set(words.STATUSES) == set(STATUSES)
    assert set(words.LIMITS) == set(STOPPED_BY)
    assert set(words.METHODS) == set(METHODS)
    assert set(words.CRITERIA) == {*CRITERIA, GIVEN}
    assert set(words.GRANTORS) == set(GRANTORS)


def test_every_rule_has_words() -> None:
    told = {rule for rule in _given_as("rule") if not rule.startswith(("not_an", "wrong", "unknown"))}
    assert told - {"other_schema"} <= set(words.RULES)
    assert {*PROFILE, *GROUP_PROFILE} <= set(words.RULES)
    assert {"no_free_place", "not_asked", "pinned_twice", "declined", "group_incomplete"} <= told


def test_every_change_has_words_and_no_words_stand_without_a_change() -> None:
    assert set(words.CHANGES) == _given_as("code")


@pytest.mark.parametrize(
    "table",
    [words.GOALS, words.STATUSES, words.LIMITS, words.METHODS, words.CRITERIA, words.RULES, words.GRANTORS],
)
def test_words_are_russian_and_fit_into_a_sentence(table: dict[str, str]) -> None:
    for text in table.values():
        assert re.fullmatch(r"[а-яё][а-яё ,–—«»:()]*", text, flags=re.IGNORECASE), text
        assert text[0].islower()


def test_changes_that_only_help_together_read_as_one_way_with_its_people() -> None:
    together = [
        {
            "rule": "no_common_competency",
            "change": {"code": "add_competency", "mentor": "m1", "value": "lesson", "together": 2},
            "grantor": "mentor",
        },
        {
            "rule": "no_common_type",
            "change": {"code": "mentee_adds_type", "mentor": "m1", "value": "virtual", "together": 2},
            "grantor": "mentee",
        },
    ]
    alone = {"rule": "no_free_place", "change": {"code": "add_place", "mentor": "m2"}, "grantor": "mentor"}
    names = {"m1": "Иванова А. Б.", "m2": "Петров В. Г."}
    first = (
        "Иванова А. Б.: отметить в карточке наставника компетенцию «проектирование урока», если она у него "
        "есть; "
        "наставляемому согласиться и на вид наставничества «виртуальное (дистанционное)» "
        "(решают наставник и наставляемый)"
    )
    second = "Петров В. Г.: взять ещё одного наставляемого (решает наставник)"
    found = words.remedies([*together, alone], names, {"lesson": "проектирование урока"})
    assert found == (first, second)


def test_ids_and_codes_without_words_are_not_read_aloud() -> None:
    relaxation = {
        "rule": "no_consent",
        "change": {"code": "lift_exclusion", "mentor": "001/mentor/abc", "value": "x1"},
        "grantor": "mentor",
    }
    assert words.remedies([relaxation]) == (
        "попросить у наставника согласие на обработку персональных данных (решает наставник)",
    )


def test_two_consents_are_told_apart() -> None:
    changes = (
        {"code": "lift_exclusion", "together": 2},
        {"code": "lift_exclusion", "mentor": "m1", "together": 2},
    )
    both = [
        {"rule": "no_consent", "change": change, "grantor": who}
        for change, who in zip(changes, ("mentee", "mentor"), strict=True)
    ]
    (told,) = words.remedies(both, {"m1": "Иванова А. Б."})
    assert told == (
        "Иванова А. Б.: попросить у наставляемого согласие на обработку персональных данных; "
        "попросить у наставника согласие на обработку персональных данных (решают наставляемый и наставник)"
    )


def test_what_is_about_one_person_says_whose_it_is() -> None:
    told = {whose: words.rule_words("no_consent", whose) for whose in ("mentor", "mentee")}
    assert told["mentor"] == "у наставника нет действующего согласия на обработку персональных данных"
    assert told["mentee"] == "у наставляемого нет действующего согласия на обработку персональных данных"
    assert words.rule_words("no_common_time", None) == "нет общего свободного времени"


def test_people_who_are_missing_in_a_group_are_counted_in_russian() -> None:
    def told(more: int) -> str:
        change = {"code": "find_members", "mentor": "m1", "value": "PEER/lesson", "more": more}
        relaxation = {"rule": "group_incomplete", "change": change, "grantor": "curator"}
        return words.remedies([relaxation], {}, {"lesson": "проектирование урока"})[0]

    assert told(1) == ("найти для группы «проектирование урока» ещё 1 наставляемого (решает куратор)")
    assert told(2) == ("найти для группы «проектирование урока» ещё 2 наставляемых (решает куратор)")


def test_nouns_follow_their_numbers_in_every_case() -> None:
    assert [counted(number, ON_MENTORS) for number in (1, 2, 5, 11, 21)] == [
        "1 наставнике",
        "2 наставниках",
        "5 наставниках",
        "11 наставниках",
        "21 наставнике",
    ]
    assert counted(21, MENTEES) == "21 наставляемый"
    assert counted(1, OF_MENTEES) == "1 наставляемого"
    assert [counted(number, POINTS) for number in (1, -17, 22, 111)] == [
        "1 балл",
        "-17 баллов",
        "22 балла",
        "111 баллов",
    ]
