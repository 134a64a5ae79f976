"""Local acts on mentoring: drafts of association and curator, the association's opinion, the head's issue."""

from datetime import date

from service.access import Action
from service.aggregates.local_act import LocalAct, Opinion
from service.commands.legal_basis import check_in_force, cited_acts
from service.commands.orders import HeadNotNamed
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision
from service.values import OrderReference, Pii


@command(
    title="Подготовить проект локального акта",
    action=Action.DRAFT_LOCAL_ACTS,
    requirements=("R-011", "R-013", "R-015"),
)
def draft_local_act(
    work: Work, *, title: str, basis: tuple[str, ...], replaces: str | None = None
) -> Decision:
    """Draft a local act; ``basis`` are codes of acts, ``replaces`` the issued act that it is to replace."""
    LocalAct.check_draft(title=title, basis=basis)
    regulation = work.load_regulation()
    cited_acts(work, basis=basis, regulation=regulation)
    act = LocalAct.start(
        LocalAct.LocalActDrafted,
        work.new_id("local_act"),
        title=Pii(work.actor, " ".join(title.split())),
        drafted_by=work.actor,
        basis=basis,
        regulation_version=regulation.version,
        replaces=None if replaces is None else work.get(LocalAct, replaces).id,
    )
    return Decision((act,), {"local_act": act.id})


@command(
    title="Записать мнение объединения наставников о проекте локального акта",
    action=Action.ASSOCIATION_WORK,
    requirements=("R-015",),
)
def give_association_opinion(
    work: Work, *, local_act: str, opinion: Opinion, given_on: date, note: str | None = None
) -> Decision:
    """Record what the association of mentors thinks of a draft; its opinion is advisory."""
    act = work.get(LocalAct, local_act)
    remark = Pii(work.actor, note) if note else None
    act.give_opinion(opinion=opinion, note=remark, given_on=given_on, on=work.on)
    return Decision((act,))


@command(
    title="Издать локальный акт",
    action=Action.ISSUE_LOCAL_ACTS,
    requirements=("R-011", "R-013", "R-042"),
)
def issue_local_act(
    work: Work, *, local_act: str, number: str, signed_on: date, in_force_from: date
) -> Decision:
    """Issue a local act; the act that it replaces holds until this one is in force."""
    head = work.load_institution().head
    if head is None:
        raise HeadNotNamed
    act = work.get(LocalAct, local_act)
    regulation = work.load_regulation(version=act.regulation_version)
    check_in_force(cited_acts(work, basis=act.basis, regulation=regulation), on=signed_on)
    reference = OrderReference(number=" ".join(number.split()), signed_on=signed_on)
    act.issue(reference=reference, issued_by=head, in_force_from=in_force_from, on=work.on)
    if act.replaces is None:
        return Decision((act,))
    former = work.get(LocalAct, act.replaces)
    former.replace(by=act.id, replaced_on=in_force_from)
    return Decision((act, former))
