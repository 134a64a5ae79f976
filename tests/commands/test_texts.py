"""Every refusal has a Russian sentence that names its facts and no person."""

import re
from datetime import date

import pytest

from service import errors
from service.commands import banks, import_banks, people, setup, suggest, texts
from service.commands.registry import COMMANDS
from service.commands.runtime import Runtime
from service.commands.texts import SENTENCES, sentence
from service.errors import NotAllowed, NotFound, Refused

FACTS = {
    "fields": ("head.title_ru",),
    "faults": ("«Поле»: не то",),
    "protocol_on": date(2026, 9, 2),
    "agreed_on": date(2026, 9, 2),
    "order_on": date(2026, 9, 1),
    "approved_on": date(2026, 9, 1),
    "since": date(2026, 8, 1),
    "given_on": date(2026, 12, 1),
    "on": date(2026, 11, 1),
    "limit": 5,
    "allowed": 3,
    "count": 2,
    "index": 7,
    "code": "MET-99",
    "mentors": 0,
    "mentees": 4,
    "year": 2099,
    "withdrawn_on": date(2026, 10, 1),
}


MODULES = (banks, import_banks, people, setup, suggest)


def refusals(kind: type[Refused] = Refused) -> list[type[Refused]]:
    found = [kind] if kind is not Refused else []
    return found + [each for below in kind.__subclasses__() for each in refusals(below)]


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)
def test_every_refusal_has_a_sentence_with_its_facts_and_clause(refusal: type[Refused]) -> None:
    assert COMMANDS
    assert MODULES
    told = sentence(refusal(**FACTS), institution="002")
    assert re.match(r"[А-ЯЁ]", told)
    assert not re.search(r"[{}]|[a-z]{3,}", told.replace("MET-99", "").replace("Excel", "")), told


def test_no_sentence_stands_without_its_refusal() -> None:
    assert set(SENTENCES) == {refusal.__name__ for refusal in refusals()}


def test_the_clause_is_the_one_of_the_institution_itself() -> None:
    refusal = next(each for each in refusals() if each.__name__ == "CuratorOutsidePool")
    assert "п. 3.4" in sentence(refusal(), institution="002")
    assert "п. 6.3" in sentence(refusal(), institution="004")


@pytest.mark.parametrize("refusal", [NotAllowed(), NotFound()])
def test_the_other_markers_have_their_sentence(refusal: Exception) -> None:
    assert sentence(refusal, institution="001").endswith(".")


def test_a_crash_is_never_dressed_as_a_refusal(staged: Runtime) -> None:
    assert staged.feed.dead_letters() == []
    with pytest.raises(ZeroDivisionError):
        sentence(ZeroDivisionError(), institution="001")


def test_there_are_three_markers_and_no_more() -> None:
    markers = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    assert markers == {"Refused", "NotAllowed", "NotFound"}
    assert texts.NOT_ALLOWED
    assert texts.NOT_FOUND
