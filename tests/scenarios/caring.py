"""Verbs of care for people: support without a pair, release from duties, mediation, encouragement, ideas."""

from collections.abc import Sequence
from typing import Final

from tests.scenarios import setting_up
from tests.scenarios.pairs import pair_of
from tests.scenarios.programmes import activity
from tests.scenarios.school import School
from tests.scenarios.words import day

KINDS: Final = {"материальное": "material", "нематериальное": "non_material"}
SERVICES: Final = {"консультация": "consultation", "согласование": "conciliation", "медиация": "mediation"}


def support(school: School, curator: str, mentee: str, *, with_: str, since: str, look_again: str) -> None:
    """The curator arranges support for a mentee without a pair."""
    school.give(
        curator,
        "arrange_support",
        mentee=school.mentee(mentee),
        measures=with_,
        since=day(since),
        next_on=day(look_again),
    )


def go_on_searching(school: School, curator: str, mentee: str, *, step: str, look_again: str) -> None:
    """The search for a mentor goes on."""
    entry, on = school.mentee(mentee), day(look_again)
    school.give(curator, "continue_mentor_search", mentee=entry, next_on=on, step=step)


def ask_for_release(
    school: School, mentee: str, *, title: str, reason: str, since: str, to: str, exceptional: bool = True
) -> None:
    """A mentee asks to be released from duties for an activity; ``to`` is the first day after it."""
    made = school.give(
        mentee,
        "request_duty_release",
        assignment=pair_of(school, mentee),
        who=school.mentee(mentee),
        activity=activity(school, mentee, title),
        ground="exceptional" if exceptional else "force_majeure",
        reason=reason,
        since=day(since),
        to=day(to),
    )
    school.remember("освобождение", mentee, is_=made["release"])


def substitute(school: School, by: str, colleague: str, *, for_: str) -> None:
    """Curator or head names who substitutes, so that teaching goes on."""
    release = school.thing("освобождение", for_)
    person = school.person(colleague)
    school.give(by, "arrange_substitution", release=release, substitute=person, continuity_ensured=True)


def find_nobody_to_substitute(school: School, by: str, *, for_: str, reason: str) -> None:
    """Curator or head says why nobody can substitute, and that the children are looked after all the same."""
    release = school.thing("освобождение", for_)
    school.give(by, "find_substitution_impossible", release=release, reason=reason, continuity_ensured=True)


def order_release(school: School, head: str, name: str, *, number: str, read_by: Sequence[str]) -> None:
    """The head grants the release by an order."""
    release = school.thing("освобождение", name)
    about = "об освобождении от обязанностей"
    setting_up.sign(school, head, about, [release], number=number, read_by=read_by)


def draft_release(school: School, by: str, name: str, *, as_: str) -> None:
    """The order that grants a release is drafted."""
    release = school.thing("освобождение", name)
    setting_up.draft_order(school, by, "об освобождении от обязанностей", [release], as_=as_)


def use_release(school: School, name: str) -> None:
    """The release was used today."""
    school.give(name, "use_duty_release", release=school.thing("освобождение", name), used_on=school.today)


def ask_for_mediation(school: School, name: str, *, others: Sequence[str], service: str, about: str) -> None:
    """Somebody asks the association to help with a difference."""
    people = [school.person(other) for other in others]
    made = school.give(name, "request_mediation", service=SERVICES[service], subject=about, others=people)
    school.remember("обращение", name, is_=made["mediation"])


def take_part(school: School, name: str, *, in_case_of: str) -> None:
    """The other side agrees to take part, for himself."""
    school.give(name, "answer_mediation", mediation=school.thing("обращение", in_case_of), agrees=True)


def mediate(school: School, member: str, *, case_of: str, outcome: str, agreed: bool = True) -> None:
    """A member of the association opens a mediation and closes it."""
    case = school.thing("обращение", case_of)
    school.give(member, "open_mediation", mediation=case)
    today = school.today
    school.give(member, "close_mediation", mediation=case, agreed=agreed, outcome=outcome, closed_on=today)


def ask_for_advice(school: School, name: str, question: str) -> None:
    """Somebody asks the association for advice."""
    made = school.give(name, "request_mediation", service=SERVICES["консультация"], subject=question)
    school.remember("обращение", name, is_=made["mediation"])


def advise(school: School, member: str, advice: str, *, to: str) -> None:
    """A member of the association advises whoever asked."""
    case = school.thing("обращение", to)
    school.give(member, "hold_consultation", mediation=case, advice=advice, held_on=school.today)


def approve_incentives(school: School, by: str, head: str, *, text: str, act: str) -> None:
    """Association, head and curator develop incentives, and the head approves them by a local act."""
    made = school.give(
        by,
        "propose_incentive_scheme",
        kinds=tuple(KINDS.values()),
        developed_by=("association", "head", "curator"),
        text=text,
    )
    scheme = school.remember("поощрение", is_=made["incentive_scheme"])
    local_act = school.thing("локальный акт", act)
    school.give(
        head, "approve_incentive_scheme", scheme=scheme, local_act=local_act, approved_on=school.today
    )


def propose_for_encouragement(school: School, by: str, mentor: str, *, kind: str, reason: str) -> None:
    """Curator or association proposes to encourage a mentor."""
    made = school.give(
        by,
        "propose_mentor_encouragement",
        scheme=school.thing("поощрение"),
        mentor=school.mentor(mentor),
        kind=KINDS[kind],
        reason=reason,
    )
    school.remember("поощрение", mentor, is_=made["encouragement"])


def order_encouragement(school: School, head: str, mentor: str, *, number: str) -> None:
    """The head encourages a mentor by an order."""
    subjects = [school.thing("поощрение", mentor)]
    setting_up.sign(school, head, "о поощрении", subjects, number=number, read_by=[mentor])


def praise(school: School, mentor: str, mentee: str, *, proposal: str) -> None:
    """A mentor proposes to encourage the own mentee."""
    pair, entry = pair_of(school, mentee), school.mentee(mentee)
    made = school.give(mentor, "propose_encouragement", assignment=pair, mentee=entry, proposal=proposal)
    school.remember("предложение", mentee, is_=made["number"])


def decide_praise(school: School, head: str, mentee: str, *, answer: str) -> None:
    """The head tells the mentee of the proposal, hears the answer, and agrees."""
    pair, number = pair_of(school, mentee), int(school.thing("предложение", mentee))
    school.give(head, "inform_of_measure", assignment=pair, number=number)
    school.give(mentee, "answer_measure", assignment=pair, number=number, answer=answer)
    school.give(head, "decide_measure", assignment=pair, number=number, outcome="accepted")


def suggest_improvement(school: School, mentee: str, proposal: str) -> None:
    """A mentee proposes how programmes could become better."""
    made = school.give(mentee, "propose_improvement", author=school.mentee(mentee), proposal=proposal)
    school.remember("улучшение", mentee, is_=made["improvement"])


def answer_improvement(
    school: School, curator: str, mentee: str, *, accepted: bool, reason: str | None = None
) -> None:
    """The curator answers a proposal."""
    outcome = "accepted" if accepted else "rejected"
    improvement = school.thing("улучшение", mentee)
    school.give(curator, "decide_improvement", improvement=improvement, outcome=outcome, reason=reason)
