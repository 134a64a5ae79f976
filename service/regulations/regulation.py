"""A regulation of an institution as data: 113 settings with their clauses and what holds by default."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import rfc8785

from service.regulations.fields import FIELDS, Value, plain_value, shown_value
from service.regulations.forms import Form, FormCode, labels_of, read_forms
from service.regulations.settings import Setting, changed_settings, read_settings


@dataclass(frozen=True, slots=True)
class Regulation:
    """One version of the regulation of one institution.

    ``settings`` holds every field in the order of the declarations. Versions count from 1.
    """

    code: str
    version: int
    settings: Mapping[str, Setting]

    @classmethod
    def from_settings(cls, code: str, settings: Mapping[str, Any], *, version: int) -> Self:
        """Read the plain settings that an event or a row holds; a field that it lacks takes its default.

        Raises:
            BrokenRegulation: with every fault that was found.

        """
        return cls(code, version, read_settings(settings, source=code))

    def to_settings(self) -> dict[str, dict[str, object]]:
        """Give all settings as plain JSON: ``{field: {value, clauses, silent}}``."""
        return {
            name: {
                "value": plain_value(setting.value),
                "clauses": list(setting.clauses),
                "silent": setting.silent,
            }
            for name, setting in self.settings.items()
        }

    def digest(self) -> str:
        """Give the name of this content: ``sha256:`` over code and settings in canonical JSON (RFC 8785)."""
        content: dict[str, Any] = {"code": self.code, "settings": self.to_settings()}
        return f"sha256:{hashlib.sha256(rfc8785.dumps(content)).hexdigest()}"

    def missing_before_in_force(self) -> tuple[str, ...]:
        """Name the fields that the institution has to fill in before the regulation can enter into force."""
        return tuple(
            name
            for name, field in FIELDS.items()
            if field.required and (self.settings[name].silent or self.settings[name].value is None)
        )

    def filled(self, changes: Mapping[str, object], *, clauses: Sequence[str]) -> Self:
        """Give the same version with more fields filled in: a draft before its approval.

        ``clauses`` are where the new values stand. Raises ``BrokenRegulation``.
        """
        return type(self)(self.code, self.version, changed_settings(self.settings, changes, clauses=clauses))

    def amended(self, changes: Mapping[str, object], *, clauses: Sequence[str]) -> Self:
        """Give the next version with changed fields; ``clauses`` are where the changes stand.

        Raises:
            BrokenRegulation: with every fault of the changes.

        """
        settings = changed_settings(self.settings, changes, clauses=clauses)
        return type(self)(self.code, self.version + 1, settings)

    def is_default(self, name: str) -> bool:
        """Tell whether the document is silent and the default holds. Raises ``KeyError``."""
        return self.settings[name].silent

    def value(self, name: str) -> Value:
        """Give what holds: the document's value, or the default where it is silent. Raises ``KeyError``."""
        return self.settings[name].value

    def clauses(self, name: str) -> tuple[str, ...]:
        """Give the clauses where a value stands; empty for a default. Raises ``KeyError``."""
        return self.settings[name].clauses

    def shown(self, name: str) -> str:
        """Give a value in the words of a Russian reader. Raises ``KeyError``."""
        return shown_value(FIELDS[name], self.value(name))

    def text(self, name: str) -> str:
        """Give the value of a text field. Raises ``KeyError``, ``TypeError`` when it is none or no text."""
        value = self.value(name)
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def number(self, name: str) -> int | None:
        """Give the value of a number field. Raises ``KeyError``, ``TypeError`` when it is no number."""
        value = self.value(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise TypeError(name)
        return value

    def flag(self, name: str) -> bool:
        """Give the value of a yes-or-no field. Raises ``KeyError``, ``TypeError`` when it is none."""
        value = self.value(name)
        if not isinstance(value, bool):
            raise TypeError(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Give the items of a list field. Raises ``KeyError``, ``TypeError`` when it is no list of texts."""
        value = self.value(name)
        if not isinstance(value, tuple):
            raise TypeError(name)
        return tuple(_text_item(name, item) for item in value)

    def day(self, name: str) -> date | None:
        """Give the value of a date field. Raises ``KeyError``, ``TypeError`` when it is no date."""
        value = self.value(name)
        if value is not None and not isinstance(value, date):
            raise TypeError(name)
        return value

    @property
    def kind(self) -> str:
        """Kind of the institution: additional_education, general_school, preschool, vocational_college."""
        return self.text("identity.kind")

    @property
    def short_name(self) -> str:
        """Short official name of the institution."""
        return self.text("identity.short_name_ru")

    @property
    def text_name(self) -> str:
        """The word that the document uses for the institution."""
        return self.text("identity.text_name_ru")

    @property
    def head_title(self) -> str:
        """Position of the head, in Russian."""
        return self.text("head.title_ru")

    @property
    def curator_pool(self) -> str:
        """Whom the curator is taken from: any_staff or deputy_heads (R-016)."""
        return self.text("curator.pool")

    @property
    def requires_pedagogical_council(self) -> bool:
        """Whether the pedagogical council considers the draft before its approval (R-004)."""
        return self.flag("approval.requires_pedagogical_council")

    @property
    def requires_trade_union_agreement(self) -> bool:
        """Whether the trade union agrees to the draft before its approval (R-005)."""
        return self.flag("approval.requires_trade_union_agreement")

    @property
    def max_concurrent_mentees(self) -> int | None:
        """How many mentees a mentor may have at once, ``None`` for no cap (R-077)."""
        return self.number("load.max_concurrent_mentees")

    @property
    def load_warning_at(self) -> int | None:
        """Number of mentees from which a load is worth a warning."""
        return self.number("policy.load_warning_at")

    @property
    def appointment_deadline_days(self) -> int | None:
        """Calendar days from actual admission to work to the mentor's appointment, or ``None`` (R-074)."""
        return self.number("appointment.deadline_days_from_actual_start")

    @property
    def admission_criteria(self) -> tuple[str, ...]:
        """What a mentor must meet to stand in the base; empty where nothing is demanded (R-049)."""
        return self.texts("mentor_bank.admission_criteria")

    @property
    def group_min_size(self) -> int | None:
        """The least number of mentees in a group (R-082)."""
        return self.number("types.group_min_size")

    @property
    def types(self) -> tuple[str, ...]:
        """Codes of the kinds of mentoring that the document knows."""
        return self.texts("types.list")

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms of mentoring in the order of the document's list (R-078)."""
        return read_forms(
            listed=self.texts("forms.list_ru"),
            list_clauses=self.clauses("forms.list_ru"),
            defined=self.texts("forms.defined_ru"),
            defined_clauses=self.clauses("forms.defined_ru"),
        )

    def form_labels(self) -> Mapping[str, FormCode]:
        """Map every wording of a usable form, normalised as in ``vocabulary.normalised``, to its code."""
        return labels_of(self.forms)


def _text_item(name: str, item: object) -> str:
    if not isinstance(item, str):
        raise TypeError(name)
    return item
