"""The three ways in which the service says no.

Every refusal is a class beside the code that raises it, under one of these markers; its Russian sentence
stands once, in ``service/commands/texts.py``, and a test proves that none is missing.
"""

from typing import ClassVar


class Refused(Exception):  # noqa: N818 - a refusal is a fact of the domain, not an error of the program
    """A rule of the regulation or of the domain forbids the act; nothing was stored.

    ``requirement`` is the requirement (R-nnn) whose clause is shown with the sentence, if there is one, or
    several where one rule stands in several.
    Subclasses take keyword-only facts (codes, dates, counts, never personal data) and keep them in ``facts``.
    """

    requirement: ClassVar[str | tuple[str, ...] | None] = None

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    @classmethod
    def rests_on(cls) -> tuple[str, ...]:
        """The requirements behind the refusal; none where no document of an institution speaks of it."""
        if isinstance(cls.requirement, tuple):
            return cls.requirement
        return () if cls.requirement is None else (cls.requirement,)


class NotAllowed(Exception):  # noqa: N818 - see Refused
    """The actor has no permission for the action in this institution."""


class NotFound(Exception):  # noqa: N818 - see Refused
    """The thing that was asked for does not exist in this institution."""
