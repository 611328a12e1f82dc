"""The messages of this app: who gets them, when, and which template."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.calendars import Method
from mentorship.notifications.actions import Enclosure, post
from mentorship.notifications.calendar_files import enclosures_of
from mentorship.notifications.enums import Category, SendPolicy, Turn
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from training.appointments import appointment_at, cancellation_of
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
SESSION_CHANGED = register(
    MessageKind(
        name="training.session_changed",
        title=_("Notice that a session changed"),
        why=_("you have, or wait for, a place at this session"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)
PLACE_FREED = register(
    MessageKind(
        name="training.place_freed",
        title=_("Confirmation that a place was given up"),
        why=_("you had a place at this session"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)


class How(Enum):
    """How somebody came by a place."""

    BOOKED = "booked"
    WAITED = "waited"
    GIVEN = "given"
    RULE = "rule"


def post_invitation(session: Session, person: Person) -> None:
    """Invite a person to book a place at a session, once; of no use when it has begun."""
    _post(SESSION_INVITATION, session, person, occurrence="invitation")


def post_place_given(enrolment: Enrolment, how: How) -> None:
    """Tell somebody that they have a place, and how they came by it; with the calendar's file."""
    _post(
        PLACE_GIVEN,
        enrolment.session,
        enrolment.person,
        occurrence=f"turn {enrolment.turn}",
        attachments=enclosures_of(appointment_at(enrolment), Method.REQUEST),
        how=how.value,
    )


def post_place_freed(enrolment: Enrolment, *, is_own: bool) -> None:
    """Confirm that a place was given up, or tell that it was taken back; calendars forget it."""
    _post(
        PLACE_FREED,
        enrolment.session,
        enrolment.person,
        occurrence=f"turn {enrolment.turn}",
        attachments=enclosures_of(cancellation_of(enrolment), Method.CANCEL),
        is_own=is_own,
    )


def post_changed(enrolment: Enrolment, was: Session) -> None:
    """Tell somebody who has, or waits for, a place what a session was and now is."""
    is_booked = enrolment.has_place
    _post(
        SESSION_CHANGED,
        enrolment.session,
        enrolment.person,
        occurrence=f"version {enrolment.session.sequence}",
        attachments=enclosures_of(appointment_at(enrolment), Method.REQUEST) if is_booked else (),
        **changed_facts(was, has_place=is_booked),
    )


def post_cancelled(enrolment: Enrolment) -> None:
    """Tell somebody that the session they had booked, or waited for, is off."""
    is_booked = enrolment.has_place
    _post(
        SESSION_CANCELLED,
        enrolment.session,
        enrolment.person,
        occurrence="cancelled",
        attachments=enclosures_of(cancellation_of(enrolment), Method.CANCEL) if is_booked else (),
    )


def preview(kind: MessageKind, session: Session, person: Person, **more: object) -> Rendered:
    """Return what a person would read in a mail about a session, without sending it."""
    organisation = session.programme.organisation
    context = _context(kind, session, person, more)
    return render(kind, recipient=person, organisation=organisation, context=context)


def changed_facts(was: Session, *, has_place: bool) -> dict[str, Any]:
    """Return what the mail about a change says beside how the session is now."""
    return {
        "has_place": has_place,
        "was_at": was.starts_at,
        "was_minutes": was.minutes,
        "was_place": was.place if has_place or not was.has_link else "",
    }


def session_facts(session: Session, person: Person, *, has_place: bool = False) -> dict[str, Any]:
    """Return what every mail about a session says, in the reader's own time.

    The link of an online session is for those who have a place.
    """
    return {
        "title": session.title,
        "starts_at": session.starts_at,
        "minutes": session.minutes,
        "place": session.place if has_place or not session.has_link else "",
        "is_online": session.has_link,
        "zone": str(person.time_zone).rpartition("/")[2].replace("_", " "),
        "action_url": absolute(reverse("training:learn-session", args=(session.pk,))),
    }


def _context(
    kind: MessageKind, session: Session, person: Person, more: Mapping[str, object]
) -> dict[str, Any]:
    """Return what a mail of a kind says about a session."""
    has_place = bool(more.get("has_place", kind == PLACE_GIVEN))
    facts = {
        "programme_name": session.programme.name,
        **session_facts(session, person, has_place=has_place),
        **more,
    }
    if kind in {SESSION_CANCELLED, PLACE_FREED}:
        facts |= {"action_url": absolute(reverse("training:learn")), "is_online": False}
    if kind == SESSION_CANCELLED:
        facts["reason"] = session.cancelled_reason
    return facts


def _post(
    kind: MessageKind,
    session: Session,
    person: Person,
    *,
    occurrence: str,
    attachments: Sequence[Enclosure] = (),
    **more: object,
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
        attachments=attachments,
        context=_context(kind, session, person, more),
    )
