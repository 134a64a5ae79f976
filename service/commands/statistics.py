"""Forms of statistical observation: participants counted as at a date, then frozen in a form."""

from datetime import date

from service.access import Action
from service.aggregates.statistical_form import StatisticalForm
from service.commands.figures_now import count_participants
from service.commands.practices import administrator_expected, co_administrator
from service.commands.registry import command
from service.commands.shared_work import require_shared
from service.commands.work import Work
from service.eventstore.log import Decision


@command(
    title="Записать число участников",
    action=Action.KEEP_STATISTICS,
    requirements=("R-135",),
)
def record_participant_count(work: Work, *, as_at: date) -> Decision:
    """Count distinct people and participations as at a date, by role, form, type and category."""
    require_shared(work, "curator.statistics_with")
    counted = count_participants(work.log, work.institution, as_at=as_at)
    form = StatisticalForm.count(
        work.new_id("statistical_form"),
        as_at=as_at,
        on=work.on,
        position=counted.position,
        regulation_version=work.load_regulation().version,
        figures=counted.figures,
        digest=counted.digest,
    )
    return Decision((form,), {"statistical_form": form.id})


@command(
    title="Сформировать форму статистического наблюдения",
    action=Action.KEEP_STATISTICS,
    requirements=("R-135",),
)
def compile_statistical_form(
    work: Work,
    *,
    statistical_form: str,
    form_code: str | None = None,
    system_administrator: str | None = None,
) -> Decision:
    """Freeze a counted form, with the system administrator where the regulation names him."""
    require_shared(work, "curator.statistics_with")
    regulation, institution = work.load_regulation(), work.load_institution()
    form = work.get(StatisticalForm, statistical_form)
    form.compile(
        form_code=form_code,
        known_codes=regulation.texts("statistics.form_codes"),
        system_administrator=co_administrator(work, institution, system_administrator),
        administrator_expected=administrator_expected(
            institution, regulation.texts("curator.statistics_with")
        ),
        on=work.on,
    )
    return Decision((form,))
