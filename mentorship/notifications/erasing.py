"""What becomes of the mail of somebody who is erased."""

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from mentorship.accounts.privacy.erasing.registry import Gone, Taken
from mentorship.notifications.enums import CancelReason, MessageState
from mentorship.notifications.models import Message


def stop_mail(gone: Gone, taken: Taken) -> None:
    """Cancel what has not left, and empty all that was for the person, at whatever address.

    That a message was sent, and when, stays for the figures of the outbox.
    """
    now = timezone.now()
    theirs = Message.objects.filter(Q(recipient__in=gone.pks) | Q(to_address__in=gone.addresses))
    theirs.move_to(
        MessageState.CANCELLED, cancel_reason=CancelReason.NO_LONGER_NEEDED, cancelled_at=now
    )
    # A row that was for an address alone is named by it: the row's own id stands in its place.
    Message.objects.filter(recipient_key__in=gone.addresses).update(
        recipient_key=Concat(Value("erased:"), Cast(F("pk"), TextField()))
    )
    taken.add(
        "notifications.message",
        Message.objects.filter(pk__in=theirs.values("pk")).update(
            text="", html="", last_error="", erased_at=now
        ),
    )
