from datetime import date

import pytest

from service.aggregates.notice import Notice, NoticeForOthers
from tests.lives.people import OTHER, PERSON
from tests.scenario import given, happened

STRANGER = f"001/person/{9:032x}"
ISSUED = happened(
    Notice.NoticeIssued,
    deadline=f"appointment:001/mentee/{2:032x}",
    kind="appointment",
    stage="overdue",
    due_on=date(2026, 10, 12),
    recipients=(PERSON, OTHER),
)


@pytest.mark.requirement("R-019")
def test_a_notice_is_delivered_to_each_recipient_once() -> None:
    first = happened(Notice.NoticeDelivered, recipient=PERSON)
    given(Notice, ISSUED).when(lambda it: it.deliver(recipient=PERSON)).then(first)
    given(Notice, ISSUED, first).when(lambda it: it.deliver(recipient=PERSON)).then_nothing()
    second = happened(Notice.NoticeDelivered, recipient=OTHER)
    given(Notice, ISSUED, first).when(lambda it: it.deliver(recipient=OTHER)).then(second)
    given(Notice, ISSUED, first, second).when(lambda it: it.deliver(recipient=PERSON)).then_nothing()


@pytest.mark.requirement("R-055")
def test_a_notice_is_read_by_each_recipient_once() -> None:
    first = happened(Notice.NoticeRead, recipient=PERSON)
    given(Notice, ISSUED).when(lambda it: it.mark_read(recipient=PERSON)).then(first)
    given(Notice, ISSUED, first).when(lambda it: it.mark_read(recipient=PERSON)).then_nothing()
    second = happened(Notice.NoticeRead, recipient=OTHER)
    given(Notice, ISSUED, first).when(lambda it: it.mark_read(recipient=OTHER)).then(second)
    given(Notice, ISSUED, first, second).when(lambda it: it.mark_read(recipient=PERSON)).then_nothing()


@pytest.mark.requirement("R-055")
def test_a_notice_is_nothing_to_anybody_else() -> None:
    given(Notice, ISSUED).when(lambda it: it.deliver(recipient=STRANGER)).then_refused(NoticeForOthers)
    given(Notice, ISSUED).when(lambda it: it.mark_read(recipient=STRANGER)).then_refused(NoticeForOthers)
