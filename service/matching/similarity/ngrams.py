"""Similarity of texts by their characters: tf-idf over pieces of three to five letters."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_LENGTHS = (3, 4, 5)


class CharacterNgrams:
    """Cosines between phrases and fixed wordings; survives typos and endings, knows no meanings.

    Weights are (1 + ln tf) · (1 + ln((1 + N) / (1 + df))), the usual smoothed tf-idf.
    """

    def __init__(self, wordings: Sequence[str]) -> None:
        counts = [_pieces(text) for text in wordings]
        frequency = Counter(piece for each in counts for piece in each)
        self._column = {piece: index for index, piece in enumerate(sorted(frequency))}
        total = len(wordings)
        self._rarity = {piece: _rarity(total, found) for piece, found in frequency.items()}
        self._unseen = _rarity(total, 0)
        self._wordings = self._vectors(counts)

    def __call__(self, phrases: Sequence[str]) -> NDArray[np.float64]:
        """Give the cosines 0..1 of normalised phrases (rows) to the wordings (columns)."""
        return self._vectors([_pieces(text) for text in phrases]) @ self._wordings.T

    def _vectors(self, counts: Sequence[Counter[str]]) -> NDArray[np.float64]:
        vectors = np.zeros((len(counts), len(self._column)))
        for row, each in enumerate(counts):
            weights = {piece: self._weight(piece, times) for piece, times in each.items()}
            length = np.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            for piece in weights.keys() & self._column.keys():
                vectors[row, self._column[piece]] = weights[piece] / length
        return vectors

    def _weight(self, piece: str, times: int) -> float:
        return float((1 + np.log(times)) * self._rarity.get(piece, self._unseen))


def _rarity(total: int, found: int) -> float:
    return float(1 + np.log((1 + total) / (1 + found)))


def _pieces(text: str) -> Counter[str]:
    padded = f" {text} "
    if not text:
        return Counter()
    return Counter(padded[at : at + size] for size in _LENGTHS for at in range(len(padded) - size + 1))
