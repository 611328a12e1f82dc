"""What is written to those who missed a session."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.models import Message
from mentorship.notifications.rendering import Rendered, render
from training.emails import session_facts
from training.models import Session

MISSED_YOU = register(
    MessageKind(
        name="training.missed_you",
        title=_("We missed you at a session"),
        why=_("you had a place at a session of this programme"),
        category=Category.TRAINING,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)


def post_missed_you(session: Session, chance: Session, person: Person) -> None:
    """Tell somebody that they were missed, and offer the next seat; once for each session."""
    programme = session.programme
    post(
        MISSED_YOU,
        recipient=person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=session,
        occurrence="missed",
        stale_after=chance.starts_at,
        context=_context(session, chance, person),
    )


def preview_missed_you(session: Session, chance: Session, person: Person) -> Rendered:
    """Return what somebody would read, without sending it."""
    return render(
        MISSED_YOU,
        recipient=person,
        organisation=session.programme.organisation,
        context=_context(session, chance, person),
    )


def told_they_were_missed(session: Session) -> set[UUID]:
    """Return who was written to about having missed a session, whether or not the mail has left."""
    messages = Message.objects.filter(kind=MISSED_YOU.name, about=about_key(session))
    return set(messages.filter(recipient__isnull=False).values_list("recipient_id", flat=True))


def _context(session: Session, chance: Session, person: Person) -> dict[str, Any]:
    """Return what the mail says: what was missed, and when and where the next one is."""
    return {
        "programme_name": session.programme.name,
        "missed": session.title,
        **session_facts(chance, person),
        "action_url": absolute(reverse("training:learn-session", args=(chance.pk,))),
    }
