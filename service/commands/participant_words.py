"""What the codes of the register of participants are called in Russian."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ROLES: Final[Mapping[str, str]] = MappingProxyType({"mentor": "наставник", "mentee": "наставляемый"})

STANDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {"candidate": "кандидат", "in_bank": "в банке", "removed": "исключён из банка"}
)

REMOVALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_longer_needed": "наставник больше не нужен",
        "own_wish": "по собственному желанию",
        "employment_ended": "уволен",
        "consent_withdrawn": "согласие на обработку персональных данных отозвано",
        "data_erased": "сведения стёрты",
    }
)

APPROVALS: Final[Mapping[str, str]] = MappingProxyType(
    {"none": "ждёт утверждения", "approved": "утверждён руководителем", "refused": "не утверждён"}
)

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "full_name": "фамилия, имя, отчество",
        "position": "должность",
        "subject": "предмет",
        "photo": "фотография",
        "qualification": "квалификационная категория",
        "experience": "педагогический стаж",
        "competencies": "компетенции",
        "contact": "контакт",
        "role": "роль в наставничестве",
        "pair": "участие в паре или группе",
        "results": "результаты программы",
    }
)

PLACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "site": "официальный сайт",
        "social_networks": "социальные сети",
        "information_stand": "информационный стенд",
    }
)

SOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper": "с бумаги",
        "workbook": "из книги Excel",
        "own": "сам",
        "curator": "записал куратор",
        "survey": "анкетирование",
        "diagnostics": "диагностика",
        "administration": "администрация",
    }
)

TRAINING_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"training": "обучение наставников", "staff_development": "повышение мастерства"}
)

TRAITS: Final[Mapping[str, str]] = MappingProxyType(
    {"difficulty": "профессиональное затруднение", "strength": "сильная сторона"}
)

QUESTIONNAIRES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "potential_mentor": "анкета будущего наставника",
        "mentor": "анкета наставника",
        "mentee": "анкета наставляемого",
        "curator": "анкета куратора",
    }
)

MOMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {"before": "до программы", "after": "по итогам программы"}
)

SCOPES: Final[Mapping[str, str]] = MappingProxyType(
    {"own_institution": "в своей организации", "unrestricted": "без ограничения"}
)

PAIR_GROUNDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mentor_left": "наставник больше не работает здесь",
        "mentor_transferred": "наставник переведён",
        "mentor_consent": "нет согласия наставника на обработку персональных данных",
        "mentee_left": "наставляемый больше не работает здесь",
        "mentee_consent": "нет согласия наставляемого на обработку персональных данных",
    }
)
"""Why a pair in force waits for another mentor or for its end."""
