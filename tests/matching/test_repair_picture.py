"""The picture in the documentation shows what the matcher does."""

from tests.matching.repair_picture import LEAVES, PICTURE, drawn, repaired


def test_the_picture_of_a_repair_is_drawn_from_a_solved_problem() -> None:
    assert PICTURE.read_text(encoding="utf-8") == drawn()


def test_the_repair_in_the_picture_changes_a_pair_that_could_stay_and_is_proven() -> None:
    _, pairs, result = repaired()
    assert result.proof is not None
    assert result.proof.proven
    assert result.proof.gone == len([pair for pair in pairs if pair.mentor == LEAVES])
    assert result.proof.matched == len(pairs)
    assert result.proof.changed >= 1
