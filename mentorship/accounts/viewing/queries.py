"""Whom an administrator may see the product as, and what was looked at."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import grants_of, organisations_allowing
from mentorship.accounts.models import Membership, Person, Viewing
from mentorship.accounts.models.person import PersonQuerySet
from mentorship.accounts.permissions import Permission
from mentorship.accounts.ties import ties_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KEY = "viewing"


class Obstacle(StrEnum):
    """Why an administrator may not see the product as somebody."""

    SELF = "self"
    ADMINISTRATOR = "administrator"
    ELSEWHERE = "elsewhere"
    SHUT_OUT = "shut_out"


OBSTACLES: "dict[Obstacle, _StrPromise]" = {
    Obstacle.SELF: _("You see the product as yourself already."),
    Obstacle.ADMINISTRATOR: _("Nobody looks as another administrator."),
    Obstacle.ELSEWHERE: _(
        "They are known to another organisation as well, whose pages are not yours to see."
    ),
    Obstacle.SHUT_OUT: _("They may not sign in, so there is nothing that they see."),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One who looked, as a person reads of it."""

    viewing: Viewing
    name: str


def viewable_people(viewer: Person, words: str = "") -> PersonQuerySet:
    """Return the people of the viewer's organisations whose name or address holds the words."""
    allowed = organisations_allowing(viewer, Permission.MANAGE_ORGANISATION)
    theirs = Membership.objects.current().filter(organisation_id__in=allowed)
    people = Person.objects.who_can_sign_in().filter(pk__in=theirs.values("person_id"))
    people = people.exclude(pk=viewer.pk)
    if words:
        people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
    return people.by_name()


def obstacle(viewer: Person, person: Person) -> Obstacle | None:
    """Return why the viewer may not look as the person, or None where they may."""
    if viewer == person:
        return Obstacle.SELF
    if not person.is_active:
        return Obstacle.SHUT_OUT
    held = grants_of(person)
    if any(grant.allows(Permission.MANAGE_ORGANISATION) for grant in held):
        return Obstacle.ADMINISTRATOR
    allowed = organisations_allowing(viewer, Permission.MANAGE_ORGANISATION)
    known_to = ties_of([person])
    if not known_to or not known_to <= allowed:
        return Obstacle.ELSEWHERE
    return None


def current_viewing(viewer: Person, session: Any) -> Viewing | None:
    """Return the viewing that the session says, while it runs and may go on."""
    kept = session.get(KEY)
    if not kept:
        return None
    running = Viewing.objects.running().filter(pk=kept, viewer=viewer)
    viewing = running.select_related("person").first()
    if viewing is None or obstacle(viewer, viewing.person) is not None:
        return None
    return viewing
