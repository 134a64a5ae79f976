"""Questions about a run of the matcher: what a pair costs, whom else, where it is tight, who would move."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Final

import msgspec
import typer
from rich.table import Table

from service.cli.console import OUT, AsJson, Institution, actor, service
from service.commands.open_run import OpenRun, open_run
from service.commands.overrides import override_proposal
from service.commands.run_advice import advice_of, bottlenecks_of, dearer_of
from service.commands.run_curve import curve_of
from service.commands.run_questions import alternatives_of, best_of, price_of, repair_without
from service.commands.run_rows import AlternativesRow, CurveRow, MoveRow, PriceRow
from service.commands.runtime import Runtime

Run = Annotated[str | None, typer.Option("--run", help="Номер подбора (32 знака); по умолчанию последний.")]
MenteeName = Annotated[
    str, typer.Option("--mentee", help="Наставляемый: фамилия, полное имя или номер записи.")
]
MentorName = Annotated[str, typer.Option("--mentor", help="Наставник: фамилия, полное имя или номер записи.")]
Most = Annotated[int, typer.Option("--most", min=1, max=20, help="Сколько вариантов показать.")]

_TOLD: Final = 5
"""So many namesakes are told; more would hide the question."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("price")(price)
    app.command("alternatives")(alternatives)
    app.command("curve")(curve)
    app.command("hall")(hall)
    app.command("training")(training)
    app.command("repair")(repair)
    app.command("best")(best)
    app.command("override")(override)


def price(
    institution: Institution,
    mentee: MenteeName,
    mentor: MentorName,
    *,
    run: Run = None,
    as_json: AsJson = False,
) -> None:
    """Сказать, чего стоит выбрать эту пару или отказаться от неё и кто при этом перейдёт."""
    with service(institution) as runtime:
        opened = _opened(runtime, institution, run)
        row = price_of(opened, mentee=_mentee(opened, mentee), mentor=_mentor(opened, mentor))
    if as_json:
        _print_json(row)
    else:
        _print_price(row)


def alternatives(
    institution: Institution,
    person: Annotated[
        str, typer.Option("--of", help="Наставляемый или наставник: фамилия или номер записи.")
    ],
    *,
    run: Run = None,
    most: Most = 3,
    as_json: AsJson = False,
) -> None:
    """Показать, с кем ещё мог бы быть человек и чего это стоит."""
    with service(institution) as runtime:
        opened = _opened(runtime, institution, run)
        row = alternatives_of(
            opened, person=choose(opened.people, _everybody(opened), person, option="--of"), most=most
        )
    if as_json:
        _print_json(row)
    else:
        _print_alternatives(row)


def hall(institution: Institution, *, run: Run = None, as_json: AsJson = False) -> None:
    """Показать, где запросов больше, чем мест, и кто охотнее был бы вместе."""
    with service(institution) as runtime:
        opened = _opened(runtime, institution, run)
        tight, dearer = bottlenecks_of(opened), dearer_of(opened)
    if as_json:
        _print_json({"bottlenecks": tight, "dearer": dearer})
        return
    for row in tight:
        OUT.print(row.sentence)
        OUT.print(f"  наставляемые: {', '.join(row.mentees)}", markup=False)
        OUT.print(f"  наставники: {', '.join(row.mentors)}", markup=False)
    if not tight:
        OUT.print("Мест хватает всем, кому кто-нибудь подходит.")
    for pair in dearer:
        marks = f"наставляемый — {pair.by_mentee} из 5, наставник — {pair.by_mentor} из 5"
        OUT.print(f"Охотнее были бы вместе: {pair.mentee} — {pair.mentor} ({marks})", markup=False)


def curve(institution: Institution, *, run: Run = None, as_json: AsJson = False) -> None:
    """Показать, сколько соответствия можно уступить ради интереса людей и ровной нагрузки."""
    with service(institution) as runtime:
        rows = curve_of(_opened(runtime, institution, run))
    if as_json:
        _print_json(rows)
    else:
        OUT.print(_curve_table(rows))


def training(institution: Institution, *, run: Run = None, most: Most = 3, as_json: AsJson = False) -> None:
    """Показать, какое обучение или какое место помогло бы больше всего."""
    with service(institution) as runtime:
        row = advice_of(_opened(runtime, institution, run), most=most)
    if as_json:
        _print_json(row)
        return
    for heading, found in (("Обучение", row.trainings), ("Ещё одно место", row.places)):
        OUT.print(f"{heading}:" if found else f"{heading}: ничего не даст.")
        _print_lines([each.sentence for each in found])
    if not row.proven:
        OUT.print("Проверены не все возможности: могут быть и лучшие.")


