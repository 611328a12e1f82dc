"""How reasons are said, what would help, and the words that a coordinator might write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.care.enums import CareKind, HealthLevel, HealthReason
from matching.queries.relationships import Health, LastStep

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LEVEL_TONES = {
    HealthLevel.HELP: "bad",
    HealthLevel.WATCH: "warn",
    HealthLevel.WELL: "good",
    HealthLevel.NOT_SCORED: "idle",
}
DAYS_OF_A_NUDGE = 7


@dataclass(frozen=True, slots=True)
class Draft:
    """What a coordinator might write: a button, a subject and a text."""

    action: "_StrPromise"
    subject: "_StrPromise"
    text: "_StrPromise"


# Says nothing of why: it may reach somebody who must not learn what the other one said.
_LOOKING_IN = Draft(
    gettext_lazy("Ask each how it goes"),
    gettext_lazy("How is it going for you?"),
    gettext_lazy(
        "I look in on every pair from time to time, and I would like to hear how it is going for "
        "you: what works, and what could be easier.\n\n"
        "If you would rather talk, tell me when I may call. What you tell me stays with me, and "
        "if something should change, that is nobody’s fault."
    ),
)
_DRAFTS = {
    HealthReason.QUIET: Draft(
        gettext_lazy("Write to them"),
        gettext_lazy("Time for your next conversation?"),
        gettext_lazy(
            "Weeks fill up quickly, and it has been a while since your last meeting. Would you "
            "like to pick a time for the next one now? Your match has a page that suggests hours "
            "which suit you both.\n\n"
            "If something is in the way, tell me. We find a way, and nobody is to blame."
        ),
    ),
    HealthReason.NO_FIRST_MEETING: Draft(
        gettext_lazy("Help them begin"),
        gettext_lazy("Your first meeting: shall we find a time?"),
        gettext_lazy(
            "The first meeting is the hardest to arrange, and half an hour is enough for it: who "
            "you are, what you hope for, when you meet next. Your match has a page that suggests "
            "hours which suit you both.\n\n"
            "If something is in the way, tell me. We find a way, and nobody is to blame."
        ),
    ),
    HealthReason.MISSED: Draft(
        gettext_lazy("Write to them"),
        gettext_lazy("Would another time suit you better?"),
        gettext_lazy(
            "Your last meetings did not come about, which happens to everybody. Perhaps another "
            "hour, a shorter meeting or a longer pause between two suits you better just now? You "
            "can change all of it on the page of your match.\n\n"
            "If I can help, tell me."
        ),
    ),
    HealthReason.UNSAID: Draft(
        gettext_lazy("Ask whether they met"),
        gettext_lazy("Did you meet?"),
        gettext_lazy(
            "A meeting you had planned is over, and we do not know whether it took place. One tap "
            "on the page of your match says so; what you talked about stays with you."
        ),
    ),
    HealthReason.UNSIGNED: Draft(
        gettext_lazy("Remind them of it"),
        gettext_lazy("Five lines that make it easier"),
        gettext_lazy(
            "Pairs that put five lines on paper at the start keep going more often: what you work "
            "on, what stays between you, how often you meet, how you reach each other and until "
            "when. The page of your match has a start that you can change; it takes five minutes."
        ),
    ),
}


def reason_in_words(reason: Mapping[str, Any]) -> str:
    """Return one reason with its figures: "Quiet for 41 days, agreed every 2 weeks"."""
    kind, days = reason["reason"], reason.get("days", 0)
    if kind == HealthReason.QUIET:
        said = ngettext("Quiet for %(days)d day", "Quiet for %(days)d days", days) % {"days": days}
        return f"{said}, {_cadence(reason)}" if reason.get("weeks") else said
    if kind == HealthReason.NO_FIRST_MEETING:
        return _("Has not met yet, %(days)d days after the start") % {"days": days}
    if kind == HealthReason.UNSIGNED:
        return _("No agreement yet, %(days)d days after the start") % {"days": days}
    if kind == HealthReason.MISSED:
        return _("Missed %(times)s meetings in a row") % {"times": apnumber(reason["times"])}
    if kind == HealthReason.UNSAID:
        count = reason["count"]
        return ngettext(
            "%(count)d meeting waits for a word", "%(count)d meetings wait for a word", count
        ) % {"count": count}
    return str(HealthReason(kind).label)


def reasons_in_words(health: Health) -> list[str]:
    """Return all reasons, the gravest first."""
    return [reason_in_words(reason) for reason in health.reasons]


def cadence_in_words(every_weeks: int) -> str:
    """Return "every week" or "every 2 weeks"."""
    return ngettext("every week", "every %(count)d weeks", every_weeks) % {"count": every_weeks}


def draft_for(reasons: Iterable[Mapping[str, Any]]) -> Draft:
    """Return what to write for the gravest of these reasons.

    What one of them told in confidence, or showed, is never in it, nor hinted at.
    """
    gravest = next(iter(reasons), None)
    return _LOOKING_IN if gravest is None else _DRAFTS.get(gravest["reason"], _LOOKING_IN)


def level_in_words(health: Health) -> tuple[str, str]:
    """Return the tone and the word of how a pair fares, put off or not."""
    if health.snoozed_until is not None:
        day = date_format(health.snoozed_until, "j F")
        return "off", _("Put off until %(day)s") % {"day": day}
    level = HealthLevel(health.level)
    return LEVEL_TONES[level], str(level.label)


def step_in_words(step: LastStep) -> str:
    """Return what a coordinator did last: "Maya wrote 3 days ago"."""
    sentences = {
        CareKind.NUDGED: _("%(name)s wrote %(when)s"),
        CareKind.CALLED: _("%(name)s called %(when)s"),
        CareKind.MET: _("%(name)s talked with them %(when)s"),
        CareKind.NOTED: _("%(name)s made a note %(when)s"),
        CareKind.SNOOZED: _("%(name)s put it off %(when)s"),
    }
    name = step.by.split()[0] if step.by.strip() else step.by
    return sentences[CareKind(step.kind)] % {"name": name, "when": ago_in_words(step.at)}


def ago_in_words(at: datetime) -> str:
    """Return "today", "yesterday" or "3 days ago"."""
    days = (timezone.localdate() - timezone.localdate(at)).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


def is_fresh(step: LastStep | None) -> bool:
    """Tell whether somebody did something within a week, so that another word may be too many."""
    if step is None:
        return False
    today: date = timezone.localdate()
    return (today - timezone.localdate(step.at)).days <= DAYS_OF_A_NUDGE


def sentence_of_list(*, under_way: int, needing: int) -> str:
    """Return the sentence that opens the list."""
    if not under_way:
        return _("Nobody is under way now")
    if not needing:
        return _("Everybody under way is in touch")
    return capfirst(
        ngettext(
            "%(count)s pair may need a word from you",
            "%(count)s pairs may need a word from you",
            needing,
        )
        % {"count": apnumber(needing)}
    )


def more_of_list(*, watch: int, put_off: int) -> str:
    """Return what else there is: those worth a look, and those put off; perhaps nothing."""
    parts = []
    if watch:
        parts.append(
            ngettext("%(count)s more is worth a look.", "%(count)s more are worth a look.", watch)
            % {"count": capfirst(str(apnumber(watch)))}
        )
    if put_off:
        parts.append(
            ngettext("%(count)s is put off.", "%(count)s are put off.", put_off)
            % {"count": capfirst(str(apnumber(put_off)))}
        )
    return " ".join(parts)


def _cadence(reason: Mapping[str, Any]) -> str:
    """Return "agreed every 2 weeks", or what pairs of the programme do."""
    every = cadence_in_words(reason["weeks"])
    sentence = _("agreed %(every)s") if reason.get("agreed") else _("pairs here meet %(every)s")
    return sentence % {"every": every}
