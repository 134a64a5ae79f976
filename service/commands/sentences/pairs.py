"""Refusals about forming pairs and groups."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "MentorAtCapacity": "У наставника стало бы {count} наставляемых, "
        "а одновременно ему можно не более {limit}.",
        "MentorNotAppointed": "Этот наставник не закреплён за этой парой или группой.",
        "MenteeNotInBank": "Наставляемый ещё не внесён в банк.",
        "MenteeHasThisMentor": "Этот наставник уже закреплён за этим наставляемым.",
        "MenteeHasEnoughMentors": "У наставляемого уже есть наставники: {count}; "
        "одновременно можно не более {limit}.",
        "ProposalWithoutMentees": "Назовите наставляемых: одного для пары, двух или больше для группы.",
        "CombinationDeclined": "Один из участников отказался от этого сочетания и отказа не снял.",
        "MutualInterestMissing": "Взаимный интерес не установлен: согласие должен выразить каждый участник.",
        "EndorsementMissing": "Сначала пару или группу рассматривает методическое объединение наставников.",
        "PairAlreadyAgreed": "Эта пара или группа уже согласована.",
        "PairWithOneself": "Наставник и наставляемый — один и тот же человек.",
        "MenteesMissing": "Назовите наставляемых: в паре один, в группе двое или больше, каждый один раз.",
        "GroupTypeMismatch": "Наставляемых {count}, и вид наставничества этому не соответствует: "
        "группа — это вид «наставничество в группе» и не меньше двух наставляемых.",
        "TraditionalNeedsOneMentee": "Традиционное наставничество — «один на один», "
        "а наставляемых здесь {count}.",
        "NotOfThisPair": "Этот человек не входит в эту пару или группу.",
        "PairNotAwaitingOrder": "Эта пара или группа не ждёт приказа: решение по ней уже есть.",
        "MentoringNotActive": "Наставничество этой пары или группы не идёт: нет приказа или оно завершено.",
        "ConsentSignedInFuture": "Согласие подписано {signed_on}, а это позже даты действия {on}.",
        "ConsentSignedBeforeWithdrawal": "Согласие от {signed_on} отозвано {withdrawn_on}: "
        "нужно новое письменное согласие.",
        "DutiesConsentNotGiven": "Согласия на дополнительные обязанности нет: отзывать нечего.",
        "ConsentsMissing": "Не хватает письменных согласий участников: {count}.",
        "ConsentAfterOrder": "Согласие подписано {signed_on}, позже приказа от {order_on}: "
        "приказ издают после согласия.",
        "PairPeriodOver": "Срок наставничества кончается раньше {to}, а приказ действует с {appointed_on}: "
        "согласуйте новый срок.",
        "OtherActNotProvided": "Положение не предусматривает назначения иным документом: нужен приказ.",
        "MenteeAlreadyThere": "Этот наставляемый уже входит в группу.",
        "MenteeJoinNotAgreed": "Вступление этого наставляемого в группу не согласовано.",
        "LastMenteeStays": "Это последний наставляемый: завершите наставничество пары.",
        "LeftBeforeAppointment": "День {on} раньше назначения наставника {appointed_on}.",
        "ReplacementAlreadyInitiated": "Замена этого наставника уже начата.",
        "ReplacementNotInitiated": "Замена этого наставника не начата.",
        "ReplacementBySame": "Это прежний наставник или сам наставляемый: выберите другого наставника.",
        "ReplacementNotAgreed": "Новый наставник ещё не согласован.",
    }
)
