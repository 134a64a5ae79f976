"""The ids of aggregates: ``{institution}/{kind}/{random part}``.

What belongs together shares the random part: a person and his entries in the banks (ADR 0002),
a pair and its programme.
"""


def institution_of(identity: str) -> str:
    """The code of the institution to which a thing belongs."""
    return identity.partition("/")[0]


def kind_of(identity: str) -> str:
    """The topic of the aggregate; empty where a text is no id."""
    return identity.partition("/")[2].partition("/")[0]


def random_part(identity: str) -> str:
    """The random part of an id; what is no id is returned whole."""
    return identity.rpartition("/")[2]


def id_of(institution: str, kind: str, number: str) -> str:
    """The id of a thing of an institution; ``number`` is its random part."""
    return f"{institution}/{kind}/{number}"


def belongs_to(identity: str, institution: str) -> bool:
    """Tell whether a text is the id of a thing of this institution."""
    return identity.startswith(f"{institution}/")


def sister_id(identity: str, kind: str) -> str:
    """The id of another kind with the same institution and random part."""
    return id_of(institution_of(identity), kind, random_part(identity))


def person_of(entry: str) -> str:
    """The person behind an entry in a bank."""
    return sister_id(entry, "person")


def same_person(one: str, other: str) -> bool:
    """Tell whether two ids of persons or entries belong to one person."""
    return random_part(one) == random_part(other)
