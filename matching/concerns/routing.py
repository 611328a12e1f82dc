"""To whom a concern goes: a named person, never one whom it is about, and who is told when late.

The hours are hours of the clock, nights and weekends included: whoever waits for help waits through
them too. They do not stop while the match rests: what is not right does not rest with it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from matching.concerns.enums import Channel, Severity
from matching.models import Concern, ConcernContact, ConcernRoute, Match
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from programmes.models import Programme, TeamMember

COORDINATING = [role for role in Role if Permission.MANAGE_MATCHES in ROLE_PERMISSIONS[role]]


@dataclass(frozen=True, slots=True)
class Named:
    """Who reads a concern, and who is told when nobody takes it in hand in time."""

    person: Person
    next_person: Person | None = None


def route_of(programme: Programme) -> ConcernRoute:
    """Return who answers in a programme and how soon; the usual hours where nobody said."""
    stored = ConcernRoute.objects.select_related("handler", "deputy").filter(programme=programme)
    return stored.first() or ConcernRoute(programme=programme)


def contact_of(programme: Programme) -> ConcernContact | None:
    """Return whom the programme's organisation names, with their deputy; None where nobody."""
    rows = ConcernContact.objects.select_related("person", "deputy")
    return rows.filter(organisation=programme.organisation_id).first()


def answer_by(route: ConcernRoute, severity: str, since: datetime) -> datetime:
    """Return by when a concern of that severity is to be taken in hand and answered."""
    return since + timedelta(hours=hours_of(route)[severity])


def hours_of(route: ConcernRoute) -> dict[str, int]:
    """Return the hours of each severity."""
    return {
        Severity.URGENT: route.urgent_hours,
        Severity.NORMAL: route.normal_hours,
        Severity.LOW: route.low_hours,
    }


def named_for(
    programme: Programme, *, raised_by: Person, match: Match | None = None
) -> dict[Channel, Named | None]:
    """Return who would read a concern by each way, None where there is nobody; four queries."""
    involved = involved_in(raised_by, match)
    return {channel: _first_two(people_for(programme, channel, involved)) for channel in Channel}


def people_for(
    programme: Programme, channel: Channel | str, involved: Collection[UUID] = ()
) -> list[Person]:
    """Return who may read concerns that come this way, whoever is asked first in front.

    Of the programme: whom it names, their deputy, then lead coordinators and coordinators by name.
    Of the organisation: its named contact and the deputy, as long as they coordinate nothing there.
    Nobody who is involved, and nobody who cannot sign in.
    """
    found = _contacts(programme) if channel == Channel.CONTACT else _coordinators(programme)
    unique = dict.fromkeys(found)
    return [person for person in unique if person.can_sign_in and person.pk not in involved]


def involved_in(raised_by: Person, match: Match | None) -> frozenset[UUID]:
    """Return the ids of those whom a concern is about, and of whoever raised it."""
    people = match.people if match is not None else []
    return frozenset({raised_by.pk, *(person.pk for person in people)})


def others_who_may_answer(concern: Concern) -> list[Person]:
    """Return to whom a concern may be handed on."""
    involved = involved_in(concern.raised_by, concern.match) | {concern.handler_id}
    return people_for(concern.programme, concern.channel, involved)


def next_for(concern: Concern) -> Person | None:
    """Return who is told of a concern that is late; None where there is nobody else."""
    return next(iter(others_who_may_answer(concern)), None)


def coordinators_in_organisation(organisation_id: UUID) -> set[UUID]:
    """Return the ids of all who coordinate anything in an organisation now."""
    team = TeamMember.objects.current().filter(
        programme__organisation=organisation_id, role__in=COORDINATING
    )
    return set(team.values_list("person_id", flat=True))


def _first_two(people: list[Person]) -> Named | None:
    """Return the first of several people, and who comes after them."""
    return Named(people[0], people[1] if len(people) > 1 else None) if people else None


def _coordinators(programme: Programme) -> Iterable[Person]:
    """Yield who coordinates the programme now, whoever its route names in front."""
    team = TeamMember.objects.current().filter(programme=programme, role__in=COORDINATING)
    rows = list(team.select_related("person").order_by("person__name", "person_id"))
    people = {row.person_id for row in rows}
    route = route_of(programme)
    yield from (each for each in (route.handler, route.deputy) if each and each.pk in people)
    yield from (row.person for row in rows if row.role == Role.LEAD_COORDINATOR)
    yield from (row.person for row in rows)


def _contacts(programme: Programme) -> Iterable[Person]:
    """Yield the organisation's named contact and the deputy, unless they coordinate."""
    contact = contact_of(programme)
    if contact is None:
        return
    coordinating = coordinators_in_organisation(programme.organisation_id)
    named = (contact.person, contact.deputy)
    yield from (each for each in named if each and each.pk not in coordinating)
