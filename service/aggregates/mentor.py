"""A mentor's entry in the bank, from questionnaire to admission and capacity."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import AdmissionCriterion, CompetencyMapping, OrderReference, Pii, RemovalGround, Source


class MentorQuestionnaireMissing(Refused):
    """Nobody enters the bank of mentors without an own questionnaire."""

    requirement = "R-047"


class MentorConsentMissing(Refused):
    """No entry in the bank without an active consent to the processing of personal data."""

    requirement = "R-048"


class MentorNotInBank(Refused):
    """The act needs a mentor who stands in the bank."""

    requirement = "R-048"


class MentorTrainingMissing(Refused):
    """The regulation admits mentors after training only."""

    requirement = "R-049"


class MentorCriteriaMissing(Refused):
    """A preparation that the regulation asks for is not assessed, or not as sufficient."""

    requirement = "R-049"


class AdmissionNotToConfirm(Refused):
    """There is no admission by import that waits for a confirmation."""

    requirement = "R-049"


class CapacityOverRegulation(Refused):
    """The capacity is larger than the regulation allows; facts: ``limit``, ``allowed``."""

    requirement = "R-077"


class CapacityNotPositive(Refused):
    """A capacity is a whole number of mentees, at least one; facts: ``limit``."""

    requirement = "R-077"


class CapacityBelowLoad(Refused):
    """He already has more mentees than the new limit would let him; facts: ``limit``, ``load``."""

    requirement = "R-077"


class MentorAtCapacity(Refused):
    """He would have more mentees at once than he may; facts: ``count``, ``limit`` (002 §3.7 ¶3, A-04)."""

    requirement = "R-077"


class MentorNotAppointed(Refused):
    """The mentor is not appointed for this pair or group."""

    requirement = "R-072"


class MentorLeadsPairs(Refused):
    """He still leads pairs or groups: first they get another mentor or end; facts: ``count``."""

    requirement = "R-121"


class PhraseUnknown(Refused):
    """The profile has no phrase with this index; facts: ``index``, ``count``."""

    requirement = "R-060"


class Mentor(Aggregate):
    """One person as mentor; id ``{institution}/mentor/{32 hex}``."""

    TOPIC = "mentor"

    class MentorQuestionnaireCompleted(Created):
        """A potential mentor answered the questionnaire; he is a candidate, not yet in the bank.

        ``competencies`` stand in the order of the phrases in ``competency_words``; ``subject`` is a code
        or a token; ``forms`` and ``types`` are codes; ``training`` is the document's wording.
        """

        TOPIC = "mentor.MentorQuestionnaireCompleted"
        REQUIREMENTS = ("R-047",)
        person: str
        competencies: tuple[CompetencyMapping, ...]
        competency_words: Pii
        subject: str | None
        subject_words: Pii | None
        forms: tuple[str, ...]
        types: tuple[str, ...]
        experience_years: int | None
        qualification: tuple[str, ...]
        about: Pii | None
        source: Source

    class BankEntryUpdated(Event):
        """A newer questionnaire replaced the profile."""

        TOPIC = "mentor.BankEntryUpdated"
        REQUIREMENTS = ("R-020",)
        competencies: tuple[CompetencyMapping, ...]
        competency_words: Pii
        subject: str | None
        subject_words: Pii | None
        forms: tuple[str, ...]
        types: tuple[str, ...]
        experience_years: int | None
        qualification: tuple[str, ...]
        about: Pii | None
        source: Source

    class CompetencyChosen(Event):
        """The curator said what a phrase of the profile means; ``code`` None: it is no competency."""

        TOPIC = "mentor.CompetencyChosen"
        REQUIREMENTS = ("R-060",)
        index: int
        code: str | None

    class MentorEnteredInBank(Event):
        """The mentor stands in the bank of mentors."""

        TOPIC = "mentor.MentorEnteredInBank"
        REQUIREMENTS = ("R-020", "R-048")
        entered_on: date

    class MentorTrainingCompleted(Event):
        """The mentor was trained for the work with mentees."""

        TOPIC = "mentor.MentorTrainingCompleted"
        REQUIREMENTS = ("R-049", "R-057")
        document: Pii
        completed_on: date | None

    class MentorAdmittedToBank(Event):
        """The mentor meets the criteria of the regulation (002 §3.8 ¶3).

        ``to_confirm``: admitted by an imported training document, the curator's confirmation is due.
        """

        TOPIC = "mentor.MentorAdmittedToBank"
        REQUIREMENTS = ("R-049",)
        to_confirm: bool

    class MentorAdmissionConfirmed(Event):
        """The curator confirmed an admission by import."""

        TOPIC = "mentor.MentorAdmissionConfirmed"
        REQUIREMENTS = ("R-049",)

    class MentorCriteriaAssessed(Event):
        """The curator assessed his preparation (002 §3.8 ¶3); ``met`` are the criteria that he meets."""

        TOPIC = "mentor.MentorCriteriaAssessed"
        REQUIREMENTS = ("R-049",)
        met: tuple[AdmissionCriterion, ...]
        assessed_on: date

    class MentorAdmissionRefused(Event):
        """He is not admitted, or no longer; he may be assessed again after training."""

        TOPIC = "mentor.MentorAdmissionRefused"
        REQUIREMENTS = ("R-049",)
        reason: Pii
        refused_on: date

    class BankEntryRemoved(Event):
        """The mentor left the bank of mentors."""

        TOPIC = "mentor.BankEntryRemoved"
        REQUIREMENTS = ("R-020", "R-055", "R-121")
        ground: RemovalGround
        removed_on: date

    class MentorCapacitySet(Event):
        """The mentor may have this many mentees at once."""

        TOPIC = "mentor.MentorCapacitySet"
        REQUIREMENTS = ("R-077",)
        limit: int

    class MentorAppointed(Event):
        """The head's order made him the mentor of a pair or group; its mentees count in his load."""

        TOPIC = "mentor.MentorAppointed"
        REQUIREMENTS = ("R-052", "R-072", "R-074")
        assignment: str
        mentees: tuple[str, ...]
        order: OrderReference
        appointed_on: date

    class MentorLoadChanged(Event):
        """A group that he leads has other mentees now."""

        TOPIC = "mentor.MentorLoadChanged"
        REQUIREMENTS = ("R-077", "R-082")
        assignment: str
        mentees: tuple[str, ...]

    class MentorDischarged(Event):
        """He no longer leads this pair or group; its mentees no longer count in his load."""

        TOPIC = "mentor.MentorDischarged"
        REQUIREMENTS = ("R-077",)
        assignment: str
        discharged_on: date

    @event(MentorQuestionnaireCompleted)
    def __init__(
        self,
        *,
        person: str,
        competencies: tuple[CompetencyMapping, ...],
        competency_words: Pii,
        subject: str | None,
        forms: tuple[str, ...],
        types: tuple[str, ...],
        experience_years: int | None,
        qualification: tuple[str, ...],
        about: Pii | None,
    ) -> None:
        self.person = person
        self.profile = (subject, forms, types, experience_years, qualification)
        self.competencies = competencies
        self.chosen: dict[int, str | None] = {}
        self.words = competency_words.texts
        self.about = about
        self.in_bank = False
        self.training: str | None = None
        self.trained = False
        self.met: tuple[AdmissionCriterion, ...] = ()
        self.admitted = False
        self.to_confirm = False
        self.capacity: int | None = None
        self.places: dict[str, tuple[str, ...]] = {}

    def update_profile(
        self,
        *,
        competencies: tuple[CompetencyMapping, ...],
        competency_words: Pii,
        subject: str | None,
        subject_words: Pii | None,
        forms: tuple[str, ...],
        types: tuple[str, ...],
        experience_years: int | None,
        qualification: tuple[str, ...],
        about: Pii | None,
        source: Source,
    ) -> None:
        """Take over a newer questionnaire; the same answers change nothing and keep the curator's choices."""
        profile = (subject, forms, types, experience_years, qualification)
        if (profile, competency_words.texts, about) == (self.profile, self.words, self.about):
            return
        self._profile_updated(
            competencies=competencies,
            competency_words=competency_words,
            subject=subject,
            subject_words=subject_words,
            forms=forms,
            types=types,
            experience_years=experience_years,
            qualification=qualification,
            about=about,
            source=source,
        )

    @event(BankEntryUpdated)
    def _profile_updated(
        self,
        *,
        competencies: tuple[CompetencyMapping, ...],
        competency_words: Pii,
        subject: str | None,
        subject_words: Pii | None,  # noqa: ARG002 - kept in the event
        forms: tuple[str, ...],
        types: tuple[str, ...],
        experience_years: int | None,
        qualification: tuple[str, ...],
        about: Pii | None,
        source: Source,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.profile = (subject, forms, types, experience_years, qualification)
        self.competencies = competencies
        self.chosen = {}
        self.words = competency_words.texts
        self.about = about

    def choose_competency(self, *, index: int, code: str | None) -> None:
        """Record the curator's reading of a phrase; ``None`` sets it aside.

        Raises:
            PhraseUnknown: the profile has fewer phrases.

        """
        if not 0 <= index < len(self.competencies):
            raise PhraseUnknown(index=index, count=len(self.competencies))
        self._competency_chosen(index=index, code=code)

    @event(CompetencyChosen)
    def _competency_chosen(self, index: int, code: str | None) -> None:
        self.chosen[index] = code

    @property
    def offers(self) -> frozenset[str]:
        """The competencies of his profile: sure by similarity, or as the curator chose."""
        read = {index: each.code for index, each in enumerate(self.competencies) if each.sure}
        return frozenset(code for code in {**read, **self.chosen}.values() if code is not None)

    def enter_bank(self, *, entered_on: date, consent: bool) -> None:
        """Put the candidate into the bank; a mentor who stands there stays as he is.

        Raises:
            MentorQuestionnaireMissing: the questionnaire names nothing that the mentor can teach.
            MentorConsentMissing: the person's consent is not active.

        """
        if not self.competencies:
            raise MentorQuestionnaireMissing
        if not consent:
            raise MentorConsentMissing
        if not self.in_bank:
            self._entered_bank(entered_on=entered_on)

    @event(MentorEnteredInBank)
    def _entered_bank(self, entered_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.in_bank = True

    def remove_from_bank(self, *, ground: RemovalGround, removed_on: date) -> None:
        """Take the mentor out of the bank; one who does not stand there stays as he is.

        Whoever leads pairs stays until they have another mentor or end, unless the law or his leaving
        permits no delay.

        Raises:
            MentorLeadsPairs: he leads pairs and would leave the bank by choice.

        """
        if not self.in_bank:
            return
        if self.places and ground in ("no_longer_needed", "own_wish"):
            raise MentorLeadsPairs(count=len(self.places))
        self._removed_from_bank(ground=ground, removed_on=removed_on)

    @event(BankEntryRemoved)
    def _removed_from_bank(self, ground: RemovalGround, removed_on: date) -> None:  # noqa: ARG002 - in the event
        self.in_bank = False

    def complete_training(self, *, document: Pii, completed_on: date | None) -> None:
        """Record a training document; the same wording twice is one training."""
        if document.text != self.training:
            self._trained(document=document, completed_on=completed_on)

    @event(MentorTrainingCompleted)
    def _trained(self, document: Pii, completed_on: date | None) -> None:  # noqa: ARG002 - kept in the event
        self.training = document.text
        self.trained = True

    def admit(self, *, to_confirm: bool) -> None:
        """Admit the mentor under a regulation with admission criteria (002).

        Raises:
            MentorNotInBank: he is a candidate only.
            MentorTrainingMissing: no training is recorded.

        """
        if not self.in_bank:
            raise MentorNotInBank
        if not self.trained:
            raise MentorTrainingMissing
        if not self.admitted:
            self._admitted(to_confirm=to_confirm)

    @event(MentorAdmittedToBank)
    def _admitted(self, to_confirm: bool) -> None:  # noqa: FBT001 - a field of the event
        self.admitted = True
        self.to_confirm = to_confirm

    def assess_criteria(self, *, met: tuple[AdmissionCriterion, ...], assessed_on: date) -> None:
        """Record which preparation he has; the same assessment again changes nothing.

        Raises:
            MentorNotInBank: he is a candidate only.

        """
        if not self.in_bank:
            raise MentorNotInBank
        if met != self.met:
            self._criteria_assessed(met=met, assessed_on=assessed_on)

    @event(MentorCriteriaAssessed)
    def _criteria_assessed(self, met: tuple[AdmissionCriterion, ...], assessed_on: date) -> None:  # noqa: ARG002
        self.met = met

    def admit_by_criteria(self, *, needed: tuple[AdmissionCriterion, ...], training: bool) -> None:
        """Admit him on the curator's own assessment; one who is admitted stays so.

        ``needed`` are the preparations that the regulation asks of him, ``training`` whether it asks for it.

        Raises:
            MentorNotInBank, MentorCriteriaMissing, MentorTrainingMissing.

        """
        if not self.in_bank:
            raise MentorNotInBank
        if set(needed) - set(self.met):
            raise MentorCriteriaMissing
        if training and not self.trained:
            raise MentorTrainingMissing
        if not self.admitted or self.to_confirm:
            self._admitted(to_confirm=False)

    def refuse_admission(self, *, reason: Pii, refused_on: date) -> None:
        """Refuse the admission, or take it back.

        Raises:
            MentorNotInBank: he is a candidate only.
            MentorLeadsPairs: his pairs need another mentor first.

        """
        if not self.in_bank:
            raise MentorNotInBank
        if self.places:
            raise MentorLeadsPairs(count=len(self.places))
        self._admission_refused(reason=reason, refused_on=refused_on)

    @event(MentorAdmissionRefused)
    def _admission_refused(self, reason: Pii, refused_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.admitted = False
        self.to_confirm = False

    def confirm_admission(self) -> None:
        """Confirm an admission that rests on an imported document.

        Raises:
            AdmissionNotToConfirm: nothing waits for a confirmation.

        """
        if not self.to_confirm:
            raise AdmissionNotToConfirm
        self._admission_confirmed()

    @event(MentorAdmissionConfirmed)
    def _admission_confirmed(self) -> None:
        self.to_confirm = False

    def set_capacity(self, *, limit: int, allowed: int | None) -> None:
        """Set how many mentees the mentor may have at once; ``allowed`` is the regulation's cap or None.

        Raises:
            CapacityNotPositive, CapacityOverRegulation, CapacityBelowLoad.

        """
        if limit < 1:
            raise CapacityNotPositive(limit=limit)
        if allowed is not None and limit > allowed:
            raise CapacityOverRegulation(limit=limit, allowed=allowed)
        if limit < self.load:
            raise CapacityBelowLoad(limit=limit, load=self.load)
        if limit != self.capacity:
            self._capacity_set(limit=limit)

    @event(MentorCapacitySet)
    def _capacity_set(self, limit: int) -> None:
        self.capacity = limit

    @property
    def experience_years(self) -> int | None:
        """His years of experience, if he told them."""
        return self.profile[3]

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms in which he works; none named means any."""
        return self.profile[1]

    @property
    def load(self) -> int:
        """How many mentees he has now; one who stands in two of his pairs counts once (A-04)."""
        return len(_together(self.places))

    def appoint(
        self,
        *,
        assignment: str,
        mentees: tuple[str, ...],
        order: OrderReference,
        appointed_on: date,
        allowed: int | None,
    ) -> None:
        """Make him the mentor of a pair or group.

        ``allowed`` is how many mentees the regulation lets a mentor have at once, or None. The same
        appointment again changes nothing.

        Raises:
            MentorNotInBank: he is a candidate only.
            MentorAtCapacity: these mentees are more than his own limit or the regulation's allows.

        """
        if self.places.get(assignment) == mentees:
            return
        if not self.in_bank:
            raise MentorNotInBank
        self.need_room(assignment=assignment, mentees=mentees, allowed=allowed)
        self._appointed(assignment=assignment, mentees=mentees, order=order, appointed_on=appointed_on)

    @event(MentorAppointed)
    def _appointed(
        self,
        assignment: str,
        mentees: tuple[str, ...],
        order: OrderReference,  # noqa: ARG002 - kept in the event
        appointed_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.places[assignment] = mentees

    def change_load(self, *, assignment: str, mentees: tuple[str, ...], allowed: int | None) -> None:
        """Take over the mentees that a group has now; the same ones change nothing.

        Raises:
            MentorNotAppointed: he does not lead this group.
            MentorAtCapacity: there are more than before and more than he may have.

        """
        if assignment not in self.places:
            raise MentorNotAppointed
        if self.places[assignment] == mentees:
            return
        if set(mentees) - set(self.places[assignment]):
            self.need_room(assignment=assignment, mentees=mentees, allowed=allowed)
        self._load_changed(assignment=assignment, mentees=mentees)

    @event(MentorLoadChanged)
    def _load_changed(self, assignment: str, mentees: tuple[str, ...]) -> None:
        self.places[assignment] = mentees

    def discharge(self, *, assignment: str, discharged_on: date) -> None:
        """Free him of a pair or group; one that he does not lead changes nothing."""
        if assignment in self.places:
            self._discharged(assignment=assignment, discharged_on=discharged_on)

    @event(MentorDischarged)
    def _discharged(self, assignment: str, discharged_on: date) -> None:  # noqa: ARG002 - kept in the event
        del self.places[assignment]

    def need_room(self, *, assignment: str, mentees: tuple[str, ...], allowed: int | None) -> None:
        """Refuse mentees that he has no place for; ``allowed`` is the regulation's cap or None.

        Raises:
            MentorAtCapacity.

        """
        limits = [limit for limit in (self.capacity, allowed) if limit is not None]
        count = len(_together({**self.places, assignment: mentees}))
        if limits and count > min(limits):
            raise MentorAtCapacity(count=count, limit=min(limits))


def _together(places: dict[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(mentee for mentees in places.values() for mentee in mentees)
