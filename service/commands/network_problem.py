"""The joint question of several institutions: those left without a pair at home, and the places left there.

What is decided here (A-08, A-21 and A-49 of the requirements speak of outsiders, no regulation of a network):

- Home comes first. Every institution proposes as in its own round: its wishes (pins, bans, weights,
  tolerance), caps, forms and admission decide there. Who finds a pair at home is not asked again, and no
  place that a home pair takes is given away.
- Two institutions are joined by an agreement that both recorded and that is in force on the day.
- Between institutions only people take part whose regulation knows the type virtual and who named it
  themselves: silence, which at home accepts every type, lets nobody's data leave. Consent to the processing
  of personal data, entry into the bank and admission are asked for as at home; who lacks them is excluded
  with the clause of his institution.
- The form must be common. A form of an institution's own (``CUSTOM``) is no other institution's form, and a
  head leads at home only, since his form rests on being the head; nobody else leads in it (M-10).
- Nobody is his own mentor, though two institutions employ him: equal names count as one person (R-069).
- Weights hold if all institutions set the same; otherwise the usual table decides between institutions.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec.structs import replace

from service.commands.bank_view import BankView
from service.commands.people import normalised
from service.matching.candidates.rules import HEAD_TEACHER
from service.matching.formats.problem import Forbidden, Mentee, Mentor, Pair, Problem
from service.matching.formats.proposal import Proposal

VIRTUAL: Final = "virtual"
OWN_FORM: Final = "CUSTOM"


@dataclass(frozen=True, slots=True)
class Home:
    """An institution: its banks, the question they put at home, and the proposal for that."""

    view: BankView
    problem: Problem
    proposal: Proposal

    @property
    def code(self) -> str:
        """The code of the institution."""
        return self.view.institution

    def places_left(self) -> dict[str, int]:
        """The places that the home proposal leaves, by mentor."""
        led = Counter(pair.mentor for pair in self.proposal.pairs)
        return {mentor.id: mentor.capacity - led[mentor.id] for mentor in self.problem.mentors}

    def free_places(self) -> int:
        """How many of these places somebody could still take: not those of mentors who take no part."""
        absent = {each.id for each in self.problem.excluded}
        return sum(places for mentor, places in self.places_left().items() if mentor not in absent)


def own_form(institution: str) -> str:
    """The code of a form that an institution made for itself, among those of others."""
    return f"{OWN_FORM}-{institution}"


def network_problem(homes: Sequence[Home], *, joined: frozenset[frozenset[str]]) -> Problem:
    """Put what is left of several institutions as one question; ``joined`` are pairs of codes."""
    open_to_others = frozenset(code for pair in joined for code in pair)
    mentors = [mentor for home in homes for mentor in _mentors(home, open_to_others)]
    mentees = [mentee for home in homes for mentee in _mentees(home, open_to_others)]
    people = {person.id for person in (*mentors, *mentees)}
    weights = [home.view.wishes.weights for home in homes]
    same = all(each == weights[0] for each in weights)
    return Problem(
        mentors=tuple(mentors),
        mentees=tuple(mentees),
        interest=tuple(each for home in homes for each in home.problem.interest if _both(each, people)),
        forbidden=tuple(
            {
                each.key: each
                for each in (
                    *not_joined(mentors, mentees, joined),
                    *_same_people(homes, mentors, mentees),
                    *(each for home in homes for each in home.problem.forbidden if _both(each, people)),
                )
            }.values()
        ),
        excluded=tuple(each for home in homes for each in home.problem.excluded if each.id in people),
        weights=dict(weights[0]) if same and weights[0] is not None else None,
    )


def not_joined(
    mentors: Iterable[Mentor], mentees: Iterable[Mentee], joined: frozenset[frozenset[str]]
) -> Iterator[Forbidden]:
    """Forbid pairs of institutions that are both in the network, but not with each other.

    An agreement binds two and no third. Only pairs that could come about are named, so that a large network
    does not write down everybody with everybody.
    """
    ready = [mentor for mentor in mentors if _crosses(mentor) and mentor.capacity]
    for mentee in filter(_crosses, mentees):
        for mentor in ready:
            both = frozenset((str(mentee.institution), str(mentor.institution)))
            if len(both) > 1 and both not in joined and mentor.competencies.keys() & mentee.request.keys():
                yield Forbidden(mentee=mentee.id, mentor=mentor.id)


def _crosses(person: Mentor | Mentee) -> bool:
    return person.network and VIRTUAL in person.types


def _both(pair: Pair, people: set[str]) -> bool:
    return pair.mentee in people and pair.mentor in people


def _mentors(home: Home, open_to_others: frozenset[str]) -> Iterator[Mentor]:
    """The mentors with the places that home leaves; who leads a group there leads no other."""
    leading = {group.mentor for group in home.proposal.groups}
    places = home.places_left()
    named = _who_named_virtual(home.view.mentors)
    for mentor in home.problem.mentors:
        left = places[mentor.id]
        leads = mentor.id not in leading and mentor.group is not None and left >= mentor.group.min
        yield replace(
            mentor,
            capacity=left,
            group=mentor.group if leads else None,
            types=_types(mentor, named),
            forms=_forms_of_mentor(home, mentor),
            head_of=tuple(_unit(home, unit) for unit in mentor.head_of),
            institution=home.code,
            network=_takes_part(home, open_to_others) and not mentor.head_of,
        )


def _mentees(home: Home, open_to_others: frozenset[str]) -> Iterator[Mentee]:
    settled = {pair.mentee for pair in home.proposal.pairs}
    named = _who_named_virtual(home.view.mentees)
    for mentee in home.problem.mentees:
        if mentee.id not in settled:
            yield replace(
                mentee,
                types=_types(mentee, named),
                forms=_forms(home, mentee),
                department=None if mentee.department is None else _unit(home, mentee.department),
                institution=home.code,
                network=_takes_part(home, open_to_others),
            )


def _takes_part(home: Home, open_to_others: frozenset[str]) -> bool:
    return home.code in open_to_others and VIRTUAL in home.view.regulation.types


def _who_named_virtual(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The people who named the type themselves; others of the bank do so by saying nothing, at home only."""
    return frozenset(row["id"] for row in rows if VIRTUAL in row["types"])


