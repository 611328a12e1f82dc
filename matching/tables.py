"""How relationships are shown in lists and on their page."""

from collections.abc import Iterable
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import MatchState, MeetingState
from matching.models import Meeting
from matching.queries import Relationship
from matching.wording import full_names, quiet_for
from programmes.models import Cohort, Programme

STATE_TONES = {
    MatchState.PROPOSED: "idle",
    MatchState.ACCEPTED: "good",
    MatchState.DECLINED: "off",
    MatchState.EXPIRED: "off",
    MatchState.ACTIVE: "good",
    MatchState.PAUSED: "idle",
    MatchState.CLOSED: "off",
    MatchState.ENDED_EARLY: "off",
}

MEETING_TONES = {
    MeetingState.PLANNED: "idle",
    MeetingState.HELD: "good",
    MeetingState.NOT_HELD: "off",
    MeetingState.CANCELLED: "off",
}


def tone_of(relationship: Relationship) -> str:
    """Return the tone of a relationship's state: a quiet pair may need somebody."""
    return "warn" if relationship.is_quiet else STATE_TONES[MatchState(relationship.match.state)]


def relationship_rows(programme: Programme, found: Iterable[Relationship]) -> list[dict[str, Any]]:
    """Return one row for each relationship."""
    return [
        {
            "mentors": full_names(relationship.match.mentors) or _("No mentor"),
            "mentees": full_names(relationship.match.mentees),
            "title": relationship.match.title,
            "url": reverse("matching:match", args=(programme.slug, relationship.match.pk)),
            "cohort": relationship.match.cohort.name,
            "tone": tone_of(relationship),
            "state": relationship.match.get_state_display(),
            "last_met": _last_met(relationship),
            "quiet": _quiet(relationship),
            "weeks": relationship.weeks,
            "rhythm": rhythm_in_words(relationship),
            "is_going_on": relationship.is_going_on,
        }
        for relationship in found
    ]


def page_of(relationship: Relationship) -> dict[str, Any]:
    """Return what the page of one relationship shows at its top."""
    match = relationship.match
    return {
        "tone": STATE_TONES[MatchState(match.state)],
        "quiet": _quiet(relationship),
        "weeks": relationship.weeks,
        "rhythm": rhythm_in_words(relationship),
        "is_going_on": relationship.is_going_on,
        "facts": relationship_facts(relationship),
    }


def meeting_lines(meetings: Iterable[Meeting]) -> list[dict[str, Any]]:
    """Return one line for each meeting: when, and whether it happened."""
    lines = []
    for meeting in meetings:
        waits = meeting.state == MeetingState.PLANNED and meeting.is_over
        lines.append(
            {
                "starts_at": meeting.starts_at,
                "tone": "warn" if waits else MEETING_TONES[MeetingState(meeting.state)],
                "word": _("Waits for a word") if waits else meeting.get_state_display(),
            }
        )
    return lines


def cohort_tabs(cohorts: Iterable[Cohort], *, current: Cohort) -> list[dict[str, Any]]:
    """Return one tab for each cohort; none where there is no choice."""
    tabs = [
        {"label": cohort.name, "url": f"?cohort={cohort.pk}", "is_current": cohort == current}
        for cohort in cohorts
    ]
    return tabs if len(tabs) > 1 else []


def relationship_facts(relationship: Relationship) -> list[dict[str, str]]:
    """Return the facts of one relationship; empty ones are left out."""
    match = relationship.match
    days = {
        _("Proposed"): match.proposed_at,
        _("Accepted"): match.accepted_at,
        _("Began"): match.started_on,
        _("Ended"): match.ended_on,
    }
    facts = [(_("Cohort"), match.cohort.name), (_("Project or theme"), match.title)]
    facts += [(label, date_format(day, "j M Y")) for label, day in days.items() if day]
    facts += [
        (_("Outcome"), match.get_outcome_display()),
        (_("Why it ended early"), match.ended_reason),
        (_("Last met"), _last_met(relationship)),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def rhythm_in_words(relationship: Relationship) -> str:
    """Return what the strip of weeks shows."""
    return _("Met in %(met)d of the last %(weeks)d weeks") % {
        "met": relationship.weeks_met,
        "weeks": len(relationship.weeks),
    }


def sentence_of_list(*, active: int, quiet: int) -> str:
    """Return the sentence that opens the list."""
    if not active:
        return _("Nobody is under way now")
    if not quiet:
        return _("Everybody under way is in touch")
    return capfirst(
        ngettext(
            "%(count)s pair may need a word from you",
            "%(count)s pairs may need a word from you",
            quiet,
        )
        % {"count": apnumber(quiet)}
    )


def _last_met(relationship: Relationship) -> str:
    """Return the day of the last meeting; nothing for those that have not begun."""
    if relationship.last_met_on is not None:
        return date_format(relationship.last_met_on, "j M Y")
    if relationship.is_going_on:
        return _("Has not met yet")
    return _("None noted") if relationship.match.ended_on else ""


def _quiet(relationship: Relationship) -> str:
    """Return for how long an active pair has been quiet, once it is worth a word."""
    if relationship.quiet_days is None or not relationship.is_quiet:
        return ""
    return capfirst(quiet_for(relationship.quiet_days))
