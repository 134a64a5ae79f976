"""Notices about deadlines: issued once, delivered by mail, read in the application."""

from datetime import date

from service.access import Action
from service.aggregates.notice import Notice
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.eventstore.log import Decision
from service.values import NoticeStage


def notice_id(institution: str, *, deadline: str, due_on: date, stage: NoticeStage) -> str:
    """The id of the only notice of a stage about a last day."""
    return fixed_id(institution, Notice.TOPIC, deadline, due_on.isoformat(), stage)


@command(
    title="Отправить уведомление о сроке",
    action=Action.SEND_NOTICES,
    requirements=("R-019", "R-074", "R-093", "R-114", "R-128", "R-129"),
    needs_force=False,
    internal=True,
)
def issue_notice(
    work: Work, *, deadline: str, kind: str, stage: NoticeStage, due_on: date, recipients: tuple[str, ...]
) -> Decision:
    """Issue the notice about a deadline; one that went out before is no new one and has no id here."""
    identity = notice_id(work.institution, deadline=deadline, due_on=due_on, stage=stage)
    if work.log.find(Notice, identity) is not None:
        return Decision(())
    notice = Notice.start(
        Notice.NoticeIssued,
        identity,
        deadline=deadline,
        kind=kind,
        stage=stage,
        due_on=due_on,
        recipients=recipients,
    )
    return Decision((notice,), {"notice": identity})


@command(
    title="Записать отправку уведомления по почте",
    action=Action.SEND_NOTICES,
    requirements=("R-019",),
    needs_force=False,
    internal=True,
)
def note_delivery(work: Work, *, notice: str, recipient: str) -> Decision:
    """Record that the mail server has taken a notice for a person."""
    found = work.get(Notice, notice)
    found.deliver(recipient=recipient)
    return Decision((found,))


@command(
    title="Отметить уведомление прочитанным",
    action=Action.READ_NOTICES,
    requirements=("R-019",),
    needs_force=False,
)
def read_notice(work: Work, *, notice: str) -> Decision:
    """Mark one's own notice as read."""
    found = work.get(Notice, notice)
    found.mark_read(recipient=work.actor)
    return Decision((found,))
