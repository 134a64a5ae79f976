"""Mentoring as paid additional work (ТК РФ, ст. 351.8): the supplementary agreement and its early end.

The article is an overlay over the regulation that an institution switches on (A-50). It asks for the written
consent, for content, terms, form and pay in the contract or a supplementary agreement, and lets either side
end the work early on three working days' notice.
"""

from datetime import date
from typing import Final, Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Period, Pii, Source

NOTICE_WORKING_DAYS: Final = 3
"""The notice in working days; the article names it for the employer, it is taken for both sides (A-50)."""

WorkForm = Literal["in_person", "remote", "mixed"]
"""The form in which the mentor does the additional work, as the agreement has to say."""

PaymentBasis = Literal["monthly_sum", "percent", "points", "per_mentee"]
"""How the pay is fixed: roubles a month, a share of the salary, points, a sum for each mentee."""

NoticeGiver = Literal["mentor", "employer"]
"""Who ends the additional work early."""

Ending = Literal["replacement", "ending"]
"""What became of the pair: it gets another mentor, or mentoring ended."""


class AgreementWithoutContent(Refused):
    """An agreement says what the mentor does."""


class AgreementWithoutAmount(Refused):
    """An agreement says what is paid."""


class AgreementInFuture(Refused):
    """The agreement is dated later than the day of the act; facts: ``signed_on``, ``on``."""


class AgreementTermEmpty(Refused):
    """The last day of the agreement lies before its first; facts: ``since``, ``until``."""


class AgreementOlderThanRefusal(Refused):
    """An older agreement does not undo the notice; facts: ``signed_on``, ``notified_on``."""


class JobFunctionInFuture(Refused):
    """The contract is dated later than the day of the act; facts: ``contract_on``, ``on``."""


class MentoringInJobFunction(Refused):
    """Mentoring belongs to the mentor's job: the article does not apply, nor its early refusal."""


class RefusalInFuture(Refused):
    """The notice is dated later than the day of the act; facts: ``notified_on``, ``on``."""


class EarlyRefusalRunning(Refused):
    """Notice was given before; facts: ``notified_on``, ``until``."""


class EarlyRefusalMissing(Refused):
    """Nobody gave notice."""


class EarlyRefusalNotDue(Refused):
    """The three working days are not over; facts: ``until``, ``on``."""


