"""Setting endpoints up, pausing them, changing their secret, and sending news once more."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from mentorship.api.bell import ring
from mentorship.api.enums import (
    ENDPOINT_TRANSITIONS,
    SETTLED,
    DeliveryState,
    EndpointState,
)
from mentorship.api.kinds import PING
from mentorship.api.models import Delivery, Endpoint
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance

# For so long both secrets sign, so that the other side can change without a gap.
BOTH_COUNT = timedelta(hours=24)
MOST_ENDPOINTS = 20


class TooManyEndpointsError(Exception):
    """The organisation has as many endpoints as it may."""


@transaction.atomic
def add_endpoint(
    *, organisation: Organisation, name: str, url: str, kinds: Sequence[str], by: Person
) -> Endpoint:
    """Let another program be told of news; recorded. Raises TooManyEndpointsError."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if Endpoint.objects.in_use().filter(organisation=organisation).count() >= MOST_ENDPOINTS:
        raise TooManyEndpointsError
    endpoint = Endpoint.objects.create(
        organisation=organisation,
        name=name,
        url=url,
        kinds=sorted(kinds),
        salt=secrets.token_hex(32),
        created_by=by,
    )
    record("endpoint.added", endpoint, by=by, changes={"kinds": endpoint.kinds})
    return endpoint


@transaction.atomic
def change_endpoint(
    endpoint: Endpoint, *, name: str, url: str, kinds: Sequence[str], by: Person
) -> None:
    """Change what an endpoint is told, and where; recorded."""
    now = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    if now.state == EndpointState.REMOVED:
        raise IllegalTransitionError(endpoint, now.state)
    wanted = {"name": name, "url": url, "kinds": sorted(kinds)}
    changed = sorted(field for field, value in wanted.items() if getattr(now, field) != value)
    if not changed:
        return
    Endpoint.objects.filter(pk=endpoint.pk).update(**wanted)
    record("endpoint.changed", endpoint, by=by, changes={"fields": changed, "kinds": sorted(kinds)})


@transaction.atomic
def pause_endpoint(endpoint: Endpoint, *, by: Person) -> None:
    """Tell an endpoint nothing until it goes on; what happens meanwhile waits. Recorded."""
    advance(
        endpoint,
        EndpointState.PAUSED,
        ENDPOINT_TRANSITIONS,
        paused_at=timezone.now(),
        paused_why="",
    )
    record("endpoint.paused", endpoint, by=by)


@transaction.atomic
def pause_after_failures(endpoint: Endpoint, *, is_gone: bool) -> None:
    """Leave an endpoint alone that does not answer; recorded, and administrators are told."""
    why = (
        "It answered that it is gone for good."
        if is_gone
        else "It did not take what we sent, many times in a row."
    )
    try:
        advance(
            endpoint,
            EndpointState.PAUSED,
            ENDPOINT_TRANSITIONS,
            paused_at=timezone.now(),
            paused_why=why,
        )
    except IllegalTransitionError:
        return  # somebody else was quicker
    record("endpoint.paused", endpoint, by=None, changes={"is_gone": is_gone})


@transaction.atomic
def resume_endpoint(endpoint: Endpoint, *, by: Person) -> None:
    """Tell an endpoint again, first what waited meanwhile; recorded."""
    advance(
        endpoint,
        EndpointState.ACTIVE,
        ENDPOINT_TRANSITIONS,
        paused_at=None,
        paused_why="",
        failures=0,
    )
    now = timezone.now()
    waiting = endpoint.deliveries.filter(state=DeliveryState.QUEUED)
    waiting.update(next_try_at=now, tries_made=0)
    record("endpoint.resumed", endpoint, by=by)


@transaction.atomic
def remove_endpoint(endpoint: Endpoint, *, by: Person) -> None:
    """Tell an endpoint nothing any more; what waits is not sent. Recorded, and not undone."""
    advance(endpoint, EndpointState.REMOVED, ENDPOINT_TRANSITIONS)
    waiting = endpoint.deliveries.filter(state=DeliveryState.QUEUED)
    waiting.update(state=DeliveryState.CANCELLED, settled_at=timezone.now())
    record("endpoint.removed", endpoint, by=by)


@transaction.atomic
def change_secret(endpoint: Endpoint, *, by: Person) -> None:
    """Draw another secret; the one before signs too for a day. Recorded."""
    now = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    if now.state == EndpointState.REMOVED:
        raise IllegalTransitionError(endpoint, now.state)
    endpoint.earlier_salt, endpoint.salt = now.salt, secrets.token_hex(32)
    endpoint.earlier_until = timezone.now() + BOTH_COUNT
    endpoint.save(update_fields=["salt", "earlier_salt", "earlier_until"])
    record("endpoint.secret_changed", endpoint, by=by)


@transaction.atomic
def send_test(endpoint: Endpoint, *, by: Person) -> Delivery:
    """Send a piece of news about nothing, to see whether it is heard; recorded."""
    delivery = Delivery.objects.create(
        endpoint=endpoint, kind=PING, facts={"endpoint_id": endpoint.pk}
    )
    record("endpoint.tested", endpoint, by=by)
    transaction.on_commit(partial(ring, delivery.pk), robust=True)
    return delivery


@transaction.atomic
def send_once_more(delivery: Delivery, *, by: Person) -> None:
    """Send settled news again under the same id; recorded. Raises IllegalTransitionError."""
    advance(
        delivery,
        DeliveryState.QUEUED,
        {DeliveryState.QUEUED: frozenset(SETTLED)},
        tries_made=0,
        next_try_at=timezone.now(),
        settled_at=None,
    )
    organisation_id = delivery.endpoint.organisation_id
    record("delivery.sent_again", delivery, by=by, organisation_id=organisation_id)
    transaction.on_commit(partial(ring, delivery.pk), robust=True)
