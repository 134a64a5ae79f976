"""A repair in Russian: one sentence per change, and what is proven. Names stand in the nominative."""

from collections.abc import Callable

from service.matching.pricing.repair import Proof
from service.matching.pricing.turns import (
    FOR_OTHERS,
    GIVES_PLACE,
    HAD_NONE,
    MENTOR_LEFT,
    NO_ROOM,
    NOT_ALLOWED,
    Turn,
)

Name = Callable[[str], str]
"""Returns the name of a person by id."""

_WHY = {
    MENTOR_LEFT: "потому что {by} больше не участвует",
    NOT_ALLOWED: "потому что правила больше не допускают прежнюю пару ({by})",
    NO_ROOM: "потому что с прежним наставником ({by}) продолжить нельзя",
    GIVES_PLACE: "прежде {leaves}; освободившееся место занимает {by}",
    FOR_OTHERS: "прежде {leaves}; так пару получают другие",
}


def sentence(turn: Turn, name: Name) -> str:
    """Return one change of a repair as a sentence."""
    who = name(turn.mentee)
    if turn.cause == HAD_NONE:
        return f"{who}: появляется наставник — {name(turn.joins or '')}."
    people = {"by": name(turn.by or ""), "leaves": name(turn.leaves or "")}
    what = "остаётся без наставника" if turn.joins is None else f"наставник теперь {name(turn.joins)}"
    return f"{who}: {what}, {_WHY[turn.cause].format(**people)}."


def proof_sentence(proof: Proof) -> str:
    """Return what is proven about a repair."""
    possible = proof.pairs - proof.gone
    if possible == 0:
        return "Прежних пар, которые могли бы продолжаться, нет."
    kept = f"Сохранено пар: {proof.kept} из {possible}, которые могут продолжаться."
    if proof.kept == possible:
        return f"{kept} Ни одна из них не меняется."
    if proof.proven:
        return f"{kept} Доказано: при том же числе наставляемых с парой сохранить больше нельзя."
    return f"{kept} Лучшее не доказано: не исключено, что можно сохранить {proof.most_kept}."
