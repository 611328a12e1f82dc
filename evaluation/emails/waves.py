"""Invitations to surveys, and reminders of them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.answering_links import AnswerLink
from evaluation.enums import Audience
from evaluation.instruments.worded import language_for
from evaluation.models import Call, Instrument
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, SendPolicy
from mentorship.notifications.kinds import MessageKind, register

# Both carry a personal link: whoever read them could answer in the person's place, so that no
# coordinator may.
WAVE_INVITATION = register(
    MessageKind(
        name="evaluation.wave_invitation",
        title=gettext_lazy("Invitation to a survey"),
        why=gettext_lazy("you take part in this programme"),
        policy=SendPolicy.RESEND,
        category=Category.SURVEYS,
    )
)
WAVE_REMINDER = register(
    MessageKind(
        name="evaluation.wave_reminder",
        title=gettext_lazy("Reminder of a survey"),
        why=gettext_lazy("a survey of your programme closes soon and your answer is not in yet"),
        category=Category.SURVEYS,
        is_reminder=True,
    )
)
# A wave that closes within the day asks for no more.
LAST_CALL = timedelta(hours=2)


def post_invitation(calls: Sequence[Call], *, minutes: int, is_first: bool) -> None:
    """Ask somebody to answer an open wave, once for all they are asked about.

    `calls` are one person's, of one wave; those added later have a mail of their own.
    """
    wave = calls[0].wave
    programme = wave.cohort.programme
    post(
        WAVE_INVITATION,
        recipient=calls[0].person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=wave,
        occurrence="1" if is_first else str(calls[0].about_id),
        stale_after=wave.closes_at - LAST_CALL,
        context=facts_for(calls, minutes=minutes),
    )


def facts_for(calls: Sequence[Call], *, minutes: int) -> dict[str, Any]:
    """Return what a mail says to the person of some calls of one wave, in their language.

    `minutes` is how long it takes to answer one of them.
    """
    wave, person = calls[0].wave, calls[0].person
    instrument, programme = wave.instrument, wave.cohort.programme
    facts = {
        "title": title_for(instrument, person),
        "candour": instrument.candour,
        "minutes": minutes * len(calls),
        "about": sorted(call.about.person.name for call in calls if call.about),
        "programme_name": programme.name,
        "organisation_name": programme.organisation.name,
        "closes_at": wave.closes_at,
        # Nobody knows who answered there, so that they are reminded too.
        "has_room": wave.room_answers > 0,
        "action_url": AnswerLink.of(calls[0]).url,
    }
    if instrument.audience in {Audience.SPONSOR, Audience.LINE_MANAGER}:
        # They have no account to choose in.
        facts |= {"why": _why(instrument, person, programme.name), "preferences_url": ""}
    return facts


def title_for(instrument: Instrument, person: Person) -> str:
    """Return the survey's title in a person's language, or in its own."""
    told = instrument.translations.get(language_for(instrument, person.language), {})
    return str(told.get("title") or instrument.title)


def _why(instrument: Instrument, person: Person, programme: str) -> str:
    """Say why somebody who takes no part is asked."""
    with translation.override(person.language):
        if instrument.audience == Audience.SPONSOR:
            return _("you are the sponsor of %(programme)s") % {"programme": programme}
        return _("somebody in your team takes part in %(programme)s") % {"programme": programme}
