"""Free text → competencies: which competency a curator's phrase means, and whether that is certain."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from service.matching.similarity.doubt import as_code, doubtful, parts_of_compound
from service.matching.similarity.ngrams import CharacterNgrams
from service.matching.similarity.split import split_phrases
from service.regulations.vocabulary import Competency, normalised, vocabulary

__all__ = ["Match", "NearestWording", "Similarity", "Thresholds", "load", "ngram_similarity", "split_phrases"]

CERTAIN = 1000
ALTERNATIVES = 3

Measure = Callable[[Sequence[str]], NDArray[np.float64]]
"""Similarities (−1 … 1) of normalised phrases (rows) to all wordings of the vocabulary (columns)."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a phrase was understood as.

    ``score`` is 0..1000, 1000 only for a wording of the vocabulary itself or a code; ``sure`` says that no
    curator need look at it; ``alternatives`` are the next three competencies with their scores, best first.
    """

    text: str
    code: str
    score: int
    sure: bool
    alternatives: tuple[tuple[str, int], ...]


class Similarity(Protocol):
    """Understands phrases; ``model`` names the model, its version and the state of the vocabulary."""

    @property
    def model(self) -> str:
        """Name and version, stored with every result."""

    def match(self, phrases: Sequence[str], *, codes: Collection[str]) -> tuple[Match, ...]:
        """Give the nearest of the competencies ``codes`` for each phrase, in the order of the phrases."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A match is sure from this score on when it leads the next competency by the margin (0..1000)."""

    score: int
    margin: int


class NearestWording:
    """Understands a phrase as the competency of its nearest wording, by any measure."""

    def __init__(
        self, *, name: str, measure: Measure, thresholds: Thresholds, competencies: Sequence[Competency]
    ) -> None:
        self.model = f"{name}, vocabulary {_digest(competencies)}"
        self.thresholds = thresholds
        self._measure = measure
        self._codes = [each.code for each in competencies]
        self._starts = np.cumsum([0, *(len(each.wordings) for each in competencies[:-1])])
        self._exact = {normalised(text): each.code for each in competencies for text in each.wordings}

    def match(self, phrases: Sequence[str], *, codes: Collection[str]) -> tuple[Match, ...]:
        """Give the nearest of the competencies ``codes`` for each phrase.

        A phrase that excludes something, says nothing or joins two competencies is never sure, unless the
        vocabulary has these very words. Raises ``ValueError`` when ``codes`` is empty or names an unknown
        competency.
        """
        if not codes or not set(codes) <= set(self._codes):
            raise ValueError("codes must be competencies of the vocabulary, at least one")
        matches = self._nearest(phrases, codes)
        compounds = {
            match.text: parts_of_compound(match.text) for match in matches if self._questionable(match)
        }
        parts = self._nearest(sorted({part for parts in compounds.values() for part in parts}), codes)
        meant = {part.text: part.code for part in parts if part.sure}
        several = {
            text
            for text, joined in compounds.items()
            if len({meant[part] for part in joined if part in meant}) > 1
        }
        return tuple(replace(match, sure=False) if match.text in several else match for match in matches)

    def _questionable(self, match: Match) -> bool:
        return match.sure and match.score < CERTAIN

    def _nearest(self, phrases: Sequence[str], codes: Collection[str]) -> tuple[Match, ...]:
        unique = sorted({normalised(phrase) for phrase in phrases})
        scores = dict(zip(unique, self._scores(unique), strict=True)) if unique else {}
        return tuple(self._match(phrase, scores[normalised(phrase)], codes) for phrase in phrases)

    def _scores(self, texts: Sequence[str]) -> NDArray[np.int64]:
        best = np.maximum.reduceat(self._measure(texts), self._starts, axis=1)
        # 999: only the vocabulary's own words are certain; six decimals first against float noise
        rounded: NDArray[np.int64] = np.rint(np.round(np.clip(best, 0.0, 0.999), 6) * 1000).astype(np.int64)
        return rounded

    def _match(self, phrase: str, scores: NDArray[np.int64], codes: Collection[str]) -> Match:
        exact = self._exact.get(normalised(phrase), as_code(phrase))
        points = {code: int(score) for code, score in zip(self._codes, scores, strict=True) if code in codes}
        if exact in points:
            points[exact] = CERTAIN
        ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
        (code, score), following = ranked[0], tuple(ranked[1 : 1 + ALTERNATIVES])
        sure = self._sure(score, following) and (score == CERTAIN or not doubtful(phrase))
        return Match(phrase, code, score, sure, following)

    def _sure(self, score: int, following: tuple[tuple[str, int], ...]) -> bool:
        lead = score - following[0][1] if following else score
        return score == CERTAIN or (score >= self.thresholds.score and lead >= self.thresholds.margin)


def _digest(competencies: Sequence[Competency]) -> str:
    lines = "\n".join(f"{each.code}\t{text}" for each in competencies for text in each.wordings)
    return hashlib.sha256(lines.encode()).hexdigest()[:8]


@cache
def ngram_similarity() -> Similarity:
    """Give the similarity that needs nothing but numpy: tf-idf over the characters of words."""
    competencies = vocabulary().competencies
    return NearestWording(
        name="character-ngrams 1",
        measure=CharacterNgrams(_wordings(competencies)),
        thresholds=Thresholds(score=300, margin=100),
        competencies=competencies,
    )


@cache
def load() -> Similarity:
    """Give the sentence model where its package is installed, else the fallback; about a second, once."""
    competencies = vocabulary().competencies
    try:
        # the package is young and optional: its absence must not stop an import of workbooks
        from service.matching.similarity.model import MODEL, SentenceModel  # noqa: PLC0415
    except ImportError:
        return ngram_similarity()
    return NearestWording(
        name=MODEL,
        measure=SentenceModel(_wordings(competencies)),
        thresholds=Thresholds(score=350, margin=110),
        competencies=competencies,
    )


def _wordings(competencies: Sequence[Competency]) -> tuple[str, ...]:
    return tuple(normalised(text) for each in competencies for text in each.wordings)