def repair(
    institution: Institution,
    person: Annotated[str, typer.Option("--without", help="Кто выбывает: фамилия или номер записи.")],
    *,
    run: Run = None,
    frozen: Annotated[
        bool, typer.Option("--frozen", help="Не трогать ни одной пары, которая может продолжаться.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Показать, что изменится, если человек выбудет: как можно меньше перестановок."""
    with service(institution) as runtime:
        opened = _opened(runtime, institution, run)
        row = repair_without(
            opened,
            person=choose(opened.people, _everybody(opened), person, option="--without"),
            frozen=frozen,
        )
    if as_json:
        _print_json(row)
        return
    _print_lines(row.changes or ("Ничего не меняется.",))
    OUT.print(row.sentence, markup=False)


def best(
    institution: Institution,
    *,
    run: Run = None,
    most: Most = 3,
    as_json: AsJson = False,
) -> None:
    """Показать несколько лучших распределений: чем каждое уступает лучшему и кто в нём переходит."""
    with service(institution) as runtime:
        plans = best_of(_opened(runtime, institution, run), count=most)
    if as_json:
        _print_json(plans)
        return
    for plan in plans:
        OUT.print(f"{plan.rank}. {plan.sentence}", markup=False)
        _print_moves(plan.moves)


def override(
    institution: Institution,
    mentee: MenteeName,
    mentor: MentorName,
    reason: Annotated[str, typer.Option("--reason", help="Почему выбрана эта пара.")],
    *,
    run: Run = None,
) -> None:
    """Выбрать другую пару вместо предложенной: цена и причина записываются, пара закрепляется."""
    with service(institution) as runtime:
        opened = _opened(runtime, institution, run)
        whom, who = _mentee(opened, mentee), _mentor(opened, mentor)
        row = price_of(opened, mentee=whom, mentor=who)
        override_proposal(
            runtime,
            institution=institution,
            actor=actor(),
            mentee=whom,
            mentor=who,
            reason=reason,
            run_id=opened.row["id"],
        )
    _print_price(row)
    OUT.print("Решение записано; при следующем подборе пара закреплена.")


def choose(people: Mapping[str, str], ids: Iterable[str], text: str, *, option: str) -> str:
    """Find a person by the id of the entry, or by a part of the name that only one has.

    Raises:
        typer.BadParameter: nobody, or several.

    """
    asked = " ".join(text.casefold().split())
    among = list(ids)
    if text in among:
        return text
    found = [each for each in among if asked and asked in people.get(each, "").casefold()]
    exact = [each for each in found if people[each].casefold() == asked]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise typer.BadParameter(f"«{text}»: такого человека в подборе нет", param_hint=option)
    names = ", ".join(people[each] for each in found[:_TOLD])
    more = " и другие" if len(found) > _TOLD else ""
    raise typer.BadParameter(f"«{text}»: подходят несколько — {names}{more}", param_hint=option)


def _opened(runtime: Runtime, institution: str, run: str | None) -> OpenRun:
    run_id = None if run is None else f"{institution}/match_run/{run.rpartition('/')[2]}"
    return open_run(runtime, institution=institution, actor=actor(), run_id=run_id)


def _curve_table(rows: Sequence[CurveRow]) -> Table:
    table = Table(title="Что даёт допуск по соответствию", title_justify="left")
    for heading in (
        "Допуск",
        "Соответствие, баллов",
        "Уступлено",
        "Сумма оценок интереса",
        "Охотнее были бы вместе, пар",
        "С другим наставником",
        "Лучшее доказано",
    ):
        table.add_column(heading, justify="right")
    for row in rows:
        numbers = (row.fit, row.given_away, row.interest, row.dearer, row.moved)
        percent = f"{row.per_mille / 10:g}".replace(".", ",")
        table.add_row(f"{percent} %", *map(str, numbers), "да" if row.proven else "нет")
    return table


def _everybody(opened: OpenRun) -> list[str]:
    problem = opened.problem
    return [*(each.id for each in problem.mentees), *(each.id for each in problem.mentors)]


def _mentee(opened: OpenRun, text: str) -> str:
    ids = [each.id for each in opened.problem.mentees]
    return choose(opened.people, ids, text, option="--mentee")


def _mentor(opened: OpenRun, text: str) -> str:
    ids = [each.id for each in opened.problem.mentors]
    return choose(opened.people, ids, text, option="--mentor")


def _print_json(answer: object) -> None:
    typer.echo(msgspec.json.encode(answer).decode())


def _print_price(row: PriceRow) -> None:
    OUT.print(row.sentence, markup=False)
    _print_moves(row.moves)


def _print_moves(moves: Sequence[MoveRow]) -> None:
    _print_lines([move.sentence for move in moves])


def _print_lines(lines: Sequence[str]) -> None:
    for line in lines:
        OUT.print(f"  • {line}", markup=False)


def _print_alternatives(row: AlternativesRow) -> None:
    proposed = ", ".join(row.proposed) or "пары нет"
    OUT.print(f"{row.person}: предложено — {proposed}.", markup=False)
    for each in row.nearest:
        _print_price(each)
    if not row.nearest:
        OUT.print("Других возможностей нет.")
    if row.others:
        OUT.print(f"Ещё возможностей: {row.others}, они дороже или не считались.")
