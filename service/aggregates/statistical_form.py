"""A form of statistical observation: the number of participants as at a date, then frozen."""

from datetime import date
from typing import Any, Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event


class CountInFuture(Refused):
    """Participants are counted as at a day that has come; facts: ``as_at_on``, ``on``."""

    requirement = "R-135"


class FormCodeUnknown(Refused):
    """The institution did not enter this code of a form in its regulation."""

    requirement = "R-135"


class FormAlreadyCompiled(Refused):
    """The form is frozen; a new count makes a new form."""

    requirement = "R-135"


class FormAdministratorMissing(Refused):
    """The regulation lets the curator fill in the forms together with the system administrator."""

    requirement = "R-135"


class FormCompiledByCuratorAlone(Refused):
    """The regulation names nobody beside the curator (002)."""

    requirement = "R-135"


class StatisticalForm(Aggregate):
    """One form: counted, then compiled."""

    TOPIC = "statistical_form"

    class ParticipantCountRecorded(Created):
        """The participants were counted: distinct people and participations by role, form, type, category.

        ``figures`` are taken as at ``as_at`` from the log up to ``position``.
        """

        TOPIC = "statistical_form.ParticipantCountRecorded"
        REQUIREMENTS = ("R-135",)
        as_at: date
        position: int
        regulation_version: int
        figures: dict[str, Any]
        digest: str

    class StatisticalFormCompiled(Event):
        """The form was compiled of the count and is frozen; ``form_code`` None: the generic form (A-32).

        ``system_administrator`` is who filled it in with the curator, None where the curator does it alone.
        """

        TOPIC = "statistical_form.StatisticalFormCompiled"
        REQUIREMENTS = ("R-135",)
        form_code: str | None
        system_administrator: str | None
        compiled_on: date
        digest: str

    @event(ParticipantCountRecorded)
    def __init__(self, *, digest: str) -> None:
        self.digest = digest
        self.compiled = False

    @classmethod
    def count(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        as_at: date,
        on: date,
        position: int,
        regulation_version: int,
        figures: dict[str, Any],
        digest: str,
    ) -> Self:
        """Record a count.

        Raises:
            CountInFuture: ``as_at`` lies after the business date ``on``.

        """
        if as_at > on:
            raise CountInFuture(as_at_on=as_at, on=on)
        return cls.start(
            cls.ParticipantCountRecorded,
            id,
            as_at=as_at,
            position=position,
            regulation_version=regulation_version,
            figures=figures,
            digest=digest,
        )

    def compile(
        self,
        *,
        form_code: str | None,
        known_codes: tuple[str, ...],
        system_administrator: str | None,
        administrator_expected: bool | None,
        on: date,
    ) -> None:
        """Freeze the form.

        ``administrator_expected``: True, the regulation asks for the system administrator and there is one;
        False, there is none to ask; None, the regulation does not know him (V-18).

        Raises:
            FormAlreadyCompiled, FormCodeUnknown, FormAdministratorMissing, FormCompiledByCuratorAlone.

        """
        if self.compiled:
            raise FormAlreadyCompiled
        if form_code is not None and form_code not in known_codes:
            raise FormCodeUnknown
        if administrator_expected and system_administrator is None:
            raise FormAdministratorMissing
        if administrator_expected is None and system_administrator is not None:
            raise FormCompiledByCuratorAlone
        self._compiled(
            form_code=form_code,
            system_administrator=system_administrator,
            compiled_on=on,
            digest=self.digest,
        )

    @event(StatisticalFormCompiled)
    def _compiled(
        self,
        form_code: str | None,  # noqa: ARG002 - kept in the event
        system_administrator: str | None,  # noqa: ARG002 - kept in the event
        compiled_on: date,  # noqa: ARG002 - kept in the event
        digest: str,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.compiled = True
