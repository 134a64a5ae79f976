"""A pair and a group as the tests of assignments tell them."""

from datetime import date
from typing import Any

from service.aggregates.assignment import Assignment
from service.values import Period, Pii
from tests.scenario import ORDER, TODAY, Happened, happened

PERSON = f"001/person/{2:032x}"
MENTOR, STRANGER = (f"001/mentor/{n:032x}" for n in (1, 9))
FIRST, SECOND = (f"001/mentee/{n:032x}" for n in (2, 3))
PAIR_ID = f"001/assignment/{1:032x}"
ORDER_ID = f"001/order/{1:032x}"
SIGNED, LATER = date(2026, 9, 8), date(2026, 9, 9)
LAST_DAY = date(2027, 5, 31)

TERMS: dict[str, Any] = {
    "mentor": MENTOR,
    "mentees": (FIRST,),
    "forms": ("PEER",),
    "types": ("traditional",),
    "topics": ("teaching_methods", "other"),
    "topic_words": Pii(PERSON, "работа с хором"),
    "period": Period(date(2026, 9, 1), date(2027, 6, 1)),
    "level_reason": "returning",
    "grounds": Pii(PERSON, ("цель", "затруднения", "запрос", "ресурсы")),
    "regulation_version": 1,
    "round": f"001/match_round/{1:032x}",
    "reverse_of": None,
    "direction": None,
    "countersigned_by": None,
    "agreement": None,
    "agreed_on": date(2026, 9, 7),
}
GROUP_TERMS = TERMS | {"mentees": (FIRST, SECOND), "types": ("virtual", "group")}
AGREED = happened(Assignment.PairAgreed, group=False, **TERMS)
GROUP_AGREED = happened(Assignment.PairAgreed, group=True, **GROUP_TERMS)


def duties(entry: str, signed_on: date = SIGNED) -> Happened:
    """A consent to the duties."""
    return happened(
        Assignment.AdditionalDutiesConsentSigned, entry=entry, signed_on=signed_on, source="paper"
    )


def appointment(mentor: str = MENTOR, signed_on: date = SIGNED) -> Happened:
    """The mentor's consent to his appointment."""
    return happened(
        Assignment.MentorAppointmentConsentSigned, mentor=mentor, signed_on=signed_on, source="own"
    )


def led(mentee: str, mentor: str = MENTOR, signed_on: date = SIGNED) -> Happened:
    """A mentee's consent to the mentor."""
    return happened(
        Assignment.MenteeConsentSigned, mentee=mentee, mentor=mentor, signed_on=signed_on, source="own"
    )


def sign_duties(it: Assignment, entry: str, signed_on: date = SIGNED, on: date = TODAY) -> None:
    """Sign a consent to the duties."""
    it.sign_duties_consent(entry=entry, signed_on=signed_on, on=on, source="paper")


def sign_appointment(it: Assignment, mentor: str, signed_on: date = SIGNED, on: date = TODAY) -> None:
    """Sign the consent to the appointment."""
    it.sign_appointment_consent(mentor=mentor, signed_on=signed_on, on=on, source="own")


def sign_led(it: Assignment, mentee: str, signed_on: date = SIGNED, on: date = TODAY) -> None:
    """Sign a mentee's consent."""
    it.sign_mentee_consent(mentee=mentee, signed_on=signed_on, on=on, source="own")


READY = (AGREED, duties(MENTOR), duties(FIRST), appointment(), led(FIRST))


def approve(it: Assignment, *, appointed_on: date = TODAY, version: int = 2) -> None:
    """Approve by the order of the scenario."""
    it.approve(order=ORDER, order_id=ORDER_ID, appointed_on=appointed_on, regulation_version=version)


def approved(mentees: tuple[str, ...] = (FIRST,), *, appointed_on: date = TODAY) -> Happened:
    """The order approved the pair."""
    return happened(
        Assignment.PairApproved,
        order=ORDER,
        order_id=ORDER_ID,
        mentor=MENTOR,
        mentees=mentees,
        appointed_on=appointed_on,
        regulation_version=2,
    )
