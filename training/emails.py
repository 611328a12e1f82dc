"""The messages of this app: who gets them, when, and which template."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, SendPolicy, Turn
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from training.models import Enrolment, Session

REFRESHER_DUE = register(
    MessageKind(
        name="training.refresher_due",
        title=_("Reminder that training is due"),
        why=_("your training for this programme is kept current by a refresher"),
        category=Category.TRAINING,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)
SESSION_INVITATION = register(
    MessageKind(
        name="training.session_invitation",
        title=_("Invitation to a session"),
        why=_("you take part in this programme"),
        policy=SendPolicy.RESEND,
        category=Category.TRAINING,
        is_reminder=True,
        turn=Turn.AT_ONCE,
        is_open_to_coordinators=True,
    )
)
PLACE_GIVEN = register(
    MessageKind(
        name="training.place_given",
        title=_("News of a place at a session"),
        why=_("you have a place at a session of this programme"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)
SESSION_CANCELLED = register(
    MessageKind(
        name="training.session_cancelled",
        title=_("Notice that a session was cancelled"),
        why=_("you had, or waited for, a place at this session"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)


def post_invitation(session: Session, person: Person) -> None:
    """Invite a person to book a place at a session, once; of no use when it has begun."""
    _post(SESSION_INVITATION, session, person, occurrence="invitation")


def post_place_given(enrolment: Enrolment) -> None:
    """Tell somebody who waited, or was booked by a coordinator, that they have a place."""
    _post(
        PLACE_GIVEN,
        enrolment.session,
        enrolment.person,
        occurrence=f"turn {enrolment.turn}",
        waited=enrolment.waited,
    )


def post_cancelled(session: Session, person: Person) -> None:
    """Tell somebody that the session they had booked, or waited for, is off."""
    _post(SESSION_CANCELLED, session, person, occurrence="cancelled")


def preview(kind: MessageKind, session: Session, person: Person) -> Rendered:
    """Return what a person would read in a mail about a session, without sending it."""
    organisation = session.programme.organisation
    context = _context(kind, session, person)
    return render(kind, recipient=person, organisation=organisation, context=context)


def session_facts(session: Session, person: Person) -> dict[str, Any]:
    """Return what every mail about a session says, in the reader's own time."""
    return {
        "title": session.title,
        "starts_at": session.starts_at,
        "minutes": session.minutes,
        "place": session.place,
        "zone": str(person.time_zone).rpartition("/")[2].replace("_", " "),
        "action_url": absolute(reverse("training:learn-session", args=(session.pk,))),
    }


def _context(kind: MessageKind, session: Session, person: Person) -> dict[str, Any]:
    """Return what a mail of a kind says about a session."""
    facts = {"programme_name": session.programme.name, **session_facts(session, person)}
    if kind == SESSION_CANCELLED:
        facts |= {
            "reason": session.cancelled_reason,
            "action_url": absolute(reverse("training:learn")),
        }
    return facts


def _post(
    kind: MessageKind, session: Session, person: Person, *, occurrence: str, **more: object
) -> None:
    """Write a message about a session into the outbox; it is dropped once the session begins."""
    programme = session.programme
    post(
        kind,
        recipient=person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=session,
        occurrence=occurrence,
        stale_after=session.starts_at,
        context={**_context(kind, session, person), **more},
    )
