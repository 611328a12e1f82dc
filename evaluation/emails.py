"""The messages of this app: who gets them, when, and which template."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Candour
from evaluation.models import Wave
from mentorship.accounts.models import Person
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
IMPACT_REPORT = register(
    MessageKind(
        name="evaluation.impact_report",
        title=_("Impact report"),
        why=_("you are the sponsor of this programme"),
        category=Category.REPORTS,
        is_open_to_coordinators=True,
    )
)

# A wave that closes within the day asks for no more.
LAST_CALL = timedelta(hours=2)


def post_invitation(wave: Wave, person: Person) -> None:
    """Ask a person to answer an open wave, once."""
    _post_about_wave(WAVE_INVITATION, wave, person, is_hidden=False)


def post_reminder(wave: Wave, person: Person) -> None:
    """Remind a person who has not answered, once.

    Of an anonymous wave no outbox shows it to coordinators: it would tell who has not answered.
    """
    is_anonymous = wave.instrument.candour == Candour.ANONYMOUS
    _post_about_wave(WAVE_REMINDER, wave, person, is_hidden=is_anonymous)


def _post_about_wave(kind: MessageKind, wave: Wave, person: Person, *, is_hidden: bool) -> None:
    """Write the message into the outbox; it is dropped when the wave is about to close."""
    programme = wave.cohort.programme
    post(
        kind,
        recipient=person,
        organisation=None if is_hidden else programme.organisation,
        programme_id=None if is_hidden else programme.pk,
        about=wave,
        occurrence="1",
        stale_after=wave.closes_at - LAST_CALL,
        context={
            "title": wave.instrument.title,
            "candour": wave.instrument.candour,
            "minutes": wave.instrument.minutes,
            "programme_name": programme.name,
            "organisation_name": programme.organisation.name,
            "closes_at": wave.closes_at,
            "action_url": absolute(reverse("evaluation:answer", args=(wave.pk,))),
        },
    )
