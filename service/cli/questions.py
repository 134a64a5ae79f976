"""Questions about people of a run: what a pair costs, whom else, the next best, who would move."""

from collections.abc import Sequence
from typing import Annotated

import typer

from service.cli.asked_run import Most, Run, choose, open_asked, print_json, print_lines
from service.cli.console import OUT, AsJson, Institution, actor, service
from service.commands.open_run import OpenRun
from service.commands.overrides import override_proposal
from service.commands.run_questions import alternatives_of, best_of, price_of, price_row, repair_without
from service.commands.run_rows import AlternativesRow, MoveRow, PriceRow

MenteeName = Annotated[
    str, typer.Option("--mentee", metavar="КТО", help="Наставляемый: фамилия, полное имя или номер записи.")
]
MentorName = Annotated[
    str, typer.Option("--mentor", metavar="КТО", help="Наставник: фамилия, полное имя или номер записи.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("price")(price)
    app.command("alternatives")(alternatives)
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
        opened = open_asked(runtime, institution, run, as_json=as_json)
        row = price_of(opened, mentee=_mentee(opened, mentee), mentor=_mentor(opened, mentor))
    if as_json:
        print_json(row)
    else:
        _print_price(row)


def alternatives(
    institution: Institution,
    person: Annotated[
        str,
        typer.Option("--of", metavar="КТО", help="Наставляемый или наставник: фамилия или номер записи."),
    ],
    *,
    run: Run = None,
    most: Most = 3,
    as_json: AsJson = False,
) -> None:
    """Показать, с кем ещё мог бы быть человек и чего это стоит."""
    with service(institution) as runtime:
        opened = open_asked(runtime, institution, run, as_json=as_json)
        row = alternatives_of(
            opened, person=choose(opened.people, _everybody(opened), person, option="--of"), most=most
        )
    if as_json:
        print_json(row)
    else:
        _print_alternatives(opened, row)


def repair(
    institution: Institution,
    person: Annotated[
        str, typer.Option("--without", metavar="КТО", help="Кто выбывает: фамилия или номер записи.")
    ],
    *,
    run: Run = None,
    frozen: Annotated[
        bool, typer.Option("--frozen", help="Не трогать ни одной пары, которая может продолжаться.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Показать, что изменится, если человек выбудет: как можно меньше перестановок."""
    with service(institution) as runtime:
        opened = open_asked(runtime, institution, run, as_json=as_json)
        leaving = choose(opened.people, _everybody(opened), person, option="--without")
        row = repair_without(opened, person=leaving, frozen=frozen)
    if as_json:
        print_json(row)
        return
    OUT.print(f"Если {opened.name(leaving)} выбудет:", markup=False)
    print_lines(row.changes or ("ничего не изменится.",))
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
        plans = best_of(open_asked(runtime, institution, run, as_json=as_json), count=most)
    if as_json:
        print_json(plans)
        return
    for plan in plans:
        OUT.print(f"{plan.rank}. {plan.sentence}", markup=False)
        _print_moves(plan.moves)
    if len(plans) < most:
        OUT.print("Других допустимых распределений нет.")


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
        opened = open_asked(runtime, institution, run)
        whom, who = _mentee(opened, mentee), _mentor(opened, mentor)
        price = override_proposal(runtime, opened, actor=actor(), mentee=whom, mentor=who, reason=reason)
    _print_price(price_row(opened, price))
    OUT.print("Решение записано; при следующем подборе пара закреплена.")


def _everybody(opened: OpenRun) -> list[str]:
    problem = opened.problem
    return [*(each.id for each in problem.mentees), *(each.id for each in problem.mentors)]


def _mentee(opened: OpenRun, text: str) -> str:
    ids = [each.id for each in opened.problem.mentees]
    return choose(opened.people, ids, text, option="--mentee")


def _mentor(opened: OpenRun, text: str) -> str:
    ids = [each.id for each in opened.problem.mentors]
    return choose(opened.people, ids, text, option="--mentor")


def _print_price(row: PriceRow) -> None:
    OUT.print(row.sentence, markup=False)
    _print_moves(row.moves)


def _print_moves(moves: Sequence[MoveRow]) -> None:
    print_lines([move.sentence for move in moves])


def _print_alternatives(opened: OpenRun, row: AlternativesRow) -> None:
    is_mentor = any(each.id == row.person_id for each in opened.problem.mentors)
    nobody = "никто не предложен" if is_mentor else "наставник не предложен"
    proposed = f"предложено — {', '.join(row.proposed)}" if row.proposed else nobody
    OUT.print(f"{row.person}: {proposed}.", markup=False)
    for each in row.nearest:
        OUT.print(each.sentence, markup=False)
        _print_moves([move for move in each.moves if move.mentee_id != each.mentee_id])
    if not row.nearest:
        OUT.print("Других возможностей нет.")
    if row.others:
        OUT.print(f"Ещё возможностей: {row.others}, они дороже или не считались.")
