"""What becomes of the mail of somebody who is erased."""

from django.db.models import Q
from django.utils import timezone

from mentorship.accounts.models import Erasure
from mentorship.accounts.privacy.erasing.registry import Gone, Taken
from mentorship.notifications.actions import post
from mentorship.notifications.emails import ERASED
from mentorship.notifications.enums import CancelReason, MessageState
from mentorship.notifications.farewells import OWN_KEY
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
    Message.objects.filter(recipient_key__in=gone.addresses).update(recipient_key=OWN_KEY)
    taken.add(
        "notifications.message",
        Message.objects.filter(pk__in=theirs.values("pk")).update(
            text="", html="", last_error="", erased_at=now
        ),
    )


def write_farewell(gone: Gone, erasure: Erasure) -> None:
    """Write the last mail, to the address that is nowhere else any more.

    Its text goes when it is sent, and the address the night after: see `forget_farewells`.
    """
    for address in gone.addresses[:1]:
        post(
            ERASED,
            to_address=address,
            organisation=erasure.organisation,
            about=erasure,
            occurrence="done",
            context={"organisation": erasure.organisation.name, "code": gone.code},
        )
