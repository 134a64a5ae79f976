"""Banks and pairs for the tests of commands: people by name, and the way from a proposal to an order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import msgspec

from service.access import Action, Actor, Role, operator
from service.aggregates.assignment import Assignment
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.commands.actors import actor_of
from service.commands.catalogue import all_commands
from service.commands.orders import draft_order, sign_order
from service.commands.pair_consents import (
    sign_additional_duties_consent,
    sign_mentee_consent,
    sign_mentor_appointment_consent,
)
from service.commands.pair_terms import Grounds
from service.commands.pairs import agree_pair
from service.commands.partners import conclude_cooperation_agreement, register_partner
from service.commands.registry import Command
from service.commands.rounds import express_interest, open_match_round, propose_pair
from service.commands.runtime import Runtime
from service.commands.suggest import regulation_in_force
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import person_of, random_part
from service.projections.rounds import open_round
from service.values import CompetencyMapping, Pii

TODAY: Final = date(2026, 11, 21)
SINCE, UNTIL = date(2026, 11, 23), date(2027, 5, 31)
BASIS: Final = ("FZ-273", "own:1")
GROUNDS: Final = Grounds(goal="войти в должность", difficulties="дисциплина", request="уроки", staff="есть")
COMPETENCY: Final = CompetencyMapping("SUB-01", 990, sure=True, model="ngrams/1")

all_commands()  # every effect of an order is declared


def _furnish(
    work: Work,
    *,
    kind: str,
    name: str,
    experience: int | None,
    born: int | None,
    category: str | None,
    consent: bool,
    admitted: bool,
) -> Decision:
    """Register a person with one entry in a bank."""
    person_id = work.new_id("person")
    person = Person.start(
        Person.ParticipantRegistered,
        person_id,
        fingerprint=work.hmac("fingerprint", name),
        full_name=Pii(person_id, name),
        contact=None,
        position="teacher",
        position_words=Pii(person_id, "учитель"),
        birth_year=born,
        source="curator",
    )
    if consent:
        person.give_consent(given_on=date(2026, 9, 1), on=work.on, source="paper")
    entry = f"{work.institution}/{kind}/{random_part(person_id)}"
    made = (
        _mentor(entry, person_id, experience) if kind == "mentor" else _mentee(entry, person_id, experience)
    )
    if consent:
        made.enter_bank(entered_on=date(2026, 9, 2), consent=True)
    if admitted and isinstance(made, Mentor):
        made.complete_training(document=Pii(person_id, "удостоверение № 7"), completed_on=date(2026, 9, 1))
        made.admit(to_confirm=False)
    if category is not None and isinstance(made, Mentee):
        made.assign_category(category=category)
    return Decision((person, made), {"entry": entry})


def _mentor(entry: str, person: str, experience: int | None) -> Mentor:
    return Mentor.start(
        Mentor.MentorQuestionnaireCompleted,
        entry,
        person=person,
        competencies=(COMPETENCY,),
        competency_words=Pii(person, ("рабочие программы",)),
        subject=None,
        subject_words=None,
        forms=(),
        types=(),
        experience_years=experience,
        qualification=("highest",),
        about=None,
        source="workbook",
    )


def _mentee(entry: str, person: str, experience: int | None) -> Mentee:
    mentee = Mentee.start(Mentee.MenteeNeedIdentified, entry, person=person, source="workbook")
    mentee.submit_request(
        competencies=(COMPETENCY,),
        request_words=Pii(person, ("рабочие программы",)),
        subject=None,
        subject_words=None,
        forms=(),
        types=(),
        experience_years=experience,
        source="workbook",
    )
    return mentee


FURNISH: Final = Command(
    name="furnish",
    title="Обставить",
    sentence="",
    action=Action.KEEP_BANKS,
    requirements=("R-020",),
    needs_force=True,
    internal=True,
    parameters=msgspec.Struct,
    decide=_furnish,
)


def _enter(work: Work, *, person: str, kind: str, experience: int) -> Decision:
    """Put a registered person into a bank, with a consent and, as mentor, with training."""
    who = work.get(Person, person)
    entry = f"{work.institution}/{kind}/{random_part(person)}"
    made = _mentor(entry, person, experience) if kind == "mentor" else _mentee(entry, person, experience)
    if not who.has_consent(on=work.on):
        who.give_consent(given_on=date(2026, 9, 1), on=work.on, source="paper")
    made.enter_bank(entered_on=date(2026, 9, 2), consent=True)
    if isinstance(made, Mentor):
        made.complete_training(document=Pii(person, "удостоверение № 8"), completed_on=date(2026, 9, 1))
        made.admit(to_confirm=False)
    return Decision((who, made), {"entry": entry})


def _employ_outside(work: Work, *, person: str) -> Decision:
    who = work.get(Person, person)
    who.name_employer(employer=Pii(person, "Лицей № 2"))
    return Decision((who,))


def _withdraw(work: Work, *, person: str) -> Decision:
    who = work.get(Person, person)
    who.withdraw_consent(on=work.on)
    return Decision((who,))


ENTER, EMPLOY_OUTSIDE, WITHDRAW = (
    replace(FURNISH, name=decide.__name__, decide=decide) for decide in (_enter, _employ_outside, _withdraw)
)


def internal(decide: Callable[[Work], Decision]) -> Command:
    """A command of the test's own."""
    return replace(FURNISH, name="internal", decide=decide)


