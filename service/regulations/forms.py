"""Forms of mentoring: one code per pair of roles, whatever words an institution has for it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from service.regulations.vocabulary import normalised

FormCode = Literal[
    "PEER",
    "HEAD_TEACHER",
    "EMPLOYER_STUDENT",
    "HIGHER_SCHOOL_YOUNG_TEACHER",
    "COLLEGE_YOUNG_TEACHER",
    "CUSTOM",
]

STAFF: Final = ("педагог", "учитель", "преподаватель", "воспитатель", "педагогический работник")
HEADS: Final = ("руководитель образовательной организации", "руководитель", "директор", "заведующий")

_DASH: Final = re.compile(r"\s+[‐‑‒–—−-]+\s+")
_HEAD: Final = re.compile(
    r"(директор|заведующий|заведующая)\b.*"
    r"|руководитель( (образовательной )?(организации|учреждения|школы|колледжа|техникума|доу|дворца).*)?"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an institution: the words of its list, those of its definition, where both stand.

    A form that the document lists but does not define may not be used until the head approves a definition.
    """

    code: FormCode
    label: str
    definition_label: str | None
    clauses: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Whether pairs may be formed in it."""
        return self.definition_label is not None


def form_code(label: str) -> FormCode:
    """Give the code of a form by its words, «наставник – наставляемый»; any other wording is ``CUSTOM``."""
    roles = tuple(map(normalised, _DASH.split(label.strip())))
    if len(roles) != 2:
        roles = tuple(normalised(label).split("-"))
    return _code_of(*roles) if len(roles) == 2 else "CUSTOM"


def _code_of(mentor: str, mentee: str) -> FormCode:
    if mentor in STAFF and mentee in STAFF:
        return "PEER"
    if _HEAD.fullmatch(mentor) and mentee in STAFF:
        return "HEAD_TEACHER"
    if (mentor, mentee) == ("работодатель", "студент"):
        return "EMPLOYER_STUDENT"
    if mentee.startswith("молодой ") and "вуза" in re.split(r"[ /]", mentor):
        return "HIGHER_SCHOOL_YOUNG_TEACHER"
    if mentee.startswith("молодой ") and "колледжа" in mentor.split():
        return "COLLEGE_YOUNG_TEACHER"
    return "CUSTOM"


def read_forms(
    *,
    listed: Sequence[str],
    list_clauses: tuple[str, ...],
    defined: Sequence[str],
    defined_clauses: tuple[str, ...],
) -> tuple[Form, ...]:
    """Join the list of forms with their definitions.

    The clauses of the definitions belong to them one by one where there are as many, else to each.
    """
    places = {
        label: defined_clauses[n : n + 1] if len(defined_clauses) == len(defined) else defined_clauses
        for n, label in enumerate(defined)
    }
    return tuple(_form(label, list_clauses, places) for label in listed)


def _form(label: str, list_clauses: tuple[str, ...], places: Mapping[str, tuple[str, ...]]) -> Form:
    code = form_code(label)
    definition = next((other for other in places if _same_form(code, label, other)), None)
    clauses = list_clauses if definition is None else (*list_clauses, *places[definition])
    return Form(code, label, definition, tuple(dict.fromkeys(clauses)))


def _same_form(code: FormCode, label: str, other: str) -> bool:
    if code == "CUSTOM":
        return normalised(label) == normalised(other)
    return form_code(other) == code


def labels_of(forms: Iterable[Form]) -> Mapping[str, FormCode]:
    """Map every wording in which a usable form may be written, normalised, to its code."""
    found: dict[str, FormCode] = {}
    for form in forms:
        if form.definition_label is not None:
            wordings = (form.label, form.definition_label, *_usual_wordings(form.code))
            found |= {normalised(wording): form.code for wording in wordings}
    return MappingProxyType(found)


def _usual_wordings(code: FormCode) -> tuple[str, ...]:
    if code == "PEER":
        return tuple(f"{staff} – {staff}" for staff in STAFF)
    if code == "HEAD_TEACHER":
        return tuple(f"{head} – {staff}" for head in HEADS for staff in STAFF)
    return ()
