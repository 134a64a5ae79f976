"""The sets of questions that every institution starts with, as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from service.values import AnswerKind, Moment, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class StandardQuestion:
    """One question in the words in which it is asked."""

    code: str
    text: str
    answer: AnswerKind
    moments: tuple[Moment, ...]

    @property
    def question(self) -> Question:
        """The question without its words."""
        return Question(self.code, self.answer, self.moments)


@cache
def standard_questionnaires() -> Mapping[Questionnaire, tuple[StandardQuestion, ...]]:
    """Load the sets of questions by kind, once."""
    text = (files("service.regulations") / "questionnaires.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        msgspec.convert(tomllib.loads(text), dict[Questionnaire, tuple[StandardQuestion, ...]])
    )
