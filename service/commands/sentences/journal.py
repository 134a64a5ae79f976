"""Refusals about the work of a pair."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "JournalNeedsActivePair": "Журнал ведётся, пока пара действует: сейчас её наставничество "
        "ещё не утверждено приказом или уже завершено.",
        "JournalEntryUnknown": "Записи с номером {number} в журнале нет: таких записей {count}.",
        "JournalEntryInFuture": "Дата записи {entry_on} ещё не наступила: сегодня {on}.",
        "JournalStepTooEarly": "Дата {entry_on} раньше предыдущего шага: он сделан {since}.",
        "TaskDueTooEarly": "Срок задания {due_on} раньше дня, когда оно дано: {assigned_on}.",
        "TaskNotOpen": "Это задание уже принято или ждёт проверки наставника.",
        "TaskNotCompleted": "Проверять пока нечего: наставляемый ещё не выполнил это задание.",
        "AssistanceAlreadyProvided": "На эту просьбу наставник ответил {provided_on}; "
        "новый вопрос — новая просьба.",
        "RecommendationOutsideDuties": "Рекомендации наставника касаются только должностных обязанностей "
        "и профессиональной деятельности.",
        "RecommendationAlreadyFollowed": "Эта рекомендация уже выполнена {followed_on}.",
        "RecommendationAlreadyDisputed": "Несогласие с этой рекомендацией записано {disputed_on}; "
        "если договориться не удаётся, обратитесь за примирением.",
        "ChronicleNeedsActivePair": "Такие записи делают, пока пара действует: сейчас её наставничество "
        "ещё не утверждено приказом или уже завершено.",
        "ChronicleEntryInFuture": "Дата записи {entry_on} ещё не наступила: сегодня {on}.",
        "StructureNotNamed": "Назовите структуру: выберите её из перечня Положения "
        "или, если её там нет, впишите свою.",
        "StructureUnknown": "Структуры с номером {number} в перечне Положения нет: всего их {count}.",
        "ParticipantsMissing": "Назовите участников мероприятия: хотя бы одного, каждого один раз.",
        "RemoteSessionWithoutMentees": "Назовите наставляемых, с которыми прошла встреча: "
        "хотя бы одного, каждого один раз.",
        "ContestNeedsActivePair": "На конкурс наставник рекомендует своего наставляемого, "
        "пока пара действует.",
        "ContestResultAlreadyRecorded": "Результат этого конкурса уже записан {resulted_on}.",
        "ContestResultInFuture": "Дата результата {resulted_on} ещё не наступила: сегодня {on}.",
        "ContestResultTooEarly": "Результат от {resulted_on} не может быть раньше рекомендации "
        "от {recommended_on}.",
        "EngagementNeedsActivePair": "Коллегу привлекают, пока пара действует: сейчас её наставничество "
        "ещё не утверждено приказом или уже завершено.",
        "EngagementUnknown": "Просьбы с номером {number} у этой пары нет: всего их {count}.",
        "ColleagueOfThisPair": "Привлечь можно другого работника, а не самого наставника или наставляемого.",
        "EngagementAlreadyAnswered": "На эту просьбу коллега уже ответил, или её сняли.",
        "ColleagueConsentMissing": "Коллегу привлекают только с его согласия: дождитесь ответа.",
        "ColleagueConsentInFuture": "Дата ответа {answered_on} ещё не наступила: сегодня {on}.",
        "ColleagueConsentTooEarly": "Ответ от {answered_on} не может быть раньше просьбы от {requested_on}.",
        "EngagementAlreadyEnded": "Коллега отказался, или его помощь уже завершена.",
        "FileAccessNeedsActivePair": "Личное дело наставляемого открыто наставнику, пока пара действует.",
        "FileAccessUnknown": "Запроса с номером {number} у этой пары нет: всего их {count}.",
        "FileCategoriesMissing": "Назовите, какие части личного дела нужны: хотя бы одну, каждую один раз.",
        "FileAccessAlreadyDecided": "По этому запросу решение уже принято, или он снят.",
        "FileCategoryNotRequested": "Разрешить можно только то, о чём просит наставник.",
        "FileCategoryNotGranted": "Эта часть личного дела наставнику не открыта.",
        "FileAccessNotGranted": "Доступ к личному делу не разрешён или уже закрыт: "
        "попросите руководителя о доступе.",
        "FileOfAnotherMentee": "Этот доступ дан другому наставнику, или наставляемый ушёл из группы.",
        "MeasureNeedsActivePair": "Предложение наставник вносит о своём наставляемом, пока пара действует.",
        "MeasureUnknown": "Предложения с номером {number} у этой пары нет: всего их {count}.",
        "MenteeAlreadyInformed": "Наставляемому уже сообщили о предложении {informed_on}.",
        "MenteeNotInformed": "Сначала сообщите о предложении самому наставляемому.",
        "MeasureAlreadyDecided": "По этому предложению решение уже принято {decided_on}.",
        "MenteeAlreadyAnswered": "Наставляемый уже ответил на это предложение.",
        "MeasureStepTooEarly": "Дата {step_on} раньше предыдущего шага: он сделан {since}.",
        "MenteeNotHeard": "Наставляемый узнал о предложении {informed_on}: дождитесь его ответа "
        "или решайте не раньше следующего дня.",
        "ImprovementAlreadyDecided": "На это предложение уже ответили {decided_on}.",
        "ImprovementReasonMissing": "Отклоняя предложение, объясните почему.",
        "ImprovementDecidedTooEarly": "Ответ от {decided_on} не может быть раньше предложения "
        "от {proposed_on}.",
        "ReleaseNeedsActivePair": "От обязанностей освобождают участника действующей пары.",
        "ReleaseGroundNotInRegulation": "По этой причине Положение от обязанностей не освобождает.",
        "ReleasePeriodEmpty": "Укажите срок освобождения: первый день {since}, последний — не раньше него.",
        "ReleaseAlreadyDecided": "По этой просьбе решение уже принято, или она отозвана.",
        "SubstituteOfOneself": "Замещает другой работник, а не тот, кого освобождают.",
        "SubstitutionImpossibleOnlyInForceMajeure": "Без замещающего освобождают только "
        "при форс-мажоре: назначьте замещающего.",
        "SubstitutionMissing": "Сначала назначьте, кто замещает освобождаемого работника.",
        "ContinuityNotEnsured": "Освободить нельзя, пока не подтверждена непрерывность "
        "образовательного процесса.",
        "SubstitutionAfterOrder": "Замещение назначено {arranged_on}, а приказ подписан раньше: {order_on}.",
        "ReleaseNotGranted": "Освобождение не дано, уже использовано или отозвано.",
        "ReleaseUsedOutsidePeriod": "День {used_on} не входит в срок освобождения: оно дано "
        "с {since} по {until}.",
        "ReleaseUsedInFuture": "День {used_on} ещё не наступил: сегодня {on}.",
        "ReleaseOver": "Отзывать нечего: освобождение использовано, отозвано или в нём отказано.",
        "SubstituteReleasedToo": "Тот, кто замещает, сам освобождён на эти дни: назначьте другого.",
        "SubstituteTakenTwice": "Один работник не замещает двоих в одни и те же дни: назначьте ещё одного.",
        "SpeedTypeNotInRegulation": "Скоростного наставничества в Положении нет.",
        "SpeedMeetingNeedsProgramme": "Скоростные встречи организация проводит только в рамках программы: "
        "укажите действующую пару.",
        "SpeedMeetingWithoutMentees": "Назовите участников встречи: хотя бы одного, каждого один раз.",
        "SpeedMeetingWithOneself": "Человек не может встретиться сам с собой: назовите другого наставника.",
        "SpeedMeetingInPast": "Встречу назначают на сегодня или позже: {meeting_on} уже прошло, "
        "сегодня {on}.",
        "SpeedMeetingOver": "Эта встреча уже прошла или отменена.",
        "NotOfThisMeeting": "Среди участников этой встречи такого человека нет.",
        "SpeedGoalsMissing": "У скоростной встречи есть цели: запишите хотя бы одну.",
        "SpeedMeetingInFuture": "Дата встречи {held_on} ещё не наступила: сегодня {on}.",
    }
)
