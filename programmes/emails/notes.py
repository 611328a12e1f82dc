"""What a coordinator writes to several people at once."""

import uuid

from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.models import Message
from mentorship.notifications.rendering import Rendered, render
from programmes.models import Participant, Programme

NOTE = register(
    MessageKind(
        name="programmes.note",
        title=_("Message from a coordinator"),
        why=_("you take part in a programme whose coordinator wrote to you"),
        policy=SendPolicy.ONCE,
        category=Category.PROGRAMME,
        is_open_to_coordinators=True,
    )
)


def post_note(
    place: Participant,
    *,
    programme: Programme,
    subject: str,
    text: str,
    occasion: uuid.UUID,
    by: Person,
) -> Message:
    """Write to a participant, once on each occasion, whatever places they have."""
    return post(
        NOTE,
        recipient=place.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=programme,
        occurrence=f"note {occasion}",
        context=_note_facts(programme, subject=subject, text=text, by=by),
    )


def preview_note(
    place: Participant, *, programme: Programme, subject: str, text: str, by: Person
) -> Rendered:
    """Return the message as it would leave for a participant."""
    return render(
        NOTE,
        recipient=place.person,
        organisation=programme.organisation,
        context=_note_facts(programme, subject=subject, text=text, by=by),
    )


def _note_facts(programme: Programme, *, subject: str, text: str, by: Person) -> dict[str, object]:
    """Return what the message says: words as they were typed, which no template runs."""
    return {"programme": programme.name, "about": subject, "words": text, "from_name": by.name}