class LabourAgreement(Aggregate):
    """The additional work of one mentor in one pair or group; id ``{institution}/labour_agreement/{hex}``."""

    TOPIC = "labour_agreement"

    class LabourCaseOpened(Created):
        """The labour-law side of a mentor's work in a pair or group came up."""

        TOPIC = "labour_agreement.LabourCaseOpened"
        REQUIREMENTS = ("R-071",)
        assignment: str
        mentor: str

    class SupplementaryAgreementConcluded(Event):
        """Mentor and employer signed an agreement on the additional work; a newer one replaces the older.

        ``content`` are the codes of the topics of mentoring.
        """

        TOPIC = "labour_agreement.SupplementaryAgreementConcluded"
        REQUIREMENTS = ("R-071",)
        content: tuple[str, ...]
        form: WorkForm
        period: Period
        basis: PaymentBasis
        amount: Pii
        signed_on: date

    class MentoringIsJobFunction(Event):
        """Mentoring stands in the mentor's own job by the contract of this date; nothing is due beside it."""

        TOPIC = "labour_agreement.MentoringIsJobFunction"
        REQUIREMENTS = ("R-071",)
        contract_on: date

    class EarlyRefusalNotified(Event):
        """One side ends the additional work; ``ends_on`` is the last of the three working days."""

        TOPIC = "labour_agreement.EarlyRefusalNotified"
        REQUIREMENTS = ("R-071", "R-100")
        by: NoticeGiver
        notified_on: date
        ends_on: date
        source: Source

    class EarlyRefusalCarriedOut(Event):
        """The notice is over and the mentor does the additional work no more."""

        TOPIC = "labour_agreement.EarlyRefusalCarriedOut"
        REQUIREMENTS = ("R-071", "R-100")
        ending: Ending

    @event(LabourCaseOpened)
    def __init__(self, assignment: str, mentor: str) -> None:
        self.assignment = assignment
        self.mentor = mentor
        self.terms: tuple[object, ...] | None = None
        self.period: Period | None = None
        self.signed_on: date | None = None
        self.is_job = False
        self.given_by: NoticeGiver | None = None
        self.notified_on: date | None = None
        self.ends_on: date | None = None
        self.over = False

    def covers(self, *, on: date) -> bool:
        """Tell whether the mentor may be given the work by an order of this day.

        Mentoring is his job by then, or an agreement is signed by then, has not run out and nobody gave
        notice.
        """
        if self.signed_on is None or on < self.signed_on:
            return False
        return self.period is None or self.period.to is None or on < self.period.to

    def conclude(
        self,
        *,
        content: tuple[str, ...],
        form: WorkForm,
        period: Period,
        basis: PaymentBasis,
        amount: Pii,
        signed_on: date,
        on: date,
    ) -> None:
        """Record the supplementary agreement; the same terms again change nothing.

        An agreement signed after a notice undoes it: both sides go on.

        Raises:
            AgreementWithoutContent, AgreementWithoutAmount, AgreementTermEmpty, AgreementInFuture.
            AgreementOlderThanRefusal: notice was given after it was signed.

        """
        _check_terms(content, period, amount)
        if signed_on > on:
            raise AgreementInFuture(signed_on=signed_on, on=on)
        if self.notified_on is not None and signed_on < self.notified_on:
            raise AgreementOlderThanRefusal(signed_on=signed_on, notified_on=self.notified_on)
        if self.terms == (content, form, period, basis, amount, signed_on):
            return
        self._concluded(
            content=content, form=form, period=period, basis=basis, amount=amount, signed_on=signed_on
        )

    @event(SupplementaryAgreementConcluded)
    def _concluded(
        self,
        content: tuple[str, ...],
        form: WorkForm,
        period: Period,
        basis: PaymentBasis,
        amount: Pii,
        signed_on: date,
    ) -> None:
        self.terms = (content, form, period, basis, amount, signed_on)
        self.period = period
        self.signed_on = signed_on
        self.is_job = False
        self.given_by = None
        self.notified_on = None
        self.ends_on = None
        self.over = False

    def record_job_function(self, *, contract_on: date, on: date) -> None:
        """Record that mentoring belongs to the job; the same contract again changes nothing.

        Raises:
            JobFunctionInFuture: the contract is dated later than the business date ``on``.
            EarlyRefusalRunning: notice was given, so it was additional work.

        """
        if contract_on > on:
            raise JobFunctionInFuture(contract_on=contract_on, on=on)
        self._need_no_notice()
        if not self.is_job or contract_on != self.signed_on:
            self._job_function(contract_on=contract_on)

    @event(MentoringIsJobFunction)
    def _job_function(self, contract_on: date) -> None:
        self.terms = None
        self.period = None
        self.signed_on = contract_on
        self.is_job = True

    def notify_refusal(
        self, *, by: NoticeGiver, notified_on: date, ends_on: date, on: date, source: Source
    ) -> None:
        """Give notice; ``ends_on`` is counted by the production calendar from ``notified_on``.

        No reason is asked for, and none can stop it.

        Raises:
            MentoringInJobFunction: the article does not apply.
            RefusalInFuture: the notice is dated later than the business date ``on``.
            EarlyRefusalRunning: notice was given before.

        """
        if self.is_job:
            raise MentoringInJobFunction
        if notified_on > on:
            raise RefusalInFuture(notified_on=notified_on, on=on)
        self._need_no_notice()
        self._notified(by=by, notified_on=notified_on, ends_on=ends_on, source=source)

    @event(EarlyRefusalNotified)
    def _notified(
        self,
        by: NoticeGiver,
        notified_on: date,
        ends_on: date,
        source: Source,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.terms = None
        self.signed_on = None
        self.given_by = by
        self.notified_on = notified_on
        self.ends_on = ends_on

    def carry_out_refusal(self, *, ending: Ending, on: date) -> None:
        """End the additional work on the last day of the notice or later.

        Raises:
            EarlyRefusalMissing: nobody gave notice, or it was carried out before.
            EarlyRefusalNotDue: the notice still runs.

        """
        if self.ends_on is None or self.over:
            raise EarlyRefusalMissing
        if on < self.ends_on:
            raise EarlyRefusalNotDue(until=self.ends_on, on=on)
        self._carried_out(ending=ending)

    @event(EarlyRefusalCarriedOut)
    def _carried_out(self, ending: Ending) -> None:  # noqa: ARG002 - kept in the event
        self.over = True

    def _need_no_notice(self) -> None:
        if self.notified_on is not None:
            raise EarlyRefusalRunning(notified_on=self.notified_on, until=self.ends_on)


def _check_terms(content: tuple[str, ...], period: Period, amount: Pii) -> None:
    if not content:
        raise AgreementWithoutContent
    if not amount.text.strip():
        raise AgreementWithoutAmount
    if period.to is not None and period.to <= period.since:
        raise AgreementTermEmpty(since=period.since, until=period.last)
