"""Refusals about orders and local acts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "HeadNotNamed": "Приказы подписывает руководитель: сначала назовите его.",
        "OrderKindWithoutEffect": "Приказ этого вида в программе пока ничего не решает.",
        "ControllerNotNamed": "Исполнение этого приказа контролирует {position}: укажите, кто это.",
        "OrderBeforeRegulation": "Приказ от {signed_on} издан раньше, чем начало действовать Положение "
        "({since}); проверьте дату.",
        "OrderWithoutSubjects": "В приказе не указано, о ком или о чём он.",
        "OrderSubjectRepeated": "В приказе что-то названо дважды, лишних повторов — {count}.",
        "OrderWithoutBasis": "В приказе нужно основание: выберите хотя бы один акт из списка.",
        "OrderNotDraft": "Приказ уже подписан или его проект отозван: текст больше не меняется, "
        "подготовьте новый.",
        "OrderNotIssued": "Приказ ещё не подписан руководителем.",
        "OrderInFuture": "Дата приказа {signed_on} ещё не наступила: сегодня {on}.",
        "OrderEffectBeforeSigning": "Приказ от {signed_on} не может действовать с {since}: "
        "обратной силы у него нет.",
        "NotNamedInOrder": "Приказ не обязывает этого человека знакомиться с ним.",
        "AcknowledgedBeforeOrder": "Ознакомиться {acknowledged_on} нельзя: приказ подписан {signed_on}.",
        "AcknowledgedInFuture": "Дата ознакомления {acknowledged_on} ещё не наступила: сегодня {on}.",
        "OrderAboutPersons": "Публикуются только приказы о Положении и дорожной карте: "
        "в остальных — сведения о людях.",
        "OrderPublishedBeforeSigning": "Опубликовать приказ {published_on} нельзя: он подписан {signed_on}.",
        "OrderPublishedInFuture": "Дата публикации {published_on} ещё не наступила: сегодня {on}.",
        "OrderControlClosed": "Приказ исполнен, контроль снят.",
        "OrderNumberMissing": "У приказа должен быть номер.",
        "OrderNumberNotFree": "Приказ № {number} в {year} году уже есть: укажите другой номер.",
        "ActUnknown": "Такого акта в списке нет (основание {place}): выберите из списка "
        "или внесите акт в нормативную базу.",
        "ActNotInForce": "На {on} этот акт не действует: {citation}. Выберите другое основание.",
        "ActAlreadyRegistered": "Акт № {number} от {issued_on} уже есть в нормативной базе.",
        "ActWithoutTitle": "Укажите название и номер акта.",
        "ActInForceBeforeItsDate": "Акт от {issued_on} не может действовать с {since}.",
        "ActLapsesBeforeForce": "Акт не может утратить силу {until}: он действует с {since}.",
        "SubjectsDoNotFit": "Приказ этого вида принимает решение о другом: проверьте, что в нём названо.",
        "CuratorByOwnOrder": "По Положению куратора назначают отдельным приказом.",
        "LocalActUntitled": "Укажите название локального акта.",
        "LocalActWithoutBasis": "Локальному акту нужно основание: выберите хотя бы один акт из списка.",
        "LocalActAlreadyIssued": "Локальный акт уже издан: "
        "изменения вносятся новым актом, который его заменит.",
        "LocalActNotIssued": "Заменить можно только изданный локальный акт.",
        "LocalActAlreadyReplaced": "Этот локальный акт уже заменён другим.",
        "LocalActNumberMissing": "У локального акта должен быть номер.",
        "LocalActInFuture": "Дата локального акта {signed_on} ещё не наступила: сегодня {on}.",
        "LocalActEffectBeforeSigning": "Локальный акт от {signed_on} не может действовать с {since}: "
        "обратной силы у него нет.",
        "LocalActReplacedTooEarly": "Заменить локальный акт с {replaced_on} нельзя: "
        "он сам действует только с {since}.",
        "OpinionInFuture": "Дата мнения {given_on} ещё не наступила: сегодня {on}.",
        "CuratorChangesLater": "Приказ о кураторе действует с {since}, а сегодня {on}: "
        "подпишите его в день, с которого он действует.",
    }
)
