"""What people write about themselves becoming codes: competencies, subjects, positions, forms and kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.commands.people import code_or_token
from service.commands.work import Work
from service.matching.similarity.similarity import Match, load
from service.regulations.vocabulary import vocabulary
from service.values import Alternative, CompetencyMapping


@dataclass(frozen=True, slots=True)
class Readings:
    """What each phrase means, by which model."""

    matches: Mapping[str, Match]
    model: str

    def mappings(self, phrases: Sequence[str]) -> tuple[CompetencyMapping, ...]:
        """The phrases as competencies, in their order."""
        return tuple(self._mapping(phrase) for phrase in phrases)

    def _mapping(self, phrase: str) -> CompetencyMapping:
        match = self.matches[phrase]
        return CompetencyMapping(
            code=match.code,
            score=match.score,
            sure=match.sure,
            model=self.model,
            alternatives=() if match.sure else tuple(Alternative(*other) for other in match.alternatives),
        )


def read_phrases(phrases: Sequence[str], *, kind: str) -> Readings:
    """Read phrases, or codes of competencies, as an institution of this kind understands them."""
    similarity = load()
    matches = similarity.match(sorted(set(phrases)), codes=vocabulary().competency_codes(kind))
    return Readings(matches={match.text: match for match in matches}, model=similarity.model)


def told(phrases: Sequence[str]) -> tuple[str, ...]:
    """The phrases that say something, each once, in their order."""
    return tuple(dict.fromkeys(phrase.strip() for phrase in phrases if phrase.strip()))


def position_code(work: Work, words: str | None) -> str | None:
    """The code of a position, or a token for one that the vocabulary does not know."""
    code = vocabulary().positions.find(words) if words else None
    return code_or_token(work, kind="position", words=words, code=code)


def subject_code(work: Work, words: str | None) -> str | None:
    """The code of a subject, or a token for one that the vocabulary does not know."""
    code = vocabulary().subjects.find(words) if words else None
    return code_or_token(work, kind="subject", words=words, code=code)
