"""Verbs of change and end: extension, correction, another mentor, the three ends, reports, closing."""

from collections.abc import Sequence
from typing import Any, Final

from tests.scenarios import setting_up
from tests.scenarios.pairs import pair_of
from tests.scenarios.programmes import activity, programme_of
from tests.scenarios.school import School
from tests.scenarios.words import DIRECTIONS, REASONS, day

OUTCOMES: Final = {"замена": "replacement", "прекращение": "termination"}
CIRCUMSTANCES: Final = {
    "ненадлежащее исполнение": "improper_performance",
    "обстоятельства непреодолимой силы": "force_majeure",
}


def propose_extension(school: School, by: str, *, of: str, until: str, reason: str) -> None:
    """Mentor or mentee proposes a later last day."""
    _propose(school, by, of, reason=reason, until=day(until))


def propose_earlier_end(school: School, by: str, *, of: str, on: str, reason: str) -> None:
    """Mentor or mentee proposes an earlier last day."""
    _propose(school, by, of, reason=reason, until=day(on))


def propose_activity(
    school: School, by: str, title: str, *, of: str, direction: str, due: str, reason: str
) -> None:
    """Mentor or mentee proposes one more activity, for the first difficulty of the mentee."""
    added = {
        "title": title,
        "direction": DIRECTIONS[direction],
        "due_on": day(due),
        "difficulties": [{"mentee": school.mentee(of), "number": 1}],
        "method": "практикум",
    }
    _propose(school, by, of, reason=reason, adds=[added])


def propose_without(school: School, by: str, title: str, *, of: str, reason: str) -> None:
    """Mentor or mentee proposes to take an activity out."""
    _propose(school, by, of, reason=reason, drops=[activity(school, of, title)])


def agree(school: School, *names: str, of: str) -> None:
    """Parties agree to the proposed change, each for himself."""
    for name in names:
        school.give(name, "agree_to_programme_change", change=school.thing("изменение", of))


def decline(school: School, name: str, *, of: str) -> None:
    """A party declines the proposed change."""
    school.give(name, "decline_programme_change", change=school.thing("изменение", of))


def apply(school: School, curator: str, *, of: str) -> None:
    """The curator lets the agreed change take effect."""
    school.give(curator, "apply_programme_change", change=school.thing("изменение", of))


def draft_change(school: School, by: str, *, of: str, as_: str) -> None:
    """The order on the proposed change is drafted."""
    change = school.thing("изменение", of)
    setting_up.draft_order(school, by, "об изменении программы", [change], as_=as_)


def order_change(school: School, head: str, *, of: str, number: str, read_by: Sequence[str]) -> None:
    """The head orders the agreed change."""
    change = school.thing("изменение", of)
    setting_up.sign(school, head, "об изменении программы", [change], number=number, read_by=read_by)


def petition(school: School, mentee: str, *, reason: str, text: str) -> None:
    """A mentee asks curator and head for another mentor."""
    made = school.give(
        mentee,
        "request_replacement",
        assignment=pair_of(school, mentee),
        mentee=school.mentee(mentee),
        reason=REASONS[reason],
        requested_on=school.today,
        text=text,
    )
    school.remember("просьба", mentee, is_=made["petition"])


def ask_for_relief(school: School, mentor: str, *, of: str, reason: str, text: str) -> None:
    """A mentor asks curator and head to be relieved of a pair or group."""
    pair, today = pair_of(school, of), school.today
    told = {"reason": REASONS[reason], "requested_on": today, "text": text}
    made = school.give(mentor, "request_relief", assignment=pair, **told)
    school.remember("просьба", mentor, is_=made["petition"])


def hear_mentor(school: School, by: str, mentor: str, *, about: str, statement: str) -> None:
    """The mentor is heard about the petition of somebody."""
    party, case = school.mentor(mentor), school.thing("просьба", about)
    school.give(by, "hear_party", petition=case, party=party, statement=statement)


def hear_mentee(school: School, by: str, mentee: str, *, about: str, statement: str) -> None:
    """A mentee is heard about the petition of somebody."""
    party, case = school.mentee(mentee), school.thing("просьба", about)
    school.give(by, "hear_party", petition=case, party=party, statement=statement)


def grant(school: School, head: str, petitioner: str, *, outcome: str = "замена") -> None:
    """The head agrees with a petition."""
    case = school.thing("просьба", petitioner)
    school.give(head, "grant_petition", petition=case, outcome=OUTCOMES[outcome])


