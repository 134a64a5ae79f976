"""What stands on the site leaves it when a consent ends; whoever ends a consent saves that with it."""

from typing import Final, get_args

from service.aggregates.dissemination import Dissemination
from service.aggregates.site import Site
from service.commands.work import Work, fixed_id
from service.events import Aggregate
from service.ids import id_of, random_part
from service.values import DisclosedField, PublicationPlace

FIELDS: Final[tuple[DisclosedField, ...]] = get_args(DisclosedField)
PLACES: Final[tuple[PublicationPlace, ...]] = get_args(PublicationPlace)


def find_site(work: Work) -> Site | None:
    """The section of the institution's site, if it was created."""
    return work.log.find(Site, fixed_id(work.institution, "site"))


def permission_of(work: Work, person: str) -> Dissemination | None:
    """What a person lets the institution make public, if he ever said so."""
    return work.log.find(Dissemination, id_of(work.institution, "dissemination", random_part(person)))


def allowed_in(work: Work, permission: Dissemination | None, place: PublicationPlace) -> frozenset[str]:
    """The fields that a person lets the institution show in a place on the business date."""
    if permission is None:
        return frozenset()
    return frozenset(field for field in FIELDS if permission.allows(field=field, place=place, on=work.on))


def taken_off(work: Work, *, subject: str) -> tuple[Aggregate, ...]:
    """Take off everything that shows a thing whose authors agree no more; give what changed."""
    site = find_site(work)
    if site is None:
        return ()
    site.withdraw_of_subject(subject=subject, reason="consent_withdrawn", on=work.on)
    return (site,)


def taken_off_of(work: Work, *, person: str, permission: Dissemination | None) -> tuple[Aggregate, ...]:
    """Take off everything that shows more of a person than his permission allows now (R-146)."""
    site = find_site(work)
    if site is None:
        return ()
    allowed: dict[str, frozenset[str]] = {place: allowed_in(work, permission, place) for place in PLACES}
    site.withdraw_of_person(person=person, allowed=allowed, on=work.on)
    return (site,)
