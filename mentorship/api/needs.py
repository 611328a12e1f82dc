"""What the edge puts on Today: who left the directory or came back, and endpoints that are away."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from matching.enums import MatchState
from mentorship.accounts.access import allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.api.enums import EndpointState
from mentorship.api.leaving import WHY
from mentorship.api.models import DirectoryRest, Endpoint
from programmes.models import Participant, Programme
from programmes.needs import Need, Urgency, tells_needs


def _gate() -> Q:
    """Tell of a programme whether a directory let a match rest, or left somebody out."""
    rests = DirectoryRest.objects.filter(
        match__cohort__programme=OuterRef("pk"), match__state=MatchState.PAUSED
    )
    left = Participant.objects.to_look_after().filter(
        cohort__programme=OuterRef("pk"),
        person__memberships__directory_entry__is_active=False,
    )
    return Exists(rests) | Exists(left)


@tells_needs(gate=_gate)
def needs_of_leaving(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield a need for each match that rests, and each place left, by a directory; two queries."""
    resting = DirectoryRest.objects.filter(
        match__cohort__programme=programme,
        match__state=MatchState.PAUSED,
        # Not one that people let rest later, for reasons of their own.
        match__rests__ends_on__isnull=True,
        match__rests__reason=WHY,
    )
    told = set()
    for rest in resting.select_related("match", "entry__membership__person").order_by("pk"):
        told.add(rest.entry.membership.person_id)
        yield _of_match(programme, rest)
    left = (
        Participant.objects.to_look_after()
        .filter(
            cohort__programme=programme,
            person__memberships__organisation=programme.organisation_id,
            person__memberships__directory_entry__is_active=False,
        )
        .exclude(person__in=told)
    )
    for place in left.select_related("person").order_by("pk"):
        yield _of_place(programme, place)


@tells_needs(
    gate=lambda: Exists(
        Endpoint.objects.filter(organisation=OuterRef("organisation"), state=EndpointState.PAUSED)
    )
)
def needs_of_endpoints(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield a need for each endpoint that we stopped telling, to administrators; one query."""
    organisation_id = programme.organisation_id
    if not allows(person, Permission.MANAGE_ORGANISATION, organisation_id=organisation_id):
        return
    away = Endpoint.objects.visible_to(person).filter(
        ~Q(paused_why=""), organisation=organisation_id, state=EndpointState.PAUSED
    )
    for endpoint in away:
        yield Need(
            key=f"api.endpoint.{endpoint.pk}",
            title=_("“%(name)s” is no longer told of news") % {"name": endpoint.name},
            reason=_("It did not take what we sent. What happens meanwhile waits."),
            action=_("Look at it"),
            url=reverse("organisation-webhook", args=[endpoint.pk]),
            urgency=Urgency.SOON,
        )


def _of_match(programme: Programme, rest: DirectoryRest) -> Need:
    """Say that a match waits for somebody to decide."""
    name = {"name": rest.entry.membership.person.name}
    is_back = rest.entry.is_active
    return Need(
        key=f"api.rest.{rest.pk}",
        title=_("%(name)s is back in the organisation") % name
        if is_back
        else _("%(name)s has left the organisation") % name,
        reason=_("Their match still rests: it goes on when you say so.")
        if is_back
        else _("Their match rests: end it kindly, or find the other somebody else."),
        action=_("Decide about the match"),
        url=reverse("matching:match", args=[programme.slug, rest.match_id]),
        urgency=Urgency.NOW,
    )


def _of_place(programme: Programme, place: Participant) -> Need:
    """Say that somebody who left still has a place."""
    return Need(
        key=f"api.left.{place.pk}",
        title=_("%(name)s has left the organisation") % {"name": place.person.name},
        reason=_("The directory says so, and they still have a place here."),
        action=_("Decide about their place"),
        url=reverse("programmes:participant", args=[programme.slug, place.pk]),
        urgency=Urgency.SOON,
        participants=frozenset({place.pk}),
    )
