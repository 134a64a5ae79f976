"""The words of the regulations for what the API calls by codes; scenarios use the words only."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
)  # fmt: skip

FORMS: Final = {
    "педагог – педагог": "PEER",
    "учитель – учитель": "PEER",
    "воспитатель – воспитатель": "PEER",
    "преподаватель – преподаватель": "PEER",
    "руководитель – педагог": "HEAD_TEACHER",
    "директор – педагог": "HEAD_TEACHER",
    "руководитель колледжа – преподаватель": "HEAD_TEACHER",
    "преподаватель колледжа – молодой преподаватель": "COLLEGE_YOUNG_TEACHER",
    "руководитель образовательной организации – педагог": "HEAD_TEACHER",
    "работодатель – студент": "EMPLOYER_STUDENT",
    "педагог вуза – молодой педагог": "HIGHER_SCHOOL_YOUNG_TEACHER",
    "педагог колледжа – молодой педагог": "COLLEGE_YOUNG_TEACHER",
}
TYPES: Final = {
    "традиционное": "traditional",
    "в группе": "group",
    "виртуальное": "virtual",
    "краткосрочное": "goal_setting",
    "реверсивное": "reverse",
    "ситуационное": "situational",
}
TOPICS: Final = {
    "содержание предмета": "subject_content",
    "методика": "teaching_methods",
    "воспитание": "upbringing",
    "организация урока": "lessons_and_activities",
    "психологическая поддержка": "psychological_support",
    "новые технологии": "new_technologies",
}
MATERIAL_TOPICS: Final = {
    "содержание предмета": "subject_content",
    "методика": "teaching_methods",
    "воспитание": "upbringing",
    "уроки и занятия": "lessons_and_activities",
    "психологическая поддержка": "psychological_support",
}
DIRECTIONS: Final = {
    "адаптация": "adaptation",
    "предмет": "subject",
    "методика": "methodical",
    "психология": "psychological",
    "документы": "documents",
    "цифровые технологии": "digital",
    "саморазвитие": "self_development",
    "нормативные акты": "law_study",
    "социальные компетенции": "social",
    "новаторство": "innovation",
    "практико-ориентированные технологии": "practice_oriented",
}
ORDERS: Final = {
    "об утверждении Положения": "regulation_approval",
    "об изменении Положения": "regulation_amendment",
    "об утверждении дорожной карты": "roadmap_approval",
    "о назначении куратора": "curator_appointment",
    "об освобождении куратора": "curator_relief",
    "о составе объединения": "association_composition",
    "о закреплении": "pair_assignment",
    "о замене наставника": "mentor_replacement",
    "об освобождении наставника": "mentor_relief",
    "об изменении программы": "programme_change",
    "о прекращении программы": "programme_termination",
    "об освобождении от обязанностей": "duty_release",
    "о поощрении": "encouragement",
}
REASONS: Final = {
    "расторжение трудового договора": "contract_ended",
    "перевод": "transfer",
    "просьба": "request",
    "неисполнение обязанностей": "non_performance",
    "иное": "other",
}
LEVELS: Final = {
    "в организации": "institution",
    "в муниципалитете": "municipal",
    "в регионе": "regional",
    "в стране": "federal",
}
SHORT_REASONS: Final = {
    "достаточная подготовка": "sufficient_training",
    "возвращение": "returning",
    "узкая задача": "narrow_task",
}
TRAINING: Final = {"начальный": "beginning", "базовый": "basic", "продвинутый": "advanced"}
PLACES: Final = {"сайт": "site", "социальные сети": "social_networks", "стенд": "information_stand"}
DATA: Final = {
    "фамилия, имя, отчество": "full_name",
    "должность": "position",
    "предмет": "subject",
    "квалификация": "qualification",
    "роль": "role",
    "пара": "pair",
    "результаты": "results",
}
SITE_ITEMS: Final = {
    "реализуемые программы": "running_programmes",
    "базы": "banks",
    "лучшие кейсы": "best_cases",
    "нормативная база": "normative_base",
    "методические рекомендации": "methodical_recommendations",
    "новости": "news",
    "иное": "other",
}


def day(text: str) -> date:
    """Read «1 сентября 2026»."""
    number, month, year = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(number))


def codes(words: str | Sequence[str], table: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of one word or of several."""
    told = (words,) if isinstance(words, str) else words
    return tuple(table[word] for word in told)
