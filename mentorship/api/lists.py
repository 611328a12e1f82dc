"""Rows of the administrator's pages, read in a constant number of queries."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from mentorship.accounts.access import organisations_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.api.enums import DeliveryState
from mentorship.api.models import AccessToken, Delivery, Endpoint, TokenUse

WEEK = timedelta(days=7)


def organisations_set_up_by(person: Person) -> QuerySet[Organisation]:
    """Return the organisations that the person sets up."""
    return Organisation.objects.visible_to(person).filter(
        pk__in=organisations_allowing(person, Permission.MANAGE_ORGANISATION)
    )


def tokens_of(person: Person) -> QuerySet[AccessToken]:
    """Return the tokens the person looks after, with how often each asked in a week."""
    since = timezone.localdate() - WEEK
    rows = AccessToken.objects.visible_to(person).select_related("organisation", "created_by")
    asked = Sum("uses__times", filter=Q(uses__day__gte=since))
    return rows.annotate(asked=asked).order_by("-created_at", "pk")


def uses_of(token: AccessToken) -> Sequence[TokenUse]:
    """Return what a token asked for lately, the latest first."""
    return list(token.uses.all()[:50])


def endpoints_of(person: Person) -> QuerySet[Endpoint]:
    """Return the endpoints the person looks after, with how much waits and was given up."""
    rows = Endpoint.objects.visible_to(person).in_use().select_related("organisation")
    waits = (DeliveryState.QUEUED, DeliveryState.CLAIMED)
    return rows.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state__in=waits)),
        given_up=Count("deliveries", filter=Q(deliveries__state=DeliveryState.FAILED)),
    ).order_by("name", "pk")


def deliveries_of(endpoint: Endpoint) -> QuerySet[Delivery]:
    """Return what an endpoint was told and is to be told, with its tries."""
    return endpoint.deliveries.prefetch_related("tries")
