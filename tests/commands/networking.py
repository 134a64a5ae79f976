"""Several institutions for the tests of commands: agreements between them, and the question to all."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from service.access import operator
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.commands.network_rows import NetworkPage, NetworkPair
from service.commands.network_suggestion import NetworkSuggestion, network_suggestion
from service.commands.partners import conclude_cooperation_agreement, register_partner
from service.commands.suggest import regulation_in_force
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import person_of
from service.values import Pii
from tests.commands.pairing import COMPETENCY, TODAY, School, internal


class Willing(School):
    """An institution whose people name every type of mentoring themselves, the virtual one too."""

    def _person(self, kind: str, **facts: Any) -> str:
        entry = super()._person(kind, **facts)
        accept(self, entry, *regulation_in_force(self.runtime, self.code, on=TODAY).types)
        return entry


def asked(*schools: School, **facts: Any) -> NetworkSuggestion:
    """The answer of several institutions with its question."""
    codes = [school.code for school in schools]
    return network_suggestion(schools[0].runtime, institutions=codes, **{"actor": operator()} | facts)


def answer(*schools: School, **facts: Any) -> NetworkPage:
    """The answer of several institutions."""
    return asked(*schools, **facts).page


def people(pairs: Sequence[NetworkPair]) -> dict[str, str]:
    """The mentor of every mentee."""
    return {row.pair.mentee_id: row.pair.mentor_id for row in pairs}


def name_of(school: School, field: str = "short") -> str:
    """The short or full name that the regulation of a school gives it."""
    regulation = regulation_in_force(school.runtime, school.code, on=TODAY)
    return regulation.text(f"identity.{field}_name_ru")


def record(
    school: School,
    *,
    name: str,
    since: date = date(2026, 9, 1),
    until: date | None = date(2027, 8, 31),
    concluded: bool = True,
) -> None:
    """Put a partner of this name into the register, with an agreement if it was concluded."""
    levels = regulation_in_force(school.runtime, school.code, on=TODAY).texts("partnership.levels_ru")
    found = school.act(register_partner, kind="organisation", name=name, level=levels[0] if levels else None)
    if concluded:
        school.act(
            conclude_cooperation_agreement,
            partner=found["partner"],
            kind="cooperation",
            subject="сетевое наставничество",
            concluded_on=since,
            since=since,
            until=until,
        )


def join(one: School, other: School) -> None:
    """Let both record their agreement, one by the full name and one by the short."""
    record(one, name=name_of(other, "full"))
    record(other, name=name_of(one))


def accept(school: School, entry: str, *types: str, forms: tuple[str, ...] = ()) -> None:
    """Let a person name the types, and the forms, that suit him; the rest stays as it was."""
    person = person_of(entry)
    usual: dict[str, Any] = {
        "competencies": (COMPETENCY,),
        "subject": None,
        "subject_words": None,
        "forms": forms,
        "types": types,
        "source": "workbook",
    }

    def name_types(work: Work) -> Decision:
        if "/mentor/" in entry:
            mentor = work.get(Mentor, entry)
            words = Pii(person, ("рабочие программы",))
            mentor.update_profile(
                competency_words=words, experience_years=20, qualification=(), about=None, **usual
            )
            return Decision((mentor,))
        mentee = work.get(Mentee, entry)
        mentee.submit_request(request_words=Pii(person, ("рабочие программы",)), experience_years=1, **usual)
        return Decision((mentee,))

    school.act(internal(name_types))


def rename(school: School, entry: str, *, like: str) -> None:
    """Let a person bear the name of another."""
    name = school.runtime.log.get(Person, person_of(like)).full_name.text

    def correct(work: Work) -> Decision:
        found = work.get(Person, person_of(entry))
        found.correct(
            fingerprint=work.hmac("fingerprint", str(name)),
            full_name=Pii(found.id, str(name)),
            contact=None,
            position="teacher",
            position_words=None,
            birth_year=None,
            source="curator",
        )
        return Decision((found,))

    school.act(internal(correct))
