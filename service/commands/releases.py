"""Release of mentors and mentees from job duties; an order of the head grants it."""

from datetime import date

from service.access import Action
from service.aggregates.assignment import Assignment
from service.aggregates.duty_release import DutyRelease, ReleaseGround
from service.aggregates.person import Person
from service.commands.loaded import Loaded
from service.commands.order_effects import Signing, effect
from service.commands.pair_work import load_pair, need_activity, need_party, words
from service.commands.registry import command
from service.commands.work import Work
from service.errors import Refused
from service.events import Aggregate
from service.eventstore.log import Decision
from service.ids import person_of, same_person
from service.values import Period


class SubstituteReleasedToo(Refused):
    """Who substitutes is not released on the same days by the same order."""

    requirement = "R-119"


class SubstituteTakenTwice(Refused):
    """Nobody substitutes two people of one order on the same days."""

    requirement = "R-119"


@command(
    title="Попросить об освобождении от обязанностей", action=Action.ASK_FOR_RELEASE, requirements=("R-119",)
)
def request_duty_release(
    work: Work,
    *,
    assignment: str,
    who: str,
    activity: int,
    ground: ReleaseGround,
    reason: str,
    since: date,
    to: date,
) -> Decision:
    """Ask for the own release for an activity; ``to`` is the first day after the release."""
    pair = load_pair(work, assignment)
    source = work.speaks_for(who)
    need_party(pair, who)
    need_activity(work, pair, activity)
    release = DutyRelease.request(
        work.new_id("duty_release"),
        active=pair.is_active,
        grounds=_grounds(work),
        assignment=pair.id,
        who=who,
        activity=activity,
        ground=ground,
        reason=words(who, reason),
        period=Period(since, to),
        requested_on=work.on,
        source=source,
    )
    return Decision((release,), {"release": release.id})


@command(title="Назначить замещающего", action=Action.ARRANGE_SUBSTITUTION, requirements=("R-119",))
def arrange_substitution(work: Work, *, release: str, substitute: str, continuity_ensured: bool) -> Decision:
    """Name who substitutes, and say whether the educational process goes on without a break."""
    found = work.get(DutyRelease, release)
    found.arrange_substitution(
        substitute=work.get(Person, substitute).id, continuity=continuity_ensured, arranged_on=work.on
    )
    return Decision((found,))


@command(
    title="Записать, что заместить некем", action=Action.ARRANGE_SUBSTITUTION, requirements=("R-119", "R-120")
)
def find_substitution_impossible(
    work: Work, *, release: str, reason: str, continuity_ensured: bool
) -> Decision:
    """Record why nobody can substitute; in force majeure only."""
    found = work.get(DutyRelease, release)
    found.find_substitution_impossible(
        reason=words(found.who, reason), continuity=continuity_ensured, arranged_on=work.on
    )
    return Decision((found,))


@command(
    title="Отказать в освобождении от обязанностей", action=Action.DECIDE_RELEASE, requirements=("R-119",)
)
def refuse_duty_release(work: Work, *, release: str, reason: str) -> Decision:
    """Refuse a release, with a reason; it is granted by an order."""
    found = work.get(DutyRelease, release)
    found.refuse(reason=words(found.who, reason), refused_on=work.on)
    return Decision((found,))


@command(title="Записать использование освобождения", action=Action.ASK_FOR_RELEASE, requirements=("R-119",))
def use_duty_release(work: Work, *, release: str, used_on: date) -> Decision:
    """Record that the release was used."""
    found = work.get(DutyRelease, release)
    work.speaks_for(found.who)
    found.use(used_on=used_on, on=work.on)
    return Decision((found,))


@command(title="Отозвать просьбу об освобождении", action=Action.ASK_FOR_RELEASE, requirements=("R-119",))
def cancel_duty_release(work: Work, *, release: str) -> Decision:
    """Take back a request or a granted release that is not needed."""
    found = work.get(DutyRelease, release)
    work.speaks_for(found.who)
    found.cancel(cancelled_on=work.on)
    return Decision((found,))


def named_in_releases(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """Whom an order of release binds: everybody released and everybody who substitutes."""
    found = [work.get(DutyRelease, subject) for subject in subjects]
    people = [person for each in found for person in (person_of(each.who), each.substitute)]
    return tuple(dict.fromkeys(person for person in people if person is not None))


@effect("duty_release", named=named_in_releases)
def grant_duty_releases(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Grant every release that the order names, or none."""
    loaded = Loaded(work)
    grounds = _grounds(work)
    releases = tuple(loaded.get(DutyRelease, subject) for subject in signing.subjects)
    _check_substitutes(releases)
    for release in releases:
        pair = work.get(Assignment, release.assignment)
        release.grant(
            active=pair.is_active and release.who in (pair.mentor, *pair.mentees),
            grounds=grounds,
            order=signing.reference,
            order_id=signing.order,
        )
    return loaded.everything()


def _check_substitutes(releases: tuple[DutyRelease, ...]) -> None:
    for index, one in enumerate(releases):
        for other in releases:
            if one.substitute and same_person(one.substitute, other.who) and _overlap(one, other):
                raise SubstituteReleasedToo
        for later in releases[index + 1 :]:
            if one.substitute and one.substitute == later.substitute and _overlap(one, later):
                raise SubstituteTakenTwice


def _overlap(one: DutyRelease, other: DutyRelease) -> bool:
    return one.period.contains(other.period.since) or other.period.contains(one.period.since)


def _grounds(work: Work) -> tuple[str, ...]:
    return work.load_regulation().texts("release.grounds")
