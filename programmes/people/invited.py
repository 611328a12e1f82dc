"""Who is in as invited, and was never asked: people from a table, or without an address then."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from programmes.emails import INVITATION
from programmes.enums import CohortState, ParticipantState
from programmes.models import Participant, Programme
from programmes.models.participant import ParticipantQuerySet

_ABOUT = f"{Participant._meta.label_lower}:"
# Before it recruits nobody is asked yet; once it runs nobody is asked any more.
ASKING = (CohortState.RECRUITING, CohortState.MATCHING)


def never_asked(programme: Programme) -> ParticipantQuerySet:
    """Return who is invited to a cohort that looks for people, and got no invitation."""
    sent = Message.objects.filter(
        kind=INVITATION.name,
        about=Concat(Value(_ABOUT), Cast(OuterRef("pk"), TextField())),
    ).exclude(state=MessageState.CANCELLED)
    return Participant.objects.filter(
        ~Exists(sent),
        cohort__programme=programme,
        cohort__state__in=ASKING,
        state=ParticipantState.INVITED,
    )


def invitations_of(places: Iterable[Participant]) -> dict[str, list[Message]]:
    """Return the invitations about each of them, by what they are about; one query."""
    found: dict[str, list[Message]] = {}
    about = [about_key(place) for place in places]
    messages = Message.objects.filter(kind=INVITATION.name, about__in=about)
    for message in messages.defer("text", "html"):
        found.setdefault(message.about, []).append(message)
    return found
