from collections import Counter

import pytest

from service.regulations.requirements import clauses, requirements

FULL = ("000", "001", "002", "004")


def references(requirement: str, institution: str) -> tuple[str, ...]:
    return tuple(str(clause) for clause in clauses(requirement, institution))


def test_there_are_150_requirements_numbered_without_a_gap() -> None:
    assert list(requirements()) == [f"R-{number:03}" for number in range(1, 151)]


def test_strengths_and_checks_have_their_counts() -> None:
    assert Counter(each.strength for each in requirements().values()) == {
        "must": 117,
        "may": 17,
        "derived": 16,
    }
    assert Counter(each.check for each in requirements().values()) == {
        "record": 74,
        "guard": 57,
        "deadline": 8,
        "view": 7,
        "ack": 4,
    }


@pytest.mark.parametrize(
    ("code", "count"), [("000", 124), ("001", 127), ("002", 140), ("003", 23), ("004", 118)]
)
def test_each_institution_has_its_number_of_requirements(code: str, count: int) -> None:
    assert sum(1 for each in requirements().values() if code in each.clauses) == count


def test_109_requirements_stand_in_all_four_full_documents() -> None:
    assert sum(1 for each in requirements().values() if set(FULL) <= set(each.clauses)) == 109


def test_every_requirement_stands_in_some_document() -> None:
    assert all(any(each.clauses.values()) for each in requirements().values())


@pytest.mark.requirement("R-001")
def test_003_has_no_clause_of_a_regulation_but_only_of_a_roadmap() -> None:
    found = {str(clause) for each in requirements().values() for clause in each.clauses.get("003", ())}
    assert found
    assert all(reference.startswith("RM") for reference in found)
    assert clauses("R-001", "003") == ()


@pytest.mark.requirement("R-016")
def test_the_curator_is_appointed_by_different_clauses() -> None:
    assert references("R-016", "000") == ("§3.2(3)", "§3.3(1)", "§1.2 «куратор»")
    assert references("R-016", "001") == ("§3.3[3]", "§3.4[1]", "Order ¶3", "§1.2 «куратор»")
    assert references("R-016", "004") == ("§6.3(3)", "§6.4(1)", "§3 «куратор»")


@pytest.mark.requirement("R-077")
def test_only_002_limits_the_load_of_a_mentor() -> None:
    assert set(requirements()["R-077"].clauses) == {"002"}
    assert references("R-077", "002") == ("§3.7 ¶3",)


def test_an_institution_without_a_clause_gets_none_and_an_unknown_requirement_is_an_error() -> None:
    assert clauses("R-077", "000") == ()
    assert clauses("R-001", "vologda-7") == ()
    with pytest.raises(KeyError):
        clauses("R-151", "000")
