"""Refusals about what people decide beside the matcher: pins, bans, tolerance, weights, shortlists."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "PairBannedByCurator": "Куратор запретил эту пару; сначала снимите запрет.",
        "PairPinnedByCurator": "Эта пара закреплена куратором; сначала снимите закрепление.",
        "MenteePinnedElsewhere": "В этом подборе наставляемый закреплён за другим наставником; "
        "сначала снимите то закрепление.",
        "PairNotPinned": "В этом подборе такая пара не закреплена.",
        "PairNotBanned": "Запрета на эту пару нет.",
        "PairReasonMissing": "Напишите причину: она понадобится тем, кто будет читать решение.",
        "PairProposedAlready": "Эта пара и так предложена; выбирать вместо неё нечего.",
        "PairImpossible": "Эта пара невозможна: {why}.",
        "NothingProposed": "Закреплённые пары противоречат правилам, поэтому пары не предложены и сравнивать "
        "нечего; сначала снимите лишние закрепления.",
        "NoNextBest": "Пока разрешено уступать часть соответствия, распределения не выстраиваются "
        "от лучшего к худшему. Поставьте допуск 0 и подберите пары заново.",
        "TooManyForBest": "Этот подбор слишком велик: лучшие распределения перечисляются, когда наставляемых "
        "с допустимыми наставниками не больше {most}. Вместо этого можно узнать цену отдельной пары (price) "
        "или другие варианты для одного человека (alternatives).",
        "ToleranceOutOfBounds": "Уступить можно не больше {percent} процентов лучшего соответствия.",
        "WeightsOutOfBounds": "Вес каждого критерия — от нуля, а все вместе дают от 1 до 1000 баллов; "
        "сейчас получается {total}.",
        "WeightsInPast": "Веса критериев действуют со дня решения ({on}) или позже, а не с {since}.",
        "ShortlistSizeOutOfBounds": "В предварительном списке — от 1 до {most} наставников на каждого "
        "наставляемого.",
    }
)
