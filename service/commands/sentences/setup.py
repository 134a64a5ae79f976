"""Refusals about an institution and its regulation."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "RegulationNotInForce": "В организации ещё не действует Положение о наставничестве: "
        "сначала его нужно заполнить, утвердить приказом и ввести в действие.",
        "InstitutionAlreadyRegistered": "Организация с этим кодом уже зарегистрирована.",
        "ZoneUnknown": "Такого часового пояса нет: выберите его из перечня часовых поясов.",
        "RegulationIncomplete": "Положение нельзя утвердить: не заполнены поля — {fields}.",
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
        "NoActiveCurator": "Этот человек сейчас не куратор: освобождать его не от чего.",
        "AmendmentEmpty": "Новая редакция ничего не меняет: все значения уже такие.",
        "NoAmendmentDrafted": "Проекта новой редакции Положения нет: сначала подготовьте его.",
        "AmendmentBeforeLastVersion": "Новая редакция не может действовать с {since}: "
        "прежняя начинает действовать {last_since_on}.",
        "PublicationBeforeApproval": "Опубликовать Положение {published_on} нельзя: "
        "оно утверждено {approved_on}.",
        "PublicationInFuture": "Дата публикации {published_on} ещё не наступила: сегодня {on}.",
        "AmendmentOfAnother": "Приказ о новой редакции меняет только Положение своей организации.",
        "RoleNotHeld": "У этого человека такой роли нет.",
    }
)
