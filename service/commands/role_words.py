"""The roles in Russian, as pages and the command line name them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.access import Role

ROLES: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.HEAD: "Руководитель",
        Role.CURATOR: "Куратор",
        Role.MENTOR: "Наставник",
        Role.MENTEE: "Наставляемый",
        Role.ASSOCIATION: "Методическое объединение",
        Role.STAFF: "Работник",
        Role.AUDITOR: "Проверяющий",
        Role.SYSTEM_ADMINISTRATOR: "Системный администратор",
        Role.TRADE_UNION_CHAIR: "Председатель профсоюза",
        Role.PEDAGOGICAL_COUNCIL: "Педагогический совет",
        Role.OPERATOR: "Оператор сервера",
    }
)
