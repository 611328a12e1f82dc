"""How concerns are spoken of: calmly, with names, and with the hour by which somebody answers."""

from datetime import datetime
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.concerns.enums import ConcernState
from matching.models import Concern, Match
from matching.wording import full_names, you_with, zone_name
from mentorship.accounts.models import Person
from programmes.models import Programme

HOURS_A_DAY = 24
TONES = {ConcernState.RAISED: "warn", ConcernState.TAKEN: "good", ConcernState.SETTLED: "idle"}


def within(hours: int) -> str:
    """Return "within 4 hours" or "within 2 days"; whole days are said as days."""
    if hours % HOURS_A_DAY:
        return ngettext("within %(n)d hour", "within %(n)d hours", hours) % {"n": hours}
    days = hours // HOURS_A_DAY
    return ngettext("within %(n)d day", "within %(n)d days", days) % {"n": days}


def moment(at: datetime) -> str:
    """Return "Friday 3 March, 14:00 (Lisbon)": an hour in the reader's own zone, named."""
    local = timezone.localtime(at)
    zone = zone_name(timezone.get_current_timezone())
    return f"{date_format(local, 'l j F, H:i')} ({zone})"


def about_for_raiser(programme: Programme, match: Match | None, person: Person) -> str:
    """Return what a concern is about, as whoever raises it would say: "You and Amara"."""
    if match is None:
        return programme.name
    return you_with(match, person)


def about_for_handler(concern: Concern) -> str:
    """Return what a concern is about: everybody's names, or the programme's."""
    return full_names(concern.match.people) if concern.match else concern.programme.name


def how_it_stands(concern: Any) -> str:
    """Return the sentence that whoever raised a concern reads first; see `own_concerns`."""
    names = {"name": concern.handler.name, "when": moment(concern.answer_by)}
    if concern.state == ConcernState.SETTLED:
        return _("%(name)s has settled it. If it is not settled for you, say so below.") % names
    if concern.is_answered:
        return _("%(name)s has answered you") % names
    if concern.state == ConcernState.TAKEN:
        return _("%(name)s has read it and has it in hand") % names
    if concern.escalated_to is not None:
        told = {"other": concern.escalated_to.name, **names}
        return _("%(name)s has not taken it up in time, so %(other)s was told as well") % told
    return _("%(name)s has it, and answers by %(when)s") % names


def what_is_awaited(concern: Any) -> str:
    """Return the sentence that whoever answers reads first; see `handled_concerns`."""
    names = {"name": concern.raised_by.name}
    if concern.state == ConcernState.SETTLED:
        return _("What %(name)s wrote about is settled") % names
    if concern.is_answered:
        return _("%(name)s has your answer") % names
    return _("%(name)s waits for an answer") % names


def sentence_of_inbox(number: int) -> str:
    """Return the sentence that opens the list of somebody's concerns: "Two concerns are open"."""
    if not number:
        return _("Nothing waits for you")
    sentence = ngettext("%(n)s concern is open", "%(n)s concerns are open", number)
    return capfirst(sentence % {"n": apnumber(number)})
