"""The Russian sentence of every refusal, with the clause it rests on. A test proves that none is missing."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from service.errors import NotAllowed, NotFound, Refused
from service.regulations.clauses import russian
from service.regulations.fields import FIELDS
from service.regulations.requirements import clauses

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "RegulationNotInForce": "В организации ещё не действует Положение о наставничестве: "
        "сначала его нужно заполнить, утвердить приказом и ввести в действие.",
        "InstitutionAlreadyRegistered": "Организация с этим кодом уже зарегистрирована.",
        "RegulationIncomplete": "Положение нельзя утвердить: не заполнены поля — {fields}.",
        "HeadNotNamed": "Положение утверждает руководитель: сначала назовите его.",
        "RegulationFaulty": "Положение заполнено с ошибками: {faults}.",
        "RegulationNotConfigured": "Проекта Положения нет: сначала заполните его.",
        "RegulationAlreadyApproved": "Положение уже утверждено приказом; изменения вносятся новой редакцией.",
        "RegulationNotApproved": "Положение ещё не утверждено приказом руководителя.",
        "CouncilConsiderationMissing": "Положение сначала рассматривает педагогический совет: "
        "укажите номер и дату протокола.",
        "CouncilProtocolAfterOrder": "Протокол педагогического совета ({protocol_on}) "
        "не может быть позже приказа ({order_on}).",
        "TradeUnionAgreementMissing": "Положение сначала согласуется с профсоюзной организацией: "
        "укажите дату согласования.",
        "TradeUnionAgreementAfterOrder": "Согласование с профсоюзом ({agreed_on}) "
        "не может быть позже приказа ({order_on}).",
        "ApprovalBeforeForce": "Положение не может действовать с {since}: оно утверждено {approved_on}.",
        "CuratorOutsidePool": "Куратор назначается из числа заместителей руководителя.",
        "CuratorAlreadyAppointed": "Куратор уже назначен; сначала освободите прежнего.",
        "NoActiveCurator": "Куратор не назначен, освобождать некого.",
        "RoadmapAlreadyApproved": "Дорожная карта уже утверждена.",
        "OwnRoadmapNotApproved": "Дорожную карту утверждает руководитель, а не её составитель.",
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
        "PhraseUnknown": "Такой формулировки в анкете нет: их {count}.",
        "MenteeConsentMissing": "Без согласия на обработку персональных данных "
        "в банк наставляемых не вносят.",
        "ProfessionalRequestMissing": "Нужен хотя бы один профессиональный запрос.",
        "RequestPhraseUnknown": "Такой формулировки в запросе нет: их {count}.",
        "PersonAlreadyRegistered": "Человек с таким именем и контактом уже записан.",
        "MatchRoundClosed": "Этот подбор закрыт; откройте новый.",
        "InterestInOneself": "Человек не может быть наставником самому себе.",
        "CompetencyUnknown": "В справочнике этой организации нет компетенции {code}.",
        "BanksEmpty": "Подбирать пока не из кого: наставников — {mentors}, наставляемых — {mentees}. "
        "Загрузите банки из книги Excel.",
        "CalendarYearUnknown": "Производственного календаря на {year} год в программе нет: срок не вычислен.",
        "KeyDestroyed": "Сведения об этом человеке стёрты: к прежней записи ничего добавить нельзя.",
        "KeyReused": "Этот ключ команды уже использован для другого запроса.",
        "Conflict": "Данные одновременно меняли другие; ничего не записано, повторите действие.",
    }
)

NOT_ALLOWED: Final = "У вас нет права на это действие в этой организации."
NOT_FOUND: Final = "Такой записи в этой организации нет."
OTHERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "InstitutionUnknown": "Организации с кодом «{institution}» нет. Коды показывает команда demo.",
        "SeedUnknown": "Положения для организации с кодом «{institution}» в программе нет.",
    }
)


def sentence(refusal: Exception, *, institution: str) -> str:
    """What the user reads when the service says no: a sentence and, where one exists, the clause."""
    if isinstance(refusal, NotAllowed):
        return NOT_ALLOWED
    if isinstance(refusal, NotFound):
        return OTHERS.get(type(refusal).__name__, NOT_FOUND).format(institution=institution)
    if not isinstance(refusal, Refused):
        raise refusal
    text = SENTENCES[type(refusal).__name__].format(
        **{name: _shown(fact) for name, fact in refusal.facts.items()}
    )
    found = clauses_of(refusal, institution=institution)
    return f"{text.removesuffix('.')} ({'; '.join(found)})." if found else text


def clauses_of(refusal: Refused, *, institution: str) -> tuple[str, ...]:
    """The clauses of the institution's own documents behind a refusal, in Russian, at most two."""
    if refusal.requirement is None:
        return ()
    return tuple(russian(clause) for clause in clauses(refusal.requirement, institution)[:2])


def _shown(fact: object) -> str:
    if isinstance(fact, date):
        return f"{fact:%d.%m.%Y}"
    if isinstance(fact, tuple):
        return ", ".join(_field_label(str(part)) for part in fact)
    return str(fact)


def _field_label(name: str) -> str:
    return f"«{FIELDS[name].label}»" if name in FIELDS else name
