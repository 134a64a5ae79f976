"""One whole life of the bank aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.bank import Bank, Claim
from tests.lives.people import CLAIM, OTHER
from tests.scenario import Happened, happened

KIND: Final = Bank
LIFE: Final[tuple[Happened, ...]] = (
    happened(Bank.BankOpened),
    happened(
        Bank.WorkbookImported,
        digest="d" * 64,
        model="ngrams/1",
        claims=(CLAIM,),
        mentors=1,
        mentees=1,
        interests=0,
    ),
    happened(Bank.PersonClaimed, claim=Claim(OTHER, "e" * 64, "b" * 64)),
    happened(Bank.PersonForgotten, person=OTHER),
)
