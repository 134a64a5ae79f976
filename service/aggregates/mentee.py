"""A mentee's entry in the bank, from identified need to bank."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import CompetencyMapping, Pii, RemovalGround, Source


class MenteeConsentMissing(Refused):
    """No entry in the bank without an active consent to the processing of personal data."""

    requirement = "R-045"


class ProfessionalRequestMissing(Refused):
    """An entry needs at least one professional request or difficulty."""

    requirement = "R-044"


class RequestPhraseUnknown(Refused):
    """The request has no phrase with this index; facts: ``index``, ``count``."""

    requirement = "R-060"


class MenteeNotInBank(Refused):
    """The act needs a mentee who stands in the bank."""

    requirement = "R-045"


class MenteeStillMentored(Refused):
    """The mentee stands in a pair or group in force; facts: ``count``."""

    requirement = "R-019"


class MenteeHasThisMentor(Refused):
    """The mentor already leads this mentee in another pair or group in force."""

    requirement = "R-068"


class MenteeHasEnoughMentors(Refused):
    """The mentee already has as many mentors at once as is allowed; facts: ``count``, ``limit`` (A-43)."""

    requirement = "R-068"


class Mentee(Aggregate):
    """One person as mentee; id ``{institution}/mentee/{32 hex}``."""

    TOPIC = "mentee"

    class MenteeNeedIdentified(Created):
        """It became known that an educator needs a mentor."""

        TOPIC = "mentee.MenteeNeedIdentified"
        REQUIREMENTS = ("R-019",)
        person: str
        source: Source

    class MenteeActualWorkStarted(Event):
        """The day on which the mentee was actually admitted to work (002 §3.7: the 30 days run from it)."""

        TOPIC = "mentee.MenteeActualWorkStarted"
        REQUIREMENTS = ("R-074",)
        started_on: date

    class ProfessionalRequestSubmitted(Event):
        """What the mentee asks for, the most important first.

        ``competencies`` stand in the order of the phrases in ``request_words``.
        """

        TOPIC = "mentee.ProfessionalRequestSubmitted"
        REQUIREMENTS = ("R-044",)
        competencies: tuple[CompetencyMapping, ...]
        request_words: Pii
        subject: str | None
        subject_words: Pii | None
        forms: tuple[str, ...]
        types: tuple[str, ...]
        experience_years: int | None
        source: Source

    class CompetencyChosen(Event):
        """The curator said what a phrase of the request means; ``code`` None: it is no competency."""

        TOPIC = "mentee.CompetencyChosen"
        REQUIREMENTS = ("R-044", "R-060")
        index: int
        code: str | None

    class MenteeCategoryAssigned(Event):
        """The category of the mentee: a code of the vocabulary."""

        TOPIC = "mentee.MenteeCategoryAssigned"
        REQUIREMENTS = ("R-054",)
        category: str

    class MenteeEnteredInBank(Event):
        """The mentee stands in the bank of mentees."""

        TOPIC = "mentee.MenteeEnteredInBank"
        REQUIREMENTS = ("R-020", "R-045")
        entered_on: date

    class ProfessionalDifficultyIdentified(Event):
        """A professional difficulty of the mentee; ``code`` is the competency in which it lies, if known."""

        TOPIC = "mentee.ProfessionalDifficultyIdentified"
        REQUIREMENTS = ("R-044", "R-053")
        difficulty: Pii
        code: str | None
        source: Source

    class StrengthIdentified(Event):
        """A strong side of the mentee on which a programme can build."""

        TOPIC = "mentee.StrengthIdentified"
        REQUIREMENTS = ("R-053",)
        strength: Pii
        source: Source

    class BankEntryRemoved(Event):
        """The mentee left the bank of mentees."""

        TOPIC = "mentee.BankEntryRemoved"
        REQUIREMENTS = ("R-019", "R-020", "R-055")
        ground: RemovalGround
        removed_on: date

    class MenteeAssigned(Event):
        """The head's order gave the mentee this mentor, in a pair or in a group."""

        TOPIC = "mentee.MenteeAssigned"
        REQUIREMENTS = ("R-068", "R-070")
        assignment: str
        mentor: str

    class MenteeReleased(Event):
        """The mentee no longer belongs to this pair or group."""

        TOPIC = "mentee.MenteeReleased"
        REQUIREMENTS = ("R-068",)
        assignment: str
        released_on: date

    @event(MenteeNeedIdentified)
    def __init__(self, person: str) -> None:
        self.person = person
        self.request: tuple[object, ...] | None = None
        self.experience_years: int | None = None
        self.phrases = 0
        self.asked: dict[int, str | None] = {}
        self.difficulty_codes: frozenset[str] = frozenset()
        self.difficulties: tuple[str, ...] = ()
        self.strengths: tuple[str, ...] = ()
        self.category: str | None = None
        self.started_on: date | None = None
        self.in_bank = False
        self.mentors: dict[str, str] = {}

    def start_work(self, *, started_on: date) -> None:
        """Record the day of actual admission to work; the same day again changes nothing."""
        if started_on != self.started_on:
            self._work_started(started_on=started_on)

    @event(MenteeActualWorkStarted)
    def _work_started(self, started_on: date) -> None:
        self.started_on = started_on

    def submit_request(
        self,
        *,
        competencies: tuple[CompetencyMapping, ...],
        request_words: Pii,
        subject: str | None,
        subject_words: Pii | None,
        forms: tuple[str, ...],
        types: tuple[str, ...],
        experience_years: int | None,
        source: Source,
    ) -> None:
        """Take over a request; the same words and wishes change nothing and keep the curator's choices.

        Raises:
            ProfessionalRequestMissing: the request is empty.

        """
        if not competencies:
            raise ProfessionalRequestMissing
        if (request_words.texts, subject, forms, types, experience_years) == self.request:
            return
        self._request_submitted(
            competencies=competencies,
            request_words=request_words,
            subject=subject,
            subject_words=subject_words,
            forms=forms,
            types=types,
            experience_years=experience_years,
            source=source,
        )

    @event(ProfessionalRequestSubmitted)
    def _request_submitted(
        self,
        *,
        competencies: tuple[CompetencyMapping, ...],
        request_words: Pii,
        subject: str | None,
        subject_words: Pii | None,  # noqa: ARG002 - kept in the event
        forms: tuple[str, ...],
        types: tuple[str, ...],
        experience_years: int | None,
        source: Source,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.request = (request_words.texts, subject, forms, types, experience_years)
        self.experience_years = experience_years
        self.phrases = len(competencies)
        self.asked = {index: each.code for index, each in enumerate(competencies) if each.sure}

    def choose_competency(self, *, index: int, code: str | None) -> None:
        """Record the curator's reading of a phrase; ``None`` sets it aside.

        Raises:
            RequestPhraseUnknown: the request has fewer phrases.

        """
        if not 0 <= index < self.phrases:
            raise RequestPhraseUnknown(index=index, count=self.phrases)
        self._competency_chosen(index=index, code=code)

    @event(CompetencyChosen)
    def _competency_chosen(self, index: int, code: str | None) -> None:
        self.asked[index] = code

    @property
    def needs(self) -> frozenset[str]:
        """The competencies of the request, sure or as the curator chose, and those of the difficulties."""
        return frozenset(code for code in self.asked.values() if code is not None) | self.difficulty_codes

    def assign_category(self, *, category: str) -> None:
        """Assign the category; the same one again changes nothing."""
        if category != self.category:
            self._category_assigned(category=category)

    @event(MenteeCategoryAssigned)
    def _category_assigned(self, category: str) -> None:
        self.category = category

    def enter_bank(self, *, entered_on: date, consent: bool) -> None:
        """Put the mentee into the bank; one who stands there stays as he is.

        Raises:
            ProfessionalRequestMissing: neither a request nor a difficulty of the mentee is known.
            MenteeConsentMissing: the person's consent is not active.

        """
        if self.request is None and not self.difficulties:
            raise ProfessionalRequestMissing
        if not consent:
            raise MenteeConsentMissing
        if not self.in_bank:
            self._entered_bank(entered_on=entered_on)

    @event(MenteeEnteredInBank)
    def _entered_bank(self, entered_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.in_bank = True

    def identify_difficulty(self, *, difficulty: Pii, code: str | None, source: Source) -> None:
        """Record a professional difficulty; the same words again change nothing."""
        if difficulty.text not in self.difficulties:
            self._difficulty_identified(difficulty=difficulty, code=code, source=source)

    @event(ProfessionalDifficultyIdentified)
    def _difficulty_identified(self, difficulty: Pii, code: str | None, source: Source) -> None:  # noqa: ARG002
        self.difficulties = (*self.difficulties, difficulty.text)
        self.difficulty_codes |= {code} if code is not None else set()

    def identify_strength(self, *, strength: Pii, source: Source) -> None:
        """Record a strong side; the same words again change nothing."""
        if strength.text not in self.strengths:
            self._strength_identified(strength=strength, source=source)

    @event(StrengthIdentified)
    def _strength_identified(self, strength: Pii, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.strengths = (*self.strengths, strength.text)

    def remove_from_bank(self, *, ground: RemovalGround, removed_on: date) -> None:
        """Take the mentee out of the bank; one who does not stand there stays as he is.

        Raises:
            MenteeStillMentored: the mentee has a mentor in force and would leave the bank by choice.

        """
        if not self.in_bank:
            return
        if self.mentors and ground in ("no_longer_needed", "own_wish"):
            raise MenteeStillMentored(count=len(self.mentors))
        self._removed_from_bank(ground=ground, removed_on=removed_on)

    @event(BankEntryRemoved)
    def _removed_from_bank(self, ground: RemovalGround, removed_on: date) -> None:  # noqa: ARG002 - in the event
        self.in_bank = False

    def assign(self, *, assignment: str, mentor: str, most: int | None) -> None:
        """Give the mentee a mentor, or a new one in the same pair.

        ``most`` is how many mentors the mentee may have at once, None: any number (A-43).

        The same mentor in the same pair again changes nothing.

        Raises:
            MenteeNotInBank: the mentee does not stand in the bank.
            MenteeHasThisMentor, MenteeHasEnoughMentors.

        """
        if self.mentors.get(assignment) == mentor:
            return
        if not self.in_bank:
            raise MenteeNotInBank
        self.need_place(assignment=assignment, mentor=mentor, most=most)
        self._assigned(assignment=assignment, mentor=mentor)

    @event(MenteeAssigned)
    def _assigned(self, assignment: str, mentor: str) -> None:
        self.mentors[assignment] = mentor

    def need_place(self, *, assignment: str, mentor: str, most: int | None) -> None:
        """Refuse a mentor whom the mentee has in another pair, and one more than is allowed.

        Raises:
            MenteeHasThisMentor, MenteeHasEnoughMentors.

        """
        others = {pair: who for pair, who in self.mentors.items() if pair != assignment}
        if mentor in others.values():
            raise MenteeHasThisMentor
        if most is not None and len(others) >= most:
            raise MenteeHasEnoughMentors(count=len(others), limit=most)

    def release(self, *, assignment: str, released_on: date) -> None:
        """Take the mentee out of a pair or group; one that he does not belong to changes nothing."""
        if assignment in self.mentors:
            self._released(assignment=assignment, released_on=released_on)

    @event(MenteeReleased)
    def _released(self, assignment: str, released_on: date) -> None:  # noqa: ARG002 - kept in the event
        del self.mentors[assignment]
