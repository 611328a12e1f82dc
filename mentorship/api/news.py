"""From what is recorded to what leaves: a delivery for each endpoint that wants to know."""

from collections.abc import Sequence
from functools import partial

from django.db import models, transaction

from mentorship.api.bell import ring
from mentorship.api.kinds import KINDS, SOURCES, facts_of
from mentorship.api.models import Delivery, Endpoint

BATCH = 500
_KINDS = frozenset(KINDS)


def hear(kind: str, rows: Sequence[models.Model]) -> None:
    """Store what endpoints are to be told, in the transaction that caused it.

    A paused endpoint is told once it goes on. One query where nobody wants to know, and none of
    kinds that never leave.
    """
    if kind not in _KINDS or not rows:
        return
    if not isinstance(rows[0], SOURCES[kind.partition(".")[0]].model):
        return
    wanting: dict[object, list[Endpoint]] = {}
    for endpoint in Endpoint.objects.in_use().filter(kinds__contains=[kind]):
        wanting.setdefault(endpoint.organisation_id, []).append(endpoint)
    if not wanting:
        return
    deliveries = [
        Delivery(endpoint=endpoint, kind=kind, facts=facts)
        for organisation_id, facts in facts_of(kind, rows)
        for endpoint in wanting.get(organisation_id, ())
    ]
    Delivery.objects.bulk_create(deliveries, batch_size=BATCH)
    for delivery in deliveries:
        transaction.on_commit(partial(ring, delivery.pk), robust=True)