def refuse(school: School, head: str, petitioner: str, *, reason: str) -> None:
    """The head refuses a petition."""
    school.give(head, "refuse_petition", petition=school.thing("просьба", petitioner), reason=reason)


def begin_replacement(school: School, by: str, *, of: str, reason: str, note: str | None = None) -> None:
    """Curator or head begins the search for another mentor."""
    pair = pair_of(school, of)
    school.give(by, "initiate_replacement", assignment=pair, reason=REASONS[reason], note=note)


def settle_on(school: School, curator: str, mentor: str, *, of: str) -> None:
    """The curator settles on the new mentor, once everybody wants it."""
    school.give(curator, "agree_replacement", assignment=pair_of(school, of), mentor=school.mentor(mentor))


def order_replacement(school: School, head: str, *, of: str, number: str, read_by: Sequence[str]) -> None:
    """The head puts the new mentor in place of the former one."""
    pair = pair_of(school, of)
    setting_up.sign(school, head, "о замене наставника", [pair], number=number, read_by=read_by)


def draft_replacement(school: School, by: str, *, of: str, as_: str) -> None:
    """The order that puts the new mentor in place of the former one is drafted."""
    setting_up.draft_order(school, by, "о замене наставника", [pair_of(school, of)], as_=as_)


def confirm_plan(school: School, mentor: str, *, of: str) -> None:
    """The new mentor confirms the plan that he found."""
    school.give(mentor, "confirm_programme", programme=programme_of(school, of))


def terminate(
    school: School, curator: str, *, of: str, because: str, heard: tuple[str, str], circumstances: str
) -> None:
    """The curator decides to end a programme, after hearing mentor and mentee."""
    mentor, mentee = heard
    school.give(
        curator,
        "terminate_as_curator",
        programme=programme_of(school, of),
        sub_ground=CIRCUMSTANCES[because],
        heard=[school.mentor(mentor), school.mentee(mentee)],
        heard_on=school.today,
        circumstances=circumstances,
    )


def order_end(school: School, head: str, *, of: str, number: str, read_by: Sequence[str]) -> None:
    """The head's order ends a programme early."""
    programme = programme_of(school, of)
    setting_up.sign(school, head, "о прекращении программы", [programme], number=number, read_by=read_by)


def leave(school: School, mentee: str, *, reason: str) -> None:
    """A member leaves the group by his own wish."""
    programme, entry = programme_of(school, mentee), school.mentee(mentee)
    school.give(mentee, "leave_programme", programme=programme, mentee=entry, reason=reason)


def complete(school: School, mentor: str, *, of: str) -> None:
    """The mentor ends a programme that was carried out in full."""
    school.give(mentor, "complete_programme", programme=programme_of(school, of))


def report_as_mentor(
    school: School, mentor: str, *, about: str, fulfilment: str, recommendations: str
) -> None:
    """The mentor reports on one mentee."""
    school.give(
        mentor,
        "submit_mentor_report",
        programme=programme_of(school, about),
        mentor=school.mentor(mentor),
        mentee=school.mentee(about),
        fulfilment=fulfilment,
        recommendations=recommendations,
    )


def report_as_mentee(
    school: School, mentee: str, *, process: str, mentor_work: str, evaluation: str, mark: int
) -> None:
    """The mentee reports on the process and the mentor's work, with an evaluation."""
    school.give(
        mentee,
        "submit_mentee_report",
        programme=programme_of(school, mentee),
        mentee=school.mentee(mentee),
        process=process,
        mentor_work=mentor_work,
        evaluation=evaluation,
        mark=mark,
    )


def expect_no_report(school: School, curator: str, mentor: str, *, about: str) -> None:
    """The curator notes that a mentor who left the institution will not report on a mentee."""
    school.give(
        curator,
        "waive_report",
        programme=programme_of(school, about),
        side="mentor",
        mentee=school.mentee(about),
        mentor=school.mentor(mentor),
        reason="left_institution",
    )


def close(school: School, curator: str, *, of: str) -> None:
    """The curator closes an ended programme."""
    school.give(curator, "close_programme", programme=programme_of(school, of))


def publish_results(school: School, curator: str, *, of: str, with_names: bool = False) -> None:
    """The results of a closed programme are made public."""
    programme = programme_of(school, of)
    school.give(curator, "publish_programme_results", programme=programme, with_names=with_names)


def _propose(school: School, by: str, of: str, **told: Any) -> None:
    made = school.give(by, "propose_programme_change", programme=programme_of(school, of), **told)
    school.remember("изменение", of, is_=made["change"])
