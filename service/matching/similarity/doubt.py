"""Phrases that no measure may be sure of: they say less than a wording, more than one or the contrary."""

import re
from functools import cache

from service.regulations.vocabulary import normalised, vocabulary

_EXCLUSION = re.compile(r"\b(?:не|ни|нет|кроме|без|исключая|исключением)\b")
_JOINT = re.compile(r"\s*,\s*|\s+и\s+")
_WORD = re.compile(r"\w+")

_STOP_WORDS = re.compile(
    r"(?:помощ|помоч|помог|нужн|нужен|надо|мог|мож|хочу|хотел|люб|вс[её]|вопрос|консультац|консультир|поддержк"
    r"|молод|специалист|начинающ|предмет|согласован|администрац|руководител|умени|уме[юе]|учител|педагог"
    r"|преподавател|воспитател|наставник|наставничеств|опыт|прочее|другое|[шрг]?мо)\w{0,3}"
    r"|а|бы|в|во|для|до|же|и|из|или|к|ко|меня|мне|на|о|об|от|по|при|с|со|у|я"
)
"""Words that name no competency, whatever their ending: asking, offering, roles and what joins them."""
_ENDING = 3
"""Most letters of an ending: «математик» is also «математике» and «математикой», but not «математическая»."""

_LOOK_ALIKES = str.maketrans("авекмнорстухѕі", "abekmhopctyxsi")
_SHORTEST_SUBJECT = 5


def doubtful(phrase: str) -> bool:
    """Return whether the phrase excludes something or holds no word that could name a competency."""
    text = normalised(phrase)
    return bool(_EXCLUSION.search(text)) or _says_nothing(text)


def parts_of_compound(phrase: str) -> tuple[str, ...]:
    """Return what «и» and commas join in the phrase, nothing if they join nothing."""
    parts = tuple(part for part in _JOINT.split(normalised(phrase)) if part)
    return parts if len(parts) > 1 else ()


def as_code(phrase: str) -> str:
    """Return the phrase as the code it may be: capitals, Latin letters for Cyrillic ones that look alike."""
    return normalised(phrase).translate(_LOOK_ALIKES).upper()


def _says_nothing(text: str) -> bool:
    return vocabulary().subjects.find(text) is not None or all(map(_empty, _WORD.findall(text)))


def _empty(word: str) -> bool:
    stems = (word[: len(word) - size] for size in range(_ENDING + 1))
    return _STOP_WORDS.fullmatch(word) is not None or not _subject_stems().isdisjoint(stems)


@cache
def _subject_stems() -> frozenset[str]:
    """Return the subjects of one word without their ending: «математик» for «математика»."""
    names = [
        normalised(text) for term in vocabulary().subjects.terms for text in (term.label, *term.synonyms)
    ]
    return frozenset(name[:-1] for name in names if name.isalpha() and len(name) >= _SHORTEST_SUBJECT)
