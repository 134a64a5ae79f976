"""The bodies of the JSON API that are not those of commands."""

from datetime import date

import msgspec

from service.commands.shortlist import USUAL_SIZE


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a suggestion: on which day; today where it says nothing.

    ``tolerance`` are the thousandths of the fit that may be given away (0..200), that of the round where it
    says nothing; ``repair`` keeps as many pairs of the last proposal as possible, ``frozen`` all that can be.
    """

    on: date | None = None
    tolerance: int | None = None
    repair: bool = False
    frozen: bool = False


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a choice against a proposal: which pair, and why."""

    mentee: str
    mentor: str
    reason: str


class ShortlistSize(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a shortlist: how many mentors for each mentee."""

    size: int = USUAL_SIZE
