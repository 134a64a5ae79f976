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
_WHY_IF = {
    **_WHY,
    MENTOR_LEFT: "если {by} уйдёт",
    GIVES_PLACE: "сейчас {leaves}; освободившееся место займёт {by}",
    FOR_OTHERS: "сейчас {leaves}; так пару получат другие",
}


def sentence(turn: Turn, name: Name, *, supposed: bool = False) -> str:
    """Return one change of a repair as a sentence; ``supposed`` tells that nobody has left yet."""
    who, joins = name(turn.mentee), name(turn.joins or "")
    if turn.cause == HAD_NONE:
        return f"{who}: {'появится' if supposed else 'появляется'} наставник — {joins}."
    people = {"by": name(turn.by or ""), "leaves": name(turn.leaves or "")}
    why = (_WHY_IF if supposed else _WHY)[turn.cause].format(**people)
    if turn.joins is None:
        return f"{who}: {'останется' if supposed else 'остаётся'} без наставника, {why}."
    return f"{who}: {'наставником станет' if supposed else 'наставник теперь'} {joins}, {why}."


def proof_sentence(proof: Proof, *, supposed: bool = False) -> str:
    """Return what is proven about a repair; ``supposed`` tells that nobody has left yet."""
    possible = proof.pairs - proof.gone
    if possible == 0:
        return "Прежних пар, которые могли бы продолжаться, нет."
    verb = "Сохранится" if supposed else "Сохранено"
    kept = f"{verb} пар: {proof.kept} из {possible}, которые могут продолжаться."
    if proof.kept == possible:
        return f"{kept} Ни одна из них не {'изменится' if supposed else 'меняется'}."
    if proof.proven:
        return f"{kept} Доказано: при том же числе наставляемых с наставником сохранить больше нельзя."
    return f"{kept} Лучшее не доказано: не исключено, что можно сохранить {proof.most_kept}."
