"""One whole life of the association: every event that it can record, once."""

from typing import Final

from service.aggregates.association import Association
from service.values import Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, TODAY, Happened, happened

_DECISION: Final = {"order": ORDER, "order_id": f"001/order/{1:032x}", "effective_from": TODAY}

KIND: Final = Association
LIFE: Final[tuple[Happened, ...]] = (
    happened(Association.AssociationRegisterOpened),
    happened(
        Association.AssociationCompositionProposed,
        members=(PERSON, OTHER),
        chair=PERSON,
        kind="комиссия",
        name=Pii(OTHER, "Комиссия наставников школы"),
        local_act=f"001/local_act/{1:032x}",
        proposed_by=OTHER,
    ),
    happened(Association.AssociationCompositionApproved, members=(PERSON, OTHER), chair=PERSON, **_DECISION),
    happened(Association.AssociationCompositionChanged, members=(OTHER,), chair=OTHER, **_DECISION),
    happened(
        Association.AssociationDissolutionProposed,
        reason=Pii(OTHER, "наставников осталось двое"),
        proposed_by=OTHER,
    ),
    happened(Association.AssociationDissolved, **_DECISION),
)
