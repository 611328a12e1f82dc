"""What communities put on a member's home: reports, their peer partner, and what may help."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from programmes.cards import Card
from training.communities.enums import PeerState
from training.communities.peers import pairs_of
from training.communities.suggestions import Suggestion, suggested_for, unknown_resources
from training.models import PeerPair, PostReport, Resource
from training.models.discussion import ResourceQuerySet
from training.models.peers import PeerPairQuerySet

REPORTS, PEER, MAY_HELP = 40, 50, 70


def open_reports(person: Person) -> QuerySet[PostReport, tuple[UUID, str, int]]:
    """Return in which communities reports wait for somebody, and how many."""
    return (
        PostReport.objects.visible_to(person)
        .filter(settled_at__isnull=True, discussion__community__closed_at__isnull=True)
        .values_list("discussion__community", "discussion__community__name")
        .annotate(count=Count("pk"))
        .order_by("discussion__community__name")
    )


def partners_not_met(person: Person) -> PeerPairQuerySet:
    """Return somebody's peer partners whom they have not met yet."""
    return pairs_of(person).filter(state=PeerState.ACTIVE, meetings__isnull=True)


def a_resource_to_know(person: Person) -> ResourceQuerySet:
    """Return one resource that might help somebody, where there is any."""
    return unknown_resources(person).filter(competencies__isnull=False)[:1]


def cards_of_reports(_person: Person, waiting: Iterable[tuple[UUID, str, int]]) -> Iterator[Card]:
    """Yield the reports that wait for the person."""
    for community, name, count in waiting:
        yield _reports(str(community), name, count)


def cards_of_partners(person: Person, pairs: Iterable[PeerPair]) -> Iterator[Card]:
    """Yield each partner not met yet."""
    yield from (_peer(pair, person) for pair in pairs)


def cards_of_suggestions(person: Person, _resources: Iterable[Resource]) -> Iterator[Card]:
    """Yield one thing that may help."""
    yield from (_may_help(each) for each in suggested_for(person)[:1])


def _reports(community: str, name: str, count: int) -> Card:
    """Say that members reported something."""
    title = ngettext(
        "%(count)d report in %(name)s waits for you",
        "%(count)d reports in %(name)s wait for you",
        count,
    )
    return Card(
        key=f"training.reports.{community}",
        title=title % {"count": count, "name": name},
        text=_("You moderate this community."),
        action=_("Look at it"),
        url=reverse("training:my-community-reports", args=(community,)),
        order=REPORTS,
    )


def _peer(pair: PeerPair, person: Person) -> Card:
    """Say who their peer partner is, as long as the two have not met."""
    facts = {"name": pair.partner_of(person).name, "day": date_format(pair.until, "j F")}
    return Card(
        key=f"training.peer.{pair.pk}",
        title=_("Meet %(name)s by %(day)s") % facts,
        text=_("You are peer partners in %(name)s.") % {"name": pair.community.name},
        action=_("See it"),
        url=reverse("training:peer", args=(pair.pk,)),
        order=PEER,
    )


def _may_help(suggestion: Suggestion) -> Card:
    """Name a resource that may help, and why."""
    resource = suggestion.resource
    return Card(
        key=f"training.may-help.{resource.pk}",
        title=_("This may help: %(title)s") % {"title": resource.title},
        text=suggestion.reason,
        action=_("See it"),
        url=reverse("training:my-community-resources", args=(resource.community_id,)),
        order=MAY_HELP,
    )
