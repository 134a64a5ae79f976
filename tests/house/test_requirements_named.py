"""The tests name the requirements they prove, and the list of the proven ones is committed."""

from service.commands.fulfilment import fulfilments
from tests.house.requirement_marks import KNOWN, PROOFS, as_ranges, as_toml, marked, marks_of_all_tests

UPDATE = "python -m tests.house.requirement_marks"


def test_a_mark_names_a_requirement_that_exists() -> None:
    unknown = {mark: files for mark, files in marks_of_all_tests().items() if mark not in KNOWN}
    assert unknown == {}


def test_the_committed_list_is_what_the_tests_prove() -> None:
    assert PROOFS.read_text(encoding="utf-8") == as_toml(marks_of_all_tests()), UPDATE


def test_every_guard_deadline_and_record_has_an_event_and_a_test() -> None:
    checked = [row for row in fulfilments() if row.check in {"guard", "deadline", "record"}]
    assert len(checked) == 139
    assert as_ranges([row.number for row in checked if not row.events]) == ""
    assert as_ranges([row.number for row in checked if not row.tests]) == ""


def test_marks_are_found_on_tests_classes_and_modules() -> None:
    source = (
        "pytestmark = [pytest.mark.requirement('R-001')]\n"
        "@pytest.mark.requirement('R-002')\n"
        "def test_one(): ...\n"
        "parametrised = pytest.param(1, marks=pytest.mark.requirement('R-003', 'R-004'))\n"
    )
    assert sorted(marked(source)) == ["R-001", "R-002", "R-003", "R-004"]


def test_a_computed_id_is_no_known_requirement() -> None:
    assert not set(marked("x = pytest.mark.requirement(f'R-{number}')")) & set(KNOWN)


def test_missing_requirements_are_told_in_ranges() -> None:
    assert as_ranges(["R-001", "R-002", "R-003", "R-007", "R-150"]) == "R-001–R-003, R-007, R-150"
