"""Rows of the two banks, and who stands in one of them twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.importing.cells import text_cell
from service.importing.dates import consent_cell, date_cell, training_cell
from service.importing.lists import category_cell, form_cell, phrases_cell, qualification_cell, types_cell
from service.importing.names import contact_cell, name_cell
from service.importing.numbers import birth_year_cell, capacity_cell, experience_cell
from service.importing.reading import RowReader
from service.importing.rows import MenteeRow, MentorRow, RowRef
from service.regulations.vocabulary import normalised

Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """A person of a bank by name, whether the row is good or not."""

    name: str
    contact: str | None
    reader: RowReader

    @property
    def ref(self) -> RowRef:
        """How other rows name this one."""
        return (self.reader.sheet, self.reader.row)


def read_mentor(reader: RowReader, forms: Forms) -> MentorRow:
    """Read a mentor's row; it counts only when ``reader.faults`` stays empty."""
    return MentorRow(
        sheet=reader.sheet,
        row=reader.row,
        name=reader.take_required("name", name_cell, empty=None) or "",
        contact=reader.take_all("contact", contact_cell),
        workplace=reader.take("workplace", text_cell, empty=None),
        competencies=reader.take_required("competencies", phrases_cell, empty=()),
        achievements=reader.take("achievements", text_cell, empty=None),
        interests=reader.take("interests", text_cell, empty=None),
        wanted_age=reader.take("wanted_age", text_cell, empty=None),
        time_resource=reader.take("time_resource", text_cell, empty=None),
        entered_on=reader.take("entered_on", date_cell, empty=None),
        form=reader.take("form", form_cell(forms), empty=None),
        position=reader.take("position", text_cell, empty=None),
        subject=reader.take("subject", text_cell, empty=None),
        qualification=reader.take("qualification", qualification_cell, empty=()),
        experience_years=reader.take("experience_years", experience_cell, empty=None),
        training=reader.take("training", training_cell, empty=None),
        capacity=reader.take("capacity", capacity_cell, empty=None),
        types=reader.take("types", types_cell, empty=()),
        consent_on=reader.take("consent_on", consent_cell, empty=None),
        places=reader.places,
    )


def read_mentee(reader: RowReader, forms: Forms) -> MenteeRow:
    """Read a mentee's row; it counts only when ``reader.faults`` stays empty."""
    return MenteeRow(
        sheet=reader.sheet,
        row=reader.row,
        name=reader.take_required("name", name_cell, empty=None) or "",
        contact=reader.take_all("contact", contact_cell),
        birth_year=reader.take("birth_year", birth_year_cell, empty=None),
        requests=reader.take_required("requests", phrases_cell, empty=()),
        entered_on=reader.take("entered_on", date_cell, empty=None),
        form=reader.take("form", form_cell(forms), empty=None),
        position=reader.take("position", text_cell, empty=None),
        subject=reader.take("subject", text_cell, empty=None),
        category=reader.take("category", category_cell, empty=None),
        experience_years=reader.take("experience_years", experience_cell, empty=None),
        actual_start_on=reader.take("actual_start_on", date_cell, empty=None),
        types=reader.take("types", types_cell, empty=()),
        consent_on=reader.take("consent_on", consent_cell, empty=None),
        places=reader.places,
    )


def warn_of_missing_consent(row: MentorRow | MenteeRow, reader: RowReader) -> None:
    """Warn of a row without a consent: it is good, but its person takes no part in matching yet."""
    if row.consent_on is None and not reader.faults:
        words = "нет согласия на обработку персональных данных. До согласия человек не участвует в подборе."
        reader.warn("consent_on", rule="consent_missing", words=words)


def mark_repeated(people: Iterable[Seen]) -> None:
    """Find who stands in a bank twice.

    The same name with the same contact, or with one contact missing, is a fault of the later row; the same
    name with another contact is a warning.
    """
    earlier: dict[str, list[Seen]] = {}
    for person in people:
        namesakes = earlier.setdefault(normalised(person.name), [])
        same = next((each for each in namesakes if may_be_one(each, person)), None)
        if same is not None:
            words = f"этот человек уже есть {same.reader.seen_from(person.reader)}. Оставьте одну строку."
            person.reader.fault("name", rule="person_twice", words=words)
        elif namesakes:
            place = namesakes[0].reader.seen_from(person.reader)
            words = f"полный тёзка – {place}. Проверьте, что это разные люди."
            person.reader.warn("name", rule="namesake", words=words)
        namesakes.append(person)


def may_be_one(one: Seen, other: Seen) -> bool:
    """Tell the same name with a contact in common, or without a contact to tell them apart."""
    if normalised(one.name) != normalised(other.name):
        return False
    if one.contact is None or other.contact is None:
        return True
    return bool(_contacts(one.contact) & _contacts(other.contact))


def _contacts(text: str) -> set[str]:
    """Give the single contacts; telephones by their last ten digits, whatever stands between them."""
    parts = {part.strip() for part in text.casefold().replace(";", ",").split(",") if part.strip()}
    return {_telephone(part) if "@" not in part else part for part in parts}


def _telephone(text: str) -> str:
    digits = "".join(character for character in text if character.isdigit())
    return digits[-10:] if len(digits) >= 5 else text
