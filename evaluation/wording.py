"""Sentences of the console's pages about surveys."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums import WaveState
from evaluation.models import Wave
from programmes.enums import ParticipantRole


def lead_of_waves(waves: Sequence[Wave]) -> str:
    """Return the sentence with which the list of waves opens."""
    open_now = sum(wave.state == WaveState.OPEN for wave in waves)
    planned = sum(wave.state == WaveState.PLANNED for wave in waves)
    if open_now:
        return ngettext(
            "%(count)d survey is open; its results appear when it has closed.",
            "%(count)d surveys are open; their results appear when they have closed.",
            open_now,
        ) % {"count": open_now}
    if planned:
        return ngettext(
            "Nothing is open just now; %(count)d survey is planned.",
            "Nothing is open just now; %(count)d surveys are planned.",
            planned,
        ) % {"count": planned}
    return _("Nothing is open or planned just now.")


def lead_of_wave(wave: Wave) -> str:
    """Return the sentence with which the page of one wave opens; `answered` is annotated."""
    answered = wave.answered  # type: ignore[attr-defined]  # added by queries.with_answered
    if wave.state == WaveState.PLANNED:
        return _("It opens on %(day)s.") % {"day": date_format(_local(wave.opens_at), "l j F")}
    if wave.invited is None:
        return ngettext("%(count)d answer came in.", "%(count)d answers came in.", answered) % {
            "count": answered
        }
    facts = {"answered": answered, "invited": wave.invited}
    if wave.state == WaveState.OPEN:
        return _("%(answered)d of %(invited)d have answered so far.") % facts
    return _("%(answered)d of %(invited)d answered.") % facts


def facts_of_wave(wave: Wave) -> list[dict[str, str]]:
    """Return what is good to know of a wave before its results are there."""
    zone = timezone.get_current_timezone_name()
    return [
        {"label": _("For"), "value": _audience(wave)},
        {"label": _("Who sees what"), "value": wave.instrument.get_candour_display()},
        {"label": _("Opens"), "value": f"{_moment(wave.opens_at)} ({zone})"},
        {"label": _("Closes"), "value": f"{_moment(wave.closes_at)} ({zone})"},
        {"label": _("Reminder"), "value": _reminder(wave)},
    ]


def _audience(wave: Wave) -> str:
    """Say who is asked."""
    is_for_mentors = wave.instrument.audience == ParticipantRole.MENTOR
    who = _("Mentors of %(cohort)s") if is_for_mentors else _("Mentees of %(cohort)s")
    return who % {"cohort": wave.cohort.name}


def _reminder(wave: Wave) -> str:
    """Say when those who have not answered are reminded."""
    if wave.reminders_posted_at is not None:
        return _("Sent on %(day)s") % {"day": date_format(_local(wave.reminders_posted_at), "j F")}
    return _("Once, on %(day)s, to those who have not answered") % {
        "day": date_format(_local(wave.reminder_at), "j F")
    }


def _moment(moment: datetime) -> str:
    """Write a day and time in the reader's zone."""
    return date_format(_local(moment), "j F Y, H:i")


def _local(moment: datetime) -> datetime:
    """Return a moment in the reader's zone."""
    return timezone.localtime(moment)
