"""The rows of one workbook becoming persons, consents, entries in the banks and expressed interest."""

from datetime import date
from typing import Final

import msgspec

from service.aggregates.bank import Bank, Claim
from service.aggregates.match_round import MatchRound
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.commands.people import prints_of, words_of
from service.commands.phrases import Readings, position_code, subject_code
from service.commands.rounds import start_round
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import sister_id
from service.importing.banks import Banks, InterestRow, MenteeRow, MentorRow
from service.values import Pii, Rating, Source

SOURCE: Final[Source] = "workbook"


class Takeover:
    """The rows of one workbook becoming persons and entries."""

    def __init__(self, work: Work, banks: Banks, readings: Readings, digest: str) -> None:
        self._work = work
        self._banks = banks
        self._readings = readings
        self._digest = digest
        self._regulation = work.load_regulation()
        self._bank: Bank = work.load_bank()
        self._people: dict[str, Person] = {}
        self._claims: dict[str, Claim] = {}
        self._by_print: dict[str, Claim] = {}
        self._mentors: dict[tuple[str, int], Mentor] = {}
        self._mentees: dict[tuple[str, int], Mentee] = {}
        self._rounds: tuple[MatchRound, ...] = ()

    def take_mentor(self, row: MentorRow) -> None:
        """Take a mentor over: questionnaire, capacity, training, consent, entry in the bank."""
        claim, person = self._person(row, birth_year=None)
        mentor = self._questionnaire(row, claim)
        if row.capacity is not None:
            mentor.set_capacity(limit=row.capacity, allowed=self._regulation.max_concurrent_mentees)
        if row.training is not None:
            document = Pii(claim.person, row.training.document)
            mentor.complete_training(document=document, completed_on=row.training.on)
        entered_on = self._entry_day(row, person)
        if entered_on is not None:
            mentor.enter_bank(entered_on=entered_on, consent=True)
            if self._regulation.admission_criteria and _is_document(row):
                mentor.admit(to_confirm=True)
        self._mentors[row.sheet, row.row] = mentor

    def take_mentee(self, row: MenteeRow) -> None:
        """Take a mentee over: need, request, category, actual start of work, consent, entry in the bank."""
        claim, person = self._person(row, birth_year=row.birth_year)
        mentee = self._need(claim)
        mentee.submit_request(
            competencies=self._readings.mappings(row.requests),
            request_words=Pii(claim.person, row.requests),
            subject=subject_code(self._work, row.subject),
            subject_words=words_of(claim.person, row.subject),
            forms=_forms(row.form),
            types=row.types,
            experience_years=row.experience_years,
            source=SOURCE,
        )
        if row.actual_start_on is not None:
            mentee.start_work(started_on=row.actual_start_on)
        if row.category is not None:
            mentee.assign_category(category=row.category)
        entered_on = self._entry_day(row, person)
        if entered_on is not None:
            mentee.enter_bank(entered_on=entered_on, consent=True)
        self._mentees[row.sheet, row.row] = mentee

    def take_interest(self, round_id: str) -> None:
        """Take expressed interest over, each side as its own act."""
        rows = [row for row in self._banks.interest if self._known(row)]
        if not rows:
            return
        current = self._work.log.find(MatchRound, round_id) or start_round(self._work, round_id)
        for row in rows:
            mentee, mentor = self._mentees[row.mentee].id, self._mentors[row.mentor].id
            if row.by_mentee is not None:
                current.express_mentee_interest(
                    mentee=mentee, mentor=mentor, rating=_rating(row.by_mentee), source=SOURCE
                )
            if row.by_mentor is not None:
                current.express_mentor_interest(
                    mentee=mentee, mentor=mentor, rating=_rating(row.by_mentor), source=SOURCE
                )
        self._rounds = (current,)

    def decision(self) -> Decision:
        """Everything that changed, in one save."""
        self._bank.import_workbook(
            digest=self._digest,
            model=self._readings.model,
            claims=tuple(self._claims.values()),
            mentors=len(self._banks.mentors),
            mentees=len(self._banks.mentees),
            interests=len(self._banks.interest),
        )
        entries = (*self._people.values(), *self._mentors.values(), *self._mentees.values())
        return Decision((self._bank, *entries, *self._rounds), {"bank": self._bank.id})

    def _known(self, row: InterestRow) -> bool:
        return row.mentee in self._mentees and row.mentor in self._mentors

    def _person(self, row: MentorRow | MenteeRow, *, birth_year: int | None) -> tuple[Claim, Person]:
        claim = self._claim(row)
        person = self._people.get(claim.person) or self._work.log.find(Person, claim.person)
        if person is None:
            person = self._registered(row, claim, birth_year=birth_year)
        else:
            person.describe(
                contact=words_of(claim.person, row.contact),
                position=position_code(self._work, row.position),
                position_words=words_of(claim.person, row.position),
                birth_year=birth_year,
                source=SOURCE,
            )
        given_on = row.consent_on
        if given_on is not None:
            day = max(given_on, self._work.on)
            if person.awaits_consent(given_on=given_on, on=day):
                person.give_consent(given_on=given_on, on=day, source=SOURCE)
        self._people[claim.person] = person
        return claim, person

    def _entry_day(self, row: MentorRow | MenteeRow, person: Person) -> date | None:
        """The day of the entry in the bank: never before the consent; None without one."""
        wanted = row.entered_on or self._work.on
        day = max(wanted, row.consent_on) if row.consent_on is not None else wanted
        return day if person.has_consent(on=max(day, self._work.on)) else None

    def _registered(self, row: MentorRow | MenteeRow, claim: Claim, *, birth_year: int | None) -> Person:
        return Person.start(
            Person.ParticipantRegistered,
            claim.person,
            fingerprint=claim.fingerprint,
            full_name=Pii(claim.person, row.name),
            contact=words_of(claim.person, row.contact),
            position=position_code(self._work, row.position),
            position_words=words_of(claim.person, row.position),
            birth_year=birth_year,
            source=SOURCE,
        )

    def _claim(self, row: MentorRow | MenteeRow) -> Claim:
        """Find the person by name and contact; without a contact a single namesake is the same person."""
        fingerprint, name_print = prints_of(self._work, name=row.name, contact=row.contact)
        bare, _ = prints_of(self._work, name=row.name, contact=None)
        for candidate in (fingerprint, bare):
            if candidate in self._by_print:
                return self._by_print[candidate]
            if (known := self._bank.find(fingerprint=candidate)) is not None:
                return self._remembered(known)
        namesakes = self._namesakes(name_print) if row.contact is None else ()
        if len(namesakes) == 1:
            return self._remembered(namesakes[0])
        fresh = Claim(self._work.new_id("person"), fingerprint, name_print)
        self._claims[fresh.person] = fresh
        return self._remembered(fresh)

    def _namesakes(self, name_print: str) -> tuple[Claim, ...]:
        stored = self._bank.namesakes(name_print=name_print)
        fresh = (claim for claim in self._claims.values() if claim.name_print == name_print)
        return (*stored, *fresh)

    def _remembered(self, claim: Claim) -> Claim:
        self._by_print[claim.fingerprint] = claim
        return claim

    def _questionnaire(self, row: MentorRow, claim: Claim) -> Mentor:
        """The mentor's entry with the answers of this row; one person has one entry of each kind."""
        mentor_id = sister_id(claim.person, Mentor.TOPIC)
        known = self._work.log.find(Mentor, mentor_id)
        competencies = self._readings.mappings(row.competencies)
        words = Pii(claim.person, row.competencies)
        subject = subject_code(self._work, row.subject)
        subject_words = words_of(claim.person, row.subject)
        about = words_of(claim.person, _about(row))
        if known is None:
            return Mentor.start(
                Mentor.MentorQuestionnaireCompleted,
                mentor_id,
                person=claim.person,
                competencies=competencies,
                competency_words=words,
                subject=subject,
                subject_words=subject_words,
                forms=_forms(row.form),
                types=row.types,
                experience_years=row.experience_years,
                qualification=row.qualification,
                about=about,
                source=SOURCE,
            )
        known.update_profile(
            competencies=competencies,
            competency_words=words,
            subject=subject,
            subject_words=subject_words,
            forms=_forms(row.form),
            types=row.types,
            experience_years=row.experience_years,
            qualification=row.qualification,
            about=about,
            source=SOURCE,
        )
        return known

    def _need(self, claim: Claim) -> Mentee:
        mentee_id = sister_id(claim.person, Mentee.TOPIC)
        known = self._work.log.find(Mentee, mentee_id)
        if known is not None:
            return known
        return Mentee.start(Mentee.MenteeNeedIdentified, mentee_id, person=claim.person, source=SOURCE)


def _is_document(row: MentorRow) -> bool:
    """A training document has a number or a date; «планируется» is none (002 §3.8)."""
    return row.training is not None and any(sign.isdigit() for sign in row.training.document)


def _rating(mark: int) -> Rating:
    """The mark as a rating of the domain; the reader has checked its range."""
    rating: Rating = msgspec.convert(mark, Rating)
    return rating


def _forms(form: str | None) -> tuple[str, ...]:
    return () if form is None else (form,)


def _about(row: MentorRow) -> str | None:
    parts = (
        ("достижения", row.achievements),
        ("интересы", row.interests),
        ("желаемый возраст наставляемых", row.wanted_age),
        ("ресурс времени", row.time_resource),
    )
    told = [f"{label}: {text}" for label, text in parts if text]
    return "; ".join(told) or None
