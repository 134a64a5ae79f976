"""Memos (памятки) and the duties of a role: handed out, read, signed for."""

from datetime import date

from service.access import Action
from service.aggregates.memo import Memo
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.commands.registry import command
from service.commands.shared_work import require_shared
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import sister_id
from service.values import ParticipantRole


@command(title="Выдать памятку", action=Action.KEEP_BANKS, requirements=("R-050",))
def issue_memo(work: Work, *, person: str, role: ParticipantRole, issued_on: date | None = None) -> Decision:
    """Hand out the memo of a role, drawn from the regulation in force (004 obliges to it)."""
    require_shared(work, "curator.bank_with")
    memo = _memo_of(work, person)
    memo.issue(
        role=role,
        takes_part=_takes_part(work, person, role),
        regulation_version=work.load_regulation().version,
        issued_on=issued_on or work.on,
        on=work.on,
    )
    return Decision((memo,))


@command(
    title="Подтвердить ознакомление с обязанностями",
    action=Action.SIGN_DUTIES_CONSENT,
    requirements=("R-102", "R-113", "R-115", "R-150"),
)
def acknowledge_duties(
    work: Work, *, person: str, role: ParticipantRole, acknowledged_on: date | None = None
) -> Decision:
    """Sign for the duties of a role and the principle of values, oneself or on paper."""
    source = work.speaks_for(person)
    memo = _memo_of(work, person)
    memo.acknowledge_duties(
        role=role,
        takes_part=_takes_part(work, person, role),
        regulation_version=work.load_regulation().version,
        acknowledged_on=acknowledged_on or work.on,
        on=work.on,
        source=source,
    )
    return Decision((memo,))


def _memo_of(work: Work, person: str) -> Memo:
    memo_id = sister_id(work.get(Person, person).id, Memo.TOPIC)
    return work.log.find(Memo, memo_id) or Memo.start(Memo.MemoOpened, memo_id, person=person)


def _takes_part(work: Work, person: str, role: ParticipantRole) -> bool:
    entry = (
        work.log.find(Mentor, sister_id(person, Mentor.TOPIC))
        if role == "mentor"
        else work.log.find(Mentee, sister_id(person, Mentee.TOPIC))
    )
    return entry is not None and entry.in_bank
