"""The last mail to somebody who was erased: its address is forgotten once it has left."""

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from mentorship.notifications.emails import ERASED
from mentorship.notifications.enums import HELD, PENDING
from mentorship.notifications.models import Message

# What names a message to an address alone, once that address is gone.
OWN_KEY = Concat(Value("erased:"), Cast(F("pk"), TextField()))


def forget_farewells() -> int:
    """Forget the addresses of last mails that have left, or never will; return how many."""
    settled = Message.objects.filter(kind=ERASED.name).exclude(state__in=[*PENDING, *HELD])
    return settled.exclude(to_address="").update(
        recipient_key=OWN_KEY,
        to_address="",
        text="",
        html="",
        last_error="",
        erased_at=timezone.now(),
    )
