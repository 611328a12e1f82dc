"""Sending news: claim, post, settle, each committed before the next begins.

Whoever dies in between leaves a lease that ends; then the same news leaves once more, under the
same id. So it arrives at least once, and the other side may drop what it has had.
"""

import json
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from mentorship.api.actions.endpoints import pause_after_failures
from mentorship.api.destinations import ForbiddenDestinationError, judge
from mentorship.api.enums import SETTLED, DeliveryState
from mentorship.api.models import Delivery, DeliveryTry, Endpoint, TokenUse
from mentorship.api.models.webhook import DeliveryQuerySet
from mentorship.api.posting import Reply, post
from mentorship.api.signing import headers, secret_of
from mentorship.api.waiting import MOST_FAILURES, wait_after
from mentorship.notifications.queries import is_outbox_paused

LEASE = timedelta(minutes=2)
GONE = 410
KEPT = timedelta(days=90)
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this process, and no other, may send until its lease ends."""

    delivery: Delivery
    token: uuid.UUID

    def rows(self) -> DeliveryQuerySet:
        """Return the delivery, if it is still ours."""
        return Delivery.objects.filter(pk=self.delivery.pk, claim_token=self.token)


def send(delivery_id: uuid.UUID) -> bool:
    """Send one piece of news if it is due and nobody else has it; tell whether there was one."""
    return _send_first(Delivery.objects.filter(pk=delivery_id))


def sweep(*, seconds: float) -> int:
    """Send what is due for so many seconds at most; return how many were tried."""
    end, tried = time.monotonic() + seconds, 0
    while time.monotonic() < end and _send_first(Delivery.objects.all()):
        tried += 1
    return tried


def forget_old() -> int:
    """Delete settled news and uses of tokens that are older than 90 days, in chunks."""
    before = timezone.now() - KEPT
    old = Delivery.objects.filter(state__in=SETTLED, settled_at__lt=before)
    return _delete(old) + _delete(TokenUse.objects.filter(last_at__lt=before))


def body_of(delivery: Delivery) -> bytes:
    """Return what is sent; it is the same at every try."""
    told = {
        "type": delivery.kind,
        "timestamp": delivery.happened_at.isoformat().replace("+00:00", "Z"),
        "data": delivery.facts,
    }
    return json.dumps(told, separators=(",", ":"), sort_keys=True, default=str).encode()


def _delete(rows: models.QuerySet[Any]) -> int:
    """Delete rows a chunk at a time; return how many."""
    deleted = 0
    while chunk := list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        rows.model._base_manager.filter(pk__in=chunk).delete()
        deleted += len(chunk)
    return deleted


def _send_first(deliveries: DeliveryQuerySet) -> bool:
    """Claim the first of these that is due, and send it."""
    with transaction.atomic(durable=True):
        # Whoever pauses the outbox, or restored a backup, lets nothing leave: no news either.
        if is_outbox_paused():
            return False
        now = timezone.now()
        due = deliveries.due(now).select_related("endpoint")
        delivery = due.select_for_update(skip_locked=True, of=("self",)).first()
        if delivery is None:
            return False
        claim = Claim(delivery, uuid.uuid4())
        delivery.tries_made += 1
        Delivery.objects.filter(pk=delivery.pk).update(
            state=DeliveryState.CLAIMED,
            claim_token=claim.token,
            lease_until=now + LEASE,
            tries_made=delivery.tries_made,
        )
        attempt = DeliveryTry.objects.create(delivery=delivery, began_at=now)
    reply = _post(delivery)
    with transaction.atomic(durable=True):
        _settle(claim, attempt, reply)
    return True


def _post(delivery: Delivery) -> Reply:
    """Sign the news and hand it over; a place that is not allowed is as good as no answer."""
    try:
        where = judge(delivery.endpoint.url, inside=settings.WEBHOOK_INSIDE_NETWORKS)
    except ForbiddenDestinationError as error:
        return Reply(None, str(error), 0)
    except (OSError, UnicodeError):
        return Reply(None, "The name of the address is unknown.", 0)
    body = body_of(delivery)
    signed = headers(
        secrets_of(delivery.endpoint),
        message_id=delivery.message_id,
        timestamp=int(timezone.now().timestamp()),
        body=body,
    )
    return post(where, body, signed)


def secrets_of(endpoint: Endpoint) -> list[str]:
    """Return the secret in force, and the one before while both count."""
    salts = [endpoint.salt]
    if endpoint.earlier_until is not None and endpoint.earlier_until > timezone.now():
        salts.append(endpoint.earlier_salt)
    return [secret_of(settings.SECRET_KEY, salt) for salt in salts]


def _settle(claim: Claim, attempt: DeliveryTry, reply: Reply) -> None:
    """Note the answer; queue the news again, or give it up, where it did not arrive."""
    now = timezone.now()
    DeliveryTry.objects.filter(pk=attempt.pk).update(
        status=reply.status, trouble=reply.trouble, milliseconds=reply.milliseconds
    )
    free = {"claim_token": None, "lease_until": None}
    endpoint = Endpoint.objects.filter(pk=claim.delivery.endpoint_id)
    if reply.is_good:
        claim.rows().update(state=DeliveryState.DELIVERED, settled_at=now, **free)
        endpoint.exclude(failures=0).update(failures=0)
        return
    wait = wait_after(claim.delivery.tries_made)
    if wait is None:
        claim.rows().update(state=DeliveryState.FAILED, settled_at=now, **free)
    else:
        claim.rows().update(state=DeliveryState.QUEUED, next_try_at=now + wait, **free)
    endpoint.update(failures=F("failures") + 1)
    failures = endpoint.values_list("failures", flat=True).first() or 0
    if failures >= MOST_FAILURES or reply.status == GONE:
        pause_after_failures(claim.delivery.endpoint, is_gone=reply.status == GONE)
