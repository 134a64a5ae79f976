"""Lists of the roadmap, the association, mediation, incentives and partners."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.access import Action
from service.commands.views import Asked, view
from service.ids import belongs_to
from service.projections.associations import association, member_rows, novice_rows
from service.projections.incentives import encouragement_rows, scheme_rows
from service.projections.mediations import case_rows, cases_of
from service.projections.partners import dealing_rows, partner_rows
from service.projections.roadmap_board import measure_board, proposed_evidence, stage_board
from service.projections.roadmaps import coverage_rows, current_roadmap, roadmap_rows

Row = Mapping[str, Any]


@view(name="roadmaps", title="Дорожные карты", action=Action.VIEW_INSTITUTION)
def roadmaps(asked: Asked) -> Sequence[Row]:
    """The roadmaps with their approvals, goals and closing."""
    return roadmap_rows(asked.connection, asked.institution)


@view(name="roadmap_stages", title="Этапы дорожной карты", action=Action.VIEW_INSTITUTION)
def stages(asked: Asked) -> Sequence[Row]:
    """Where each stage of the roadmap stands: measures, events that prove them, documents, days."""
    return stage_board(asked.connection, asked.institution, on=asked.on)


@view(name="roadmap_measures", title="Мероприятия дорожной карты", action=Action.VIEW_INSTITUTION)
def measures(asked: Asked) -> Sequence[Row]:
    """The measures of the roadmap with the number of events that prove each."""
    return measure_board(asked.connection, asked.institution)


@view(name="roadmap_evidence", title="Чем подтверждается мероприятие", action=Action.VIEW_COMPLIANCE)
def evidence(asked: Asked) -> Sequence[Row]:
    """The newest events that prove one measure; ``of`` names it."""
    return proposed_evidence(asked.connection, asked.institution, asked.of or "")


@view(name="roadmap_coverage", title="Освещение мероприятий", action=Action.VIEW_INSTITUTION)
def coverage(asked: Asked) -> Sequence[Row]:
    """Where measures of the roadmap were covered in public."""
    plan = current_roadmap(asked.connection, asked.institution)
    return [] if plan is None else coverage_rows(asked.connection, plan["id"])


@view(name="association", title="Методическое объединение наставников", action=Action.VIEW_INSTITUTION)
def the_association(asked: Asked) -> Sequence[Row]:
    """The association, or what waits for the head's decision."""
    found = association(asked.connection, asked.institution)
    return [] if found is None else [found]


@view(name="association_members", title="Состав объединения наставников", action=Action.VIEW_INSTITUTION)
def members(asked: Asked) -> Sequence[Row]:
    """The members by the head's approval."""
    return member_rows(asked.connection, asked.institution)


@view(
    name="novices",
    title="Молодые и начинающие специалисты и их наставники",
    action=Action.ASSOCIATION_WORK,
)
def novices(asked: Asked) -> Sequence[Row]:
    """The mentees by category with their mentors; ``of`` names a category."""
    return novice_rows(asked.connection, asked.institution, category=asked.of)


@view(name="mediations", title="Обращения к объединению", action=Action.VIEW_INSTITUTION)
def mediations(asked: Asked) -> Sequence[Row]:
    """That a case exists and where it stands."""
    return case_rows(asked.connection, asked.institution)


@view(name="own_mediations", title="Мои обращения", action=Action.ASK_FOR_MEDIATION)
def own_mediations(asked: Asked) -> Sequence[Row]:
    """The cases in which the reader is a party or the mediator."""
    return cases_of(asked.connection, asked.actor.id)


@view(name="incentive_schemes", title="Меры поощрения наставников", action=Action.VIEW_INSTITUTION)
def schemes(asked: Asked) -> Sequence[Row]:
    """The schemes of incentives."""
    return scheme_rows(asked.connection, asked.institution)


@view(name="encouragements", title="Поощрения наставников", action=Action.PROPOSE_INCENTIVES)
def encouragements(asked: Asked) -> Sequence[Row]:
    """The proposals to encourage mentors and what the head decided; ``of`` names a mentor."""
    return encouragement_rows(asked.connection, asked.institution, mentor=asked.of)


@view(name="partners", title="Партнёры", action=Action.KEEP_PARTNERS)
def partners(asked: Asked) -> Sequence[Row]:
    """The partners with their agreements, contacts, meetings and events."""
    return partner_rows(asked.connection, asked.institution, on=asked.on)


@view(name="partner_dealings", title="Работа с партнёром", action=Action.KEEP_PARTNERS)
def dealings(asked: Asked) -> Sequence[Row]:
    """Everything recorded of one partner; ``of`` is its id."""
    mine = belongs_to(asked.of or "", asked.institution)
    return dealing_rows(asked.connection, asked.of or "") if mine else []
