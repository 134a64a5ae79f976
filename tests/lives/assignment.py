"""One whole life of the assignment aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.assignment import Assignment
from service.values import OrderReference, Period, Pii
from tests.lives.people import MENTEE, MENTOR, OTHER, PERSON, THIRD_MENTEE
from tests.scenario import ORDER, TODAY, Happened, happened

SUCCESSOR: Final = f"001/mentor/{4:032x}"
ROUND: Final = f"001/match_round/{1:032x}"
ORDER_ID: Final = f"001/order/{1:032x}"
LATER: Final = OrderReference(number="31", signed_on=date(2026, 12, 1))

KIND: Final = Assignment
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Assignment.PairAgreed,
        mentor=MENTOR,
        mentees=(MENTEE,),
        forms=("PEER",),
        types=("traditional", "virtual"),
        topics=("teaching_methods", "other"),
        topic_words=Pii(OTHER, "работа с одарёнными детьми"),
        period=Period(TODAY, date(2027, 6, 1)),
        level_reason="returning",
        grounds=Pii(OTHER, ("войти в должность", "шумный класс", "вести журнал", "есть опытный учитель")),
        regulation_version=1,
        round=ROUND,
        reverse_of=f"001/assignment/{9:032x}",
        direction="methodology",
        countersigned_by="001/person/curator",
        agreement=f"001/agreement/{1:032x}",
        group=False,
        agreed_on=date(2026, 9, 7),
    ),
    happened(
        Assignment.AdditionalDutiesConsentSigned, entry=MENTOR, signed_on=date(2026, 9, 8), source="own"
    ),
    happened(Assignment.AdditionalDutiesConsentWithdrawn, entry=MENTOR, withdrawn_on=date(2026, 9, 9)),
    happened(
        Assignment.MentorAppointmentConsentSigned, mentor=MENTOR, signed_on=date(2026, 9, 9), source="paper"
    ),
    happened(
        Assignment.MenteeConsentSigned,
        mentee=MENTEE,
        mentor=MENTOR,
        signed_on=date(2026, 9, 9),
        source="paper",
    ),
    happened(
        Assignment.AppointmentActIssued,
        mentor=MENTOR,
        act=OrderReference(number="4", signed_on=date(2026, 9, 9)),
        local_act=f"001/local_act/{1:032x}",
    ),
    happened(
        Assignment.PairApproved,
        order=ORDER,
        order_id=ORDER_ID,
        mentor=MENTOR,
        mentees=(MENTEE,),
        appointed_on=TODAY,
        regulation_version=1,
    ),
    happened(Assignment.GroupMemberAgreed, mentee=THIRD_MENTEE, round=ROUND, agreed_on=date(2026, 9, 20)),
    happened(
        Assignment.MenteeJoinedGroup,
        mentee=THIRD_MENTEE,
        types=("virtual", "group"),
        order=LATER,
        order_id=f"001/order/{2:032x}",
        joined_on=date(2026, 12, 1),
    ),
    happened(Assignment.MenteeLeftGroup, mentee=THIRD_MENTEE, types=("virtual",), left_on=date(2026, 12, 20)),
    happened(
        Assignment.MentorReplacementInitiated,
        reason="request",
        note=Pii(PERSON, "переезд"),
        initiated_on=date(2027, 1, 11),
    ),
    happened(
        Assignment.ReplacementAgreed,
        mentor=f"001/mentor/{5:032x}",
        round=None,
        countersigned_by=None,
        agreement=None,
        agreed_on=date(2027, 1, 12),
    ),
    happened(Assignment.ReplacementAbandoned, abandoned_on=date(2027, 1, 13)),
    happened(
        Assignment.MentorReplaced,
        former=MENTOR,
        mentor=SUCCESSOR,
        order=OrderReference(number="3", signed_on=date(2027, 1, 20)),
        order_id=f"001/order/{3:032x}",
        replaced_on=date(2027, 1, 21),
    ),
    happened(Assignment.MentoringEnded, ended_on=date(2027, 5, 31), ground="full"),
    happened(
        Assignment.PairRejected,
        reason=Pii(OTHER, "нагрузка слишком велика"),
        rejected_on=date(2026, 9, 10),
    ),
    happened(Assignment.GroupMemberGivenUp, mentee=THIRD_MENTEE),
)