@dataclass(frozen=True)
class School:
    """One institution of the stage, as its people act in it."""

    runtime: Runtime
    code: str = "001"

    def act(self, command: Command, *, actor: Actor | None = None, **parameters: Any) -> dict[str, str]:
        """Give a command, as the operator unless somebody is named; the answer is its ids."""
        who = actor or operator()
        return dict(self.runtime.run(command, institution=self.code, actor=who, **parameters).ids)

    def office(self, who: str) -> Actor:
        """The person who holds an office."""
        return actor_of(self.runtime, institution=self.code, who=who)

    def mentor(
        self,
        *,
        experience: int | None = 20,
        born: int | None = 1975,
        consent: bool = True,
        admitted: bool = True,
    ) -> str:
        """Register a mentor; his entry in the bank."""
        return self._person(
            "mentor",
            experience=experience,
            born=born,
            category=None,
            consent=consent,
            admitted=admitted and consent,
        )

    def mentee(
        self,
        *,
        experience: int | None = 1,
        born: int | None = 2001,
        category: str | None = None,
        consent: bool = True,
    ) -> str:
        """Register a mentee; the entry in the bank."""
        return self._person(
            "mentee",
            experience=experience,
            born=born,
            category=category,
            consent=consent,
            admitted=False,
        )

    def _person(self, kind: str, **facts: Any) -> str:
        name = f"Зорина Майя {self.runtime.log.head()}"
        return self.act(FURNISH, kind=kind, name=name, **facts)["entry"]

    def also_mentee(self, mentor: str) -> str:
        """Let a mentor stand in the bank of mentees too."""
        return self.act(ENTER, person=person_of(mentor), kind="mentee", experience=30)["entry"]

    def head_as(self, kind: str) -> str:
        """Put the head into a bank."""
        return self.act(ENTER, person=self.office("head").id, kind=kind, experience=30)["entry"]

    def relieve_curator(self) -> None:
        """Let the head relieve the curator."""
        subjects = (self.office("curator").id,)
        order = self.act(draft_order, kind="curator_relief", subjects=subjects, basis=BASIS)["order"]
        self.act(sign_order, order=order, number="90", signed_on=TODAY)

    def make_outsider(self, entry: str) -> None:
        """Let a person work for another organisation."""
        self.act(EMPLOY_OUTSIDE, person=person_of(entry))

    def partner(self) -> str:
        """Register a partner without an agreement."""
        level = self.runtime.log.head()
        return self.act(register_partner, kind="organisation", name=f"Лицей {level}", level=self._level())[
            "partner"
        ]

    def _level(self) -> str | None:
        levels = regulation_in_force(self.runtime, self.code, on=TODAY).texts("partnership.levels_ru")
        return levels[0] if levels else None

    def conclude(self, partner: str) -> None:
        """Conclude an agreement with a partner."""
        self.act(
            conclude_cooperation_agreement,
            partner=partner,
            kind="cooperation",
            subject="наставничество",
            since=date(2026, 9, 1),
            until=date(2027, 8, 31),
            concluded_on=date(2026, 9, 1),
        )

    def withdraw_personal_data(self, entry: str) -> None:
        """Let a person withdraw the consent to the processing of personal data, and no more than that."""
        self.act(WITHDRAW, person=person_of(entry))

    def himself(self, entry: str) -> Actor:
        """The person behind an entry, as mentor or mentee."""
        role = Role.MENTOR if "/mentor/" in entry else Role.MENTEE
        return Actor(id=person_of(entry), roles={self.code: frozenset({role})})

    def round(self) -> None:
        """Open a round unless one is open."""
        with self.runtime.reading() as connection:
            found = open_round(connection, self.code)
        if found is None:
            self.act(open_match_round)

    def want(self, mentor: str, *mentees: str) -> None:
        """Propose a pair or group by hand and let every party say yes for himself."""
        self.round()
        self.act(propose_pair, mentor=mentor, mentees=mentees)
        for mentee in mentees:
            self.act(express_interest, actor=self.himself(mentee), entry=mentee, other=mentor, rating=4)
            self.act(express_interest, actor=self.himself(mentor), entry=mentor, other=mentee, rating=5)

    def agree(self, mentor: str, *mentees: str, **terms: Any) -> str:
        """Agree on a pair or group that all want; the id of the assignment."""
        told: dict[str, Any] = {
            "forms": ("PEER",),
            "types": ("group",) if len(mentees) > 1 else ("traditional",),
            "topics": ("teaching_methods",),
            "since": SINCE,
            "until": UNTIL,
            "grounds": GROUNDS,
        }
        return self.act(agree_pair, mentor=mentor, mentees=mentees, **told | terms)["assignment"]

    def consent(self, assignment: str, *, signed_on: date = TODAY) -> None:
        """Let every party sign on paper what the order rests on."""
        pair = self.pair(assignment)
        mentor = pair.candidate or pair.mentor
        led = (*pair.mentees, *pair.joining)
        for entry in (mentor, *led):
            self.act(sign_additional_duties_consent, assignment=assignment, entry=entry, signed_on=signed_on)
        self.act(sign_mentor_appointment_consent, assignment=assignment, mentor=mentor, signed_on=signed_on)
        for mentee in led:
            self.act(sign_mentee_consent, assignment=assignment, mentee=mentee, signed_on=signed_on)

    def order(self, *assignments: str, number: str = "100", signed_on: date = TODAY) -> str:
        """Let the head sign an order on pairs."""
        order = self.draft(*assignments)
        self.act(sign_order, actor=self.office("head"), order=order, number=number, signed_on=signed_on)
        return order

    def draft(self, *assignments: str) -> str:
        """Draft an order on pairs."""
        drafted = self.act(draft_order, kind="pair_assignment", subjects=assignments, basis=BASIS)
        return drafted["order"]

    def ready(self, mentor: str, *mentees: str, **terms: Any) -> str:
        """A pair or group that waits for nothing but the order."""
        self.want(mentor, *mentees)
        assignment = self.agree(mentor, *mentees, **terms)
        self.consent(assignment)
        return assignment

    def pair(self, assignment: str) -> Assignment:
        """A pair or group as it is."""
        return self.runtime.log.get(Assignment, assignment)

    def mentor_of(self, entry: str) -> Mentor:
        """A mentor as he is."""
        return self.runtime.log.get(Mentor, entry)

    def mentee_of(self, entry: str) -> Mentee:
        """A mentee as she is."""
        return self.runtime.log.get(Mentee, entry)
