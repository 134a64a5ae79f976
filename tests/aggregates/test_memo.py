"""Memos and duties: handed out and signed for, once for each version of the regulation."""

from datetime import timedelta
from typing import Any

import pytest

from service.aggregates.memo import Memo, MemoInFuture, MemoRoleMissing
from tests.lives.people import PERSON
from tests.scenario import TODAY, given, happened

DAY = timedelta(days=1)
OPENED = happened(Memo.MemoOpened, person=PERSON)
ISSUED = happened(Memo.MemoIssued, role="mentor", regulation_version=2, issued_on=TODAY)
READ = happened(
    Memo.DutiesAcknowledged, role="mentor", regulation_version=2, acknowledged_on=TODAY, source="own"
)
ISSUE: dict[str, Any] = {
    "role": "mentor",
    "takes_part": True,
    "regulation_version": 2,
    "issued_on": TODAY,
    "on": TODAY,
}
SIGN: dict[str, Any] = {
    "role": "mentor",
    "takes_part": True,
    "regulation_version": 2,
    "acknowledged_on": TODAY,
    "on": TODAY,
    "source": "own",
}


@pytest.mark.requirement("R-050")
def test_a_memo_is_handed_out_once_for_each_version_and_role() -> None:
    given(Memo, OPENED).when(lambda it: it.issue(**ISSUE)).then(ISSUED)
    given(Memo, OPENED, ISSUED).when(lambda it: it.issue(**ISSUE)).then_nothing()
    given(Memo, OPENED, ISSUED).when(lambda it: it.issue(**ISSUE | {"regulation_version": 3})).then(
        happened(Memo.MemoIssued, role="mentor", regulation_version=3, issued_on=TODAY)
    )
    given(Memo, OPENED, ISSUED).when(lambda it: it.issue(**ISSUE | {"role": "mentee"})).then(
        happened(Memo.MemoIssued, role="mentee", regulation_version=2, issued_on=TODAY)
    )


@pytest.mark.requirement("R-102", "R-113", "R-115", "R-150")
def test_duties_are_signed_for_once_for_each_version_and_role() -> None:
    given(Memo, OPENED, ISSUED).when(lambda it: it.acknowledge_duties(**SIGN)).then(READ)
    given(Memo, OPENED, READ).when(lambda it: it.acknowledge_duties(**SIGN)).then_nothing()
    given(Memo, OPENED, READ).when(
        lambda it: it.acknowledge_duties(**SIGN | {"role": "mentee", "source": "paper"})
    ).then(
        happened(
            Memo.DutiesAcknowledged,
            role="mentee",
            regulation_version=2,
            acknowledged_on=TODAY,
            source="paper",
        )
    )
    given(Memo, OPENED, READ).when(lambda it: it.acknowledge_duties(**SIGN | {"regulation_version": 3})).then(
        happened(
            Memo.DutiesAcknowledged,
            role="mentor",
            regulation_version=3,
            acknowledged_on=TODAY,
            source="own",
        )
    )


@pytest.mark.requirement("R-050", "R-102")
def test_memos_and_duties_are_for_participants() -> None:
    given(Memo, OPENED).when(lambda it: it.issue(**ISSUE | {"takes_part": False})).then_refused(
        MemoRoleMissing
    )
    given(Memo, OPENED).when(lambda it: it.acknowledge_duties(**SIGN | {"takes_part": False})).then_refused(
        MemoRoleMissing
    )


def test_nobody_reads_a_memo_of_tomorrow() -> None:
    given(Memo, OPENED).when(lambda it: it.issue(**ISSUE | {"issued_on": TODAY + DAY})).then_refused(
        MemoInFuture, happens_on=TODAY + DAY, on=TODAY
    )
    given(Memo, OPENED).when(
        lambda it: it.acknowledge_duties(**SIGN | {"acknowledged_on": TODAY + DAY})
    ).then_refused(MemoInFuture, happens_on=TODAY + DAY, on=TODAY)
