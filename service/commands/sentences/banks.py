"""Refusals about persons and banks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ConsentAlreadyActive": "Согласие на обработку персональных данных уже есть и действует.",
        "ConsentNotActive": "Действующего согласия на обработку персональных данных нет.",
        "ConsentOlderThanWithdrawal": "Согласие от {given_on} отозвано {withdrawn_on}: нужно новое согласие.",
        "ConsentInFuture": "Дата согласия {given_on} позже даты действия {on}.",
        "MentorQuestionnaireMissing": "В банк наставников вносят только того, кто сам заполнил анкету.",
        "MentorConsentMissing": "Без согласия на обработку персональных данных в банк наставников не вносят.",
        "MentorNotInBank": "Наставник ещё не внесён в банк.",
        "MentorTrainingMissing": "Наставника допускают после обучения: нужен документ об обучении.",
        "AdmissionNotToConfirm": "Допуск этого наставника не ждёт подтверждения.",
        "CapacityOverRegulation": "Предел {limit} больше разрешённого Положением: не более {allowed}.",
        "CapacityNotPositive": "Предел наставляемых — целое число не меньше единицы, указано {limit}.",
        "CapacityBelowLoad": "У наставника уже {load} наставляемых: предел {limit} меньше. "
        "Сначала завершите наставничество или передайте наставляемых другому наставнику.",
        "PhraseUnknown": "Такой формулировки в анкете нет: всего их {count}.",
        "MenteeConsentMissing": "Без согласия на обработку персональных данных "
        "в банк наставляемых не вносят.",
        "ProfessionalRequestMissing": "Нужен хотя бы один профессиональный запрос.",
        "RequestPhraseUnknown": "Такой формулировки в запросе нет: всего их {count}.",
        "PersonAlreadyRegistered": "Человек с таким именем и контактом уже записан.",
        "CompetencyUnknown": "В справочнике этой организации нет компетенции {code}.",
    }
)
