"""Every refusal has a Russian sentence that names its facts and no person."""

import re
from datetime import date
from string import Formatter

import pytest

from service import errors
from service.commands import texts
from service.commands.catalogue import all_commands
from service.commands.runtime import Runtime
from service.commands.texts import SENTENCES, sentence
from service.errors import NotAllowed, NotFound, Refused

DATES = {"since", "to", "until"}


def facts_of(name: str) -> dict[str, object]:
    """Invented facts for every place in a sentence: dates where the name says so, else a number."""
    places = [place for _, place, _, _ in Formatter().parse(SENTENCES[name]) if place]
    return {
        place: date(2026, 9, 2) if place == "on" or place.endswith("_on") or place in DATES else 3
        for place in places
    }


all_commands()  # every module that can refuse is loaded


def refusals(kind: type[Refused] = Refused) -> list[type[Refused]]:
    found = [kind] if kind is not Refused else []
    return found + [each for below in kind.__subclasses__() for each in refusals(below)]


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)
def test_every_refusal_has_a_sentence_with_its_facts_and_clause(refusal: type[Refused]) -> None:
    told = sentence(refusal(**facts_of(refusal.__name__)), institution="002")
    assert re.match(r"[А-ЯЁ]", told)
    assert not re.search(r"[{}]|[a-z]{3,}", told.replace("MET-99", "").replace("Excel", "")), told


def test_no_sentence_stands_without_its_refusal() -> None:
    assert set(SENTENCES) == {refusal.__name__ for refusal in refusals()}


def test_the_clause_is_the_one_of_the_institution_itself() -> None:
    refusal = next(each for each in refusals() if each.__name__ == "CuratorOutsidePool")
    assert "п. 3.4" in sentence(refusal(), institution="002")
    assert "п. 6.3" in sentence(refusal(), institution="004")


@pytest.mark.requirement("R-128", "R-129")
def test_what_stands_in_two_clauses_names_both_and_nothing_where_the_document_is_silent() -> None:
    refusal = next(each for each in refusals() if each.__name__ == "MentoringNotEnded")
    assert sentence(refusal(), institution="002").endswith(
        "(п. 3.6, абз. 5 Положения; п. 3.6, абз. 6 Положения)."
    )
    assert sentence(refusal(), institution="001") == SENTENCES["MentoringNotEnded"]


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
