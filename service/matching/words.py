"""Russian words for every code in a proposal, as a curator reads them aloud."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from service.regulations.nouns import OF_MENTEES, counted

GOALS: Mapping[str, str] = MappingProxyType(
    {
        "matched": "наставляемых с наставником",
        "overdue": "из них с прошедшим сроком назначения наставника",
        "fit": "соответствие всех пар, баллов",
        "interest": "выраженный интерес, сумма оценок",
        "load": "неравномерность нагрузки (меньше — ровнее)",
        "stay": "сохранено нынешних пар",
    }
)

WAITING, SEARCHING, DONE = "waiting", "searching", "done"
"""The stages of any question: others are at work, there is nothing more to tell, and the end."""

STAGES: Mapping[str, str] = MappingProxyType(
    {
        WAITING: "Ждём, пока закончатся другие расчёты",
        SEARCHING: "Программа перебирает распределения",
        "eligible": "Проверка правил",
        "solve": "Подбор пар",
        "tolerances": "Сравнение уступок",
        "trainings": "Проверка, что даст обучение",
        "places": "Проверка, что дадут новые места",
        "explain": "Объяснение",
        DONE: "Готово",
    }
)

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "optimal": "наилучшее из возможных, это доказано",
        "feasible": "годное, но не доказано, что лучшего нет",
        "infeasible": "невозможно, закреплённые пары противоречат правилам",
    }
)

LIMITS: Mapping[str, str] = MappingProxyType(
    {
        "work": "исчерпан отведённый объём вычислений",
        "seconds": "истекло отведённое время, поэтому повторный подбор может дать другие пары",
    }
)

METHODS: Mapping[str, str] = MappingProxyType(
    {
        "flow": "точный расчёт",
        "exact": "перебор вариантов с доказательством",
        "packing": "сначала группы, затем пары",
    }
)
"""How a part of the people was solved."""

CRITERIA: Mapping[str, str] = MappingProxyType(
    {
        "competencies": "компетенции по запросам",
        "subject": "тот же предмет или направление",
        "experience": "больший стаж",
        "mentoring": "опыт наставничества",
        "time": "общее свободное время",
        "department": "то же подразделение",
        "types": "подходящие обоим виды наставничества",
        "given": "заданная оценка соответствия",
    }
)

_NO_CONSENT = "нет действующего согласия на обработку персональных данных"

RULES: Mapping[str, str] = MappingProxyType(
    {
        "no_capacity": "у наставника нет мест",
        "same_person": "наставник и наставляемый — один и тот же человек",
        "forbidden_by_hand": "эту пару запретил куратор",
        "declined": "один из двоих отказался от этой пары",
        "not_listed": "пары нет в заданном перечне",
        "other_institution": "наставник работает в другой организации, а сетевое наставничество не разрешено",
        "no_common_competency": "компетенции наставника не отвечают ни одному запросу",
        "no_common_form": "нет формы наставничества, подходящей обоим",
        "head_outside_own_form": "прямой руководитель может быть наставником только в форме "
        "«руководитель – педагог»",
        "no_common_type": "нет вида наставничества, подходящего обоим",
        "group_only": "обоим подходит только наставничество в группе, а наставник групп не ведёт",
        "speed_only": "обоим подходит только скоростное наставничество, а это разовая встреча",
        "not_more_experienced": "для традиционного наставничества стаж наставника должен быть больше",
        "not_younger": "для реверсивного наставничества наставник должен быть моложе",
        "far_not_virtual": "с другой организацией возможно только виртуальное наставничество, "
        "а оно подходит не обоим",
        "no_group": "наставник не ведёт групп или наставляемому группа не подходит",
        "no_common_time": "нет общего свободного времени",
        "no_free_place": "все места у подходящих наставников заняты, перестановки не помогут",
        "not_asked": "подходящие наставники есть, но цель «больше наставляемых с наставником» не выбрана",
        "not_found": "возможность есть, но за отведённое время подбор до неё не дошёл",
        "group_incomplete": "обоим подходит только наставничество в группе, а для группы не хватает людей",
        "leads_other_group": "обоим подходит только наставничество в группе, а наставник ведёт другую группу",
        "no_mentors": "в банке нет ни одного наставника",
        "pinned_twice": "наставляемый закреплён за несколькими наставниками",
        "pinned_over_capacity": "за наставником закреплено больше наставляемых, чем у него мест",
        "pinned_to_no_group": "группа, без которой закреплённая пара невозможна, не собирается",
        "pins_contradict": "закреплённые куратором пары противоречат правилам",
        "no_consent": _NO_CONSENT,
        "not_in_bank": "запись ещё не внесена в банк",
        "places_kept": "места наставника заняты парами, которые в этом подборе не меняются",
        "not_admitted": "наставник ещё не допущен к наставничеству",
        "competencies_unclear": "не определены компетенции: их должен выбрать куратор",
    }
)
"""Rules of the matcher, and the exclusions that the banks give."""

_OF_ONE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("no_consent", "mentor"): f"у наставника {_NO_CONSENT}",
        ("no_consent", "mentee"): f"у наставляемого {_NO_CONSENT}",
        ("not_in_bank", "mentor"): "наставник ещё не внесён в банк",
        ("not_in_bank", "mentee"): "наставляемый ещё не внесён в банк",
    }
)
"""The same where it is known whose consent or entry is missing."""

GRANTORS: Mapping[str, str] = MappingProxyType(
    {
        "mentor": "наставник",
        "mentee": "наставляемый",
        "curator": "куратор",
        "head": "руководитель",
    }
)

CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "add_place": "взять ещё одного наставляемого",
        "lift_ban": "снять запрет куратора на эту пару",
        "lift_decline": "снять отказ от этой пары",
        "list_pair": "внести пару в перечень возможных",
        "add_competency": "отметить в карточке наставника компетенцию{value}, если она у него есть",
        "add_request": "добавить к запросам наставляемого компетенцию наставника{value}",
        "mentor_adds_form": "наставнику согласиться и на форму наставничества{value}",
        "mentee_adds_form": "наставляемому согласиться и на форму наставничества{value}",
        "mentor_joins_network": "разрешить наставнику сетевое наставничество",
        "mentee_joins_network": "разрешить наставляемому сетевое наставничество",
        "use_head_form": "выбрать форму «руководитель – педагог»",
        "mentee_adds_type": "наставляемому согласиться и на вид наставничества{value}",
        "mentor_adds_type": "наставнику согласиться и на вид наставничества{value}",
        "mentor_frees_slot": "наставнику освободить время{value}",
        "mentee_frees_slot": "наставляемому освободить время{value}",
        "lift_exclusion": "устранить препятствие: {rule}",
        "unpin": "снять закрепление этой пары",
        "find_members": "найти для группы{value} ещё {more}",
        "search_longer": "дать подбору больше времени",
        "ask_matched": "выбрать цель «больше наставляемых с наставником»",
    }
)

CURES: Mapping[str, str] = MappingProxyType(
    {
        "no_consent": "попросить у {whose} согласие на обработку персональных данных",
        "not_in_bank": "внести {whose} в банк",
        "not_admitted": "допустить {whose} к наставничеству",
        "competencies_unclear": "уточнить компетенции {whose}",
    }
)
"""What lifts an exclusion that the banks give; ``whose`` is the person in the genitive."""

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "traditional": "традиционное",
        "virtual": "виртуальное (дистанционное)",
        "goal_setting": "краткосрочное или целеполагающее",
        "reverse": "реверсивное",
        "situational": "ситуационное",
    }
)
_NOTHING: Mapping[str, str] = MappingProxyType({})


def rule_words(code: str, whose: str | None = None) -> str:
    """Return the words for a rule; an exclusion without words of its own is named by its code.

    ``whose`` is ``mentee`` or ``mentor`` where it is about one person.
    """
    of_one = _OF_ONE.get((code, whose or ""))
    return of_one or RULES.get(code, f"человек не участвует в подборе (причина: {code})")


def remedies(
    relaxations: Sequence[Mapping[str, object]],
    people: Mapping[str, str] = _NOTHING,
    labels: Mapping[str, str] = _NOTHING,
) -> tuple[str, ...]:
    """Return what would help in words, one text for each way; changes that only help together are one way.

    ``people`` are names by id, ``labels`` words by code; an id or a code without words is left out.
    """
    ways: list[tuple[list[str], list[str], str | None]] = []
    waiting = 0
    for relaxation in relaxations:
        change = relaxation["change"]
        if not isinstance(change, Mapping):
            raise TypeError("a relaxation holds its change as an object")
        if not waiting:
            ways.append(([], [], None))
            waiting = int(change.get("together", 1))
        waiting -= 1
        texts, grantors, mentor = ways[-1]
        texts.append(_change(relaxation, change, labels))
        grantors.append(GRANTORS[str(relaxation["grantor"])])
        ways[-1] = (texts, grantors, mentor or people.get(str(change.get("mentor"))))
    return tuple(_way(*way) for way in ways)


def _change(relaxation: Mapping[str, object], change: Mapping[str, object], labels: Mapping[str, str]) -> str:
    if change["code"] == "lift_exclusion" and relaxation["rule"] in CURES:
        whose = "наставника" if "mentor" in change else "наставляемого"
        return CURES[str(relaxation["rule"])].format(whose=whose)
    label = _label(str(change.get("value")), labels)
    return CHANGES[str(change["code"])].format(
        value=f" «{label}»" if label else "",
        rule=rule_words(str(relaxation["rule"])),
        more=counted(int(str(change.get("more", 1))), OF_MENTEES),
    )


def _label(code: str, labels: Mapping[str, str]) -> str | None:
    """Return the words for a value; a theme (form and competency) is called by its competency."""
    known = labels.get(code, _TYPES.get(code))
    return known or labels.get(code.partition("/")[2])


def _way(texts: Sequence[str], grantors: Sequence[str], mentor: str | None) -> str:
    deciding = list(dict.fromkeys(grantors))
    verb = "решает" if len(deciding) == 1 else "решают"
    text = f"{'; '.join(texts)} ({verb} {_listed(deciding)})"
    return f"{mentor}: {text}" if mentor else text


def _listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: «куратор, наставник и наставляемый»."""
    return " и ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
