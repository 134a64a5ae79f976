"""The Russian sentence of every refusal, with the clause it rests on. A test proves that none is missing."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from service.commands.sentences import (
    banks,
    deadlines,
    journal,
    log,
    match_choices,
    matching,
    network,
    orders,
    pairs,
    participants,
    programmes,
    replacement,
    results,
    roadmap,
    setup,
)
from service.errors import NotAllowed, NotFound, Refused
from service.regulations.clauses import russian
from service.regulations.fields import FIELDS
from service.regulations.requirements import clauses

_SUBJECTS: Final = (
    banks,
    deadlines,
    journal,
    log,
    match_choices,
    matching,
    network,
    orders,
    pairs,
    participants,
    programmes,
    replacement,
    results,
    roadmap,
    setup,
)

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {name: text for subject in _SUBJECTS for name, text in subject.SENTENCES.items()}
)

NOT_ALLOWED: Final = "У вас нет права на это действие в этой организации."
NOT_FOUND: Final = "Такой записи в этой организации нет."
OTHERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "NotOwnAct": "Согласие, интерес и отчёт каждый даёт только за себя.",
        "NotSharedWork": "По Положению этой организации куратор делает это без системного администратора.",
        "NoRunYet": "Подбора в этой организации ещё не было; сначала предложите пары.",
        "ActorUnknown": "Такого человека или должности в организации «{institution}» нет.",
        "InstitutionUnknown": "Организации с кодом «{institution}» нет.",
        "SeedUnknown": "Положения для организации с кодом «{institution}» в программе нет.",
    }
)


def sentence(refusal: Exception, *, institution: str) -> str:
    """What the user reads when the service says no: a sentence and, where one exists, the clause."""
    if isinstance(refusal, NotAllowed):
        return OTHERS.get(type(refusal).__name__, NOT_ALLOWED)
    if isinstance(refusal, NotFound):
        return OTHERS.get(type(refusal).__name__, NOT_FOUND).format(institution=institution)
    if not isinstance(refusal, Refused):
        raise refusal
    text = SENTENCES[type(refusal).__name__].format(
        **{name: _shown(fact) for name, fact in refusal.facts.items()}
    )
    found = clauses_of(refusal, institution=institution)
    return f"{text.removesuffix('.')} ({'; '.join(found)})." if found else text


def clauses_of(refusal: Refused, *, institution: str) -> tuple[str, ...]:
    """The clauses of the institution's own documents behind a refusal, in Russian, at most two."""
    found = [clause for number in refusal.rests_on() for clause in clauses(number, institution)]
    return tuple(russian(clause) for clause in found[:2])


def _shown(fact: object) -> str:
    if isinstance(fact, date):
        return f"{fact:%d.%m.%Y}"
    if isinstance(fact, tuple):
        return ", ".join(_field_label(str(part)) for part in fact)
    return str(fact)


def _field_label(name: str) -> str:
    return f"«{FIELDS[name].label}»" if name in FIELDS else name
