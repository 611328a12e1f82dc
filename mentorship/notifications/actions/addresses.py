"""Pausing addresses that refuse mail, and opening them again."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.notifications.models import AddressHealth
from mentorship.notifications.models.address import REFUSALS_THAT_PAUSE


@transaction.atomic
def note_refusal(address: str, reply: str) -> None:
    """Count one refusal of an address by a mail server; the fifth in a row pauses it."""
    now = timezone.now()
    health, is_new = AddressHealth.objects.get_or_create(
        address=address.lower(),
        defaults={"refusals": 1, "last_refused_at": now, "last_reply": reply},
    )
    same = AddressHealth.objects.filter(pk=health.pk)
    if not is_new:
        same.update(refusals=F("refusals") + 1, last_refused_at=now, last_reply=reply)
    same.filter(refusals__gte=REFUSALS_THAT_PAUSE, paused_at__isnull=True).update(paused_at=now)


def note_acceptance(address: str) -> None:
    """Forget all refusals of an address that just took a mail."""
    AddressHealth.objects.filter(address=address.lower()).delete()


@transaction.atomic
def resume_address(health: AddressHealth, *, by: Person) -> None:
    """Let mail go to a paused address again; recorded."""
    record("address.resumed", health, by=by)
    AddressHealth.objects.filter(pk=health.pk).delete()
