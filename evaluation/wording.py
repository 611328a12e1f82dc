"""Sentences of the console's pages about surveys."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.enums import Audience, Trigger, WaveState
from evaluation.models import Wave, WavePlan
from evaluation.models.wave import WaveQuerySet
from evaluation.waves.ahead import Ahead
from evaluation.waves.calendar import nudges_between
from programmes.enums import ParticipantState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AUDIENCES: "dict[Audience, _StrPromise]" = {
    Audience.MENTOR: gettext_lazy("Mentors of %(cohort)s"),
    Audience.MENTEE: gettext_lazy("Mentees of %(cohort)s"),
    Audience.SPONSOR: gettext_lazy("Sponsors, about %(cohort)s"),
    Audience.LINE_MANAGER: gettext_lazy("Line managers of mentees in %(cohort)s"),
}
FIRST_DAYS: "dict[Trigger, _StrPromise]" = {
    Trigger.AFTER_SESSION: gettext_lazy("%(days)s after each session"),
    Trigger.MATCH_DAY: gettext_lazy("%(days)s after a match begins"),
    Trigger.AT_START: gettext_lazy("%(days)s after the cohort starts"),
    Trigger.MIDWAY: gettext_lazy("%(days)s after the middle of the cohort"),
    Trigger.AT_CLOSE: gettext_lazy("%(days)s after the cohort’s last day"),
    Trigger.AFTER_CLOSE: gettext_lazy("%(days)s after the cohort has ended"),
}
ON_THE_DAY: "dict[Trigger, _StrPromise]" = {
    Trigger.AFTER_SESSION: gettext_lazy("Right after each session"),
    Trigger.MATCH_DAY: gettext_lazy("As a match begins"),
    Trigger.AT_START: gettext_lazy("As the cohort starts"),
    Trigger.MIDWAY: gettext_lazy("Half-way through the cohort"),
    Trigger.AT_CLOSE: gettext_lazy("On the cohort’s last day"),
    Trigger.AFTER_CLOSE: gettext_lazy("As soon as the cohort has ended"),
}


def lead_of_waves(waves: WaveQuerySet) -> str:
    """Return the sentence with which the list of waves opens; one query."""
    counts = waves.aggregate(
        open=Count("pk", filter=Q(state=WaveState.OPEN)),
        planned=Count("pk", filter=Q(state=WaveState.PLANNED)),
    )
    open_now, planned = counts["open"], counts["planned"]
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
    """Return what is good to know of a wave beside its results."""
    zone = timezone.get_current_timezone_name()
    has_opened = wave.state != WaveState.PLANNED
    facts = [
        {"label": _("For"), "value": audience_of(wave)},
        {"label": _("Who sees what"), "value": wave.instrument.get_candour_display()},
        {
            "label": _("Opened") if has_opened else _("Opens"),
            "value": f"{_moment(wave.opens_at)} ({zone})",
        },
        {
            "label": _("Closed") if wave.closed_at else _("Closes"),
            "value": f"{_moment(wave.closed_at or wave.closes_at)} ({zone})",
        },
    ]
    if wave.plan:
        facts.insert(2, {"label": _("Asked"), "value": when_asked(wave.plan)})
    if wave.state != WaveState.CLOSED:
        facts.append({"label": _("Reminders"), "value": _reminders(wave)})
    if wave.room_answers:
        room = ngettext("%(count)d answer", "%(count)d answers", wave.room_answers)
        facts.append(
            {"label": _("By the room’s link"), "value": room % {"count": wave.room_answers}}
        )
    if wave.closing_reason:
        facts.append({"label": _how_it_ended(wave), "value": wave.closing_reason})
    return facts


def audience_of(wave: Wave) -> str:
    """Say who is asked: “Mentees of Autumn cohort who are matched”."""
    who = AUDIENCES[Audience(wave.instrument.audience)] % {"cohort": wave.cohort.name}
    if wave.session:
        who = _("%(who)s who were at “%(session)s”") % {"who": who, "session": wave.session.title}
    if not wave.states:
        return who
    states = get_text_list([str(ParticipantState(state).label) for state in wave.states], _("or"))
    return _("%(who)s, only those who are: %(states)s") % {"who": who, "states": states}


def when_asked(plan: WavePlan) -> str:
    """Say when a plan asks: “30 days after a match begins, and then every 60 days”."""
    first = FIRST_DAYS[Trigger(plan.trigger)] if plan.days else ON_THE_DAY[Trigger(plan.trigger)]
    told = first % {"days": _days(plan.days)}
    if not plan.every_days:
        return told
    return _("%(first)s, and then every %(days)s") % {
        "first": told,
        "days": _days(plan.every_days),
    }


def lead_of_plans(plans: Sequence[WavePlan], ahead: Sequence[Ahead]) -> str:
    """Return the sentence with which the plan of surveys opens."""
    active = sum(plan.is_active for plan in plans)
    if not active:
        return _("No survey is asked by itself just now.")
    told = ngettext(
        "%(count)d survey is asked by itself.", "%(count)d surveys are asked by themselves.", active
    ) % {"count": active}
    if not ahead:
        return told
    following = _("Next comes “%(title)s” on %(day)s.") % {
        "title": ahead[0].instrument.title,
        "day": date_format(ahead[0].opens_on, "j F"),
    }
    return f"{told} {following}"


def _days(number: int) -> str:
    """Write a number of days."""
    return ngettext("%(days)d day", "%(days)d days", number) % {"days": number}


def _how_it_ended(wave: Wave) -> str:
    """Say whether it closed before its time or was kept open longer."""
    if wave.closed_at and wave.closed_at < wave.closes_at:
        return _("Why it closed early")
    return _("Why it stayed open longer")


def _reminders(wave: Wave) -> str:
    """Say when those who have not answered are reminded."""
    days = [
        date_format(_local(nudge.due_at), "j F")
        for nudge in nudges_between(wave.opens_at, wave.closes_at)
    ]
    return _("%(days)s, to those who have not answered") % {"days": get_text_list(days, _("and"))}


def _moment(moment: datetime) -> str:
    """Write a day and time in the reader's zone."""
    return date_format(_local(moment), "j F Y, H:i")


def _local(moment: datetime) -> datetime:
    """Return a moment in the reader's zone."""
    return timezone.localtime(moment)