def _types(person: Mentor | Mentee, named: frozenset[str]) -> tuple[str, ...]:
    return tuple(each for each in person.types if each != VIRTUAL or person.id in named)


def _forms(home: Home, person: Mentor | Mentee) -> tuple[str, ...]:
    return tuple(own_form(home.code) if form == OWN_FORM else form for form in person.forms)


def _forms_of_mentor(home: Home, mentor: Mentor) -> tuple[str, ...]:
    """The forms of a mentor; that of the head is for the head alone (M-10)."""
    forms = _forms(home, mentor)
    return forms if mentor.head_of else tuple(form for form in forms if form != HEAD_TEACHER)


def _unit(home: Home, unit: str) -> str:
    """A unit of one institution, told apart from that of another: its head heads nobody elsewhere."""
    return f"{home.code}/{unit}"


def _same_people(
    homes: Sequence[Home], mentors: Iterable[Mentor], mentees: Iterable[Mentee]
) -> Iterator[Forbidden]:
    """Nobody who works in two institutions is proposed to himself; at home that is forbidden already."""
    names = {
        row["id"]: normalised(row["full_name"])
        for home in homes
        for row in (*home.view.mentors, *home.view.mentees)
    }
    named = _by_name(mentors, names.__getitem__)
    for mentee in mentees:
        for mentor in named.get(names[mentee.id], ()):
            if mentor.institution != mentee.institution:
                yield Forbidden(mentee=mentee.id, mentor=mentor.id, reason="same_person")


def _by_name(mentors: Iterable[Mentor], name: Callable[[str], str]) -> Mapping[str, Sequence[Mentor]]:
    found: dict[str, list[Mentor]] = {}
    for mentor in mentors:
        found.setdefault(name(mentor.id), []).append(mentor)
    return found
