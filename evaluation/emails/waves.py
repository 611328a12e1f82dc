"""Invitations to surveys, and reminders of them."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Candour
from evaluation.models import Call
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute

WAVE_INVITATION = register(
    MessageKind(
        name="evaluation.wave_invitation",
        title=_("Invitation to a survey"),
        why=_("you take part in this programme"),
        policy=SendPolicy.RESEND,
        category=Category.SURVEYS,
        is_open_to_coordinators=True,
    )
)
WAVE_REMINDER = register(
    MessageKind(
        name="evaluation.wave_reminder",
        title=_("Reminder of a survey"),
        why=_("a survey of your programme closes soon and your answer is not in yet"),
        category=Category.SURVEYS,
        is_reminder=True,
    )
)
# A wave that closes within the day asks for no more.
LAST_CALL = timedelta(hours=2)


def post_invitation(call: Call) -> None:
    """Ask somebody to answer an open wave, once."""
    _post_about(WAVE_INVITATION, call, is_hidden=False)


def post_reminder(call: Call) -> None:
    """Remind somebody who has not answered, once.

    Of an anonymous wave no outbox shows it to coordinators: it would tell who has not answered.
    """
    is_anonymous = call.wave.instrument.candour == Candour.ANONYMOUS
    _post_about(WAVE_REMINDER, call, is_hidden=is_anonymous)


def _post_about(kind: MessageKind, call: Call, *, is_hidden: bool) -> None:
    """Write the message into the outbox; it is dropped when the wave is about to close."""
    wave = call.wave
    programme = wave.cohort.programme
    post(
        kind,
        recipient=call.person,
        organisation=None if is_hidden else programme.organisation,
        programme_id=None if is_hidden else programme.pk,
        about=wave,
        occurrence="1" if call.about_id is None else str(call.about_id),
        stale_after=wave.closes_at - LAST_CALL,
        context={
            "title": wave.instrument.title,
            "candour": wave.instrument.candour,
            "minutes": wave.instrument.minutes,
            "programme_name": programme.name,
            "organisation_name": programme.organisation.name,
            "closes_at": wave.closes_at,
            "action_url": absolute(reverse("evaluation:answer", args=(call.pk,))),
        },
    )
