"""How relationships are shown in lists and on their page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.care.enums import HealthLevel
from matching.care.wording import (
    cadence_in_words,
    draft_for,
    is_fresh,
    level_in_words,
    reasons_in_words,
    step_in_words,
)
from matching.enums import MatchState
from matching.models import Match
from matching.queries import Relationship
from matching.wording import full_names, last_met, names_of, short_names
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

# How the page opens where the state says more than how the pair fares.
_HEADLINES = {
    MatchState.PROPOSED: gettext_lazy("%(names)s have been asked"),
    MatchState.ACCEPTED: gettext_lazy("%(names)s have said yes"),
    MatchState.DECLINED: gettext_lazy("%(names)s were not matched: somebody said no"),
    MatchState.EXPIRED: gettext_lazy("%(names)s were not matched: nobody answered in time"),
    MatchState.ACTIVE: gettext_lazy("%(names)s are under way"),
    MatchState.PAUSED: gettext_lazy("%(names)s are pausing"),
    MatchState.CLOSED: gettext_lazy("%(names)s have come to the end"),
    MatchState.ENDED_EARLY: gettext_lazy("%(names)s have parted"),
}
Crumb = dict[str, str]


def tone_of(relationship: Relationship) -> str:
    """Return the tone of a relationship: of its health, or of its state where it has none."""
    if relationship.health.needs_somebody:
        return "warn"
    return STATE_TONES[MatchState(relationship.match.state)]


def standing_of(relationship: Relationship) -> tuple[str, str]:
    """Return the tone and the word of how a match fares, or of its state where that says more."""
    match, health = relationship.match, relationship.health
    if health.level == HealthLevel.NOT_SCORED and match.is_under_way and match.started_on:
        return "idle", _("Rests: somebody is away")
    has_begun = match.started_on is not None or health.level != HealthLevel.WELL
    if health.level != HealthLevel.NOT_SCORED and has_begun:
        return level_in_words(health)
    return tone_of(relationship), match.get_state_display()


def relationship_rows(programme: Programme, found: Iterable[Relationship]) -> list[dict[str, Any]]:
    """Return one row for each relationship."""
    return [_row(programme, relationship) for relationship in found]


def _row(programme: Programme, relationship: Relationship) -> dict[str, Any]:
    """Return one row: who, how it fares and why, what was done last, and what would help."""
    match, health = relationship.match, relationship.health
    reasons = reasons_in_words(health)
    tone, word = standing_of(relationship)
    draft = draft_for(health.reasons) if reasons and health.snoozed_until is None else None
    return {
        "mentors": full_names(match.mentors) or _("No mentor"),
        "mentees": full_names(match.mentees),
        "title": match.title,
        "url": _page(programme, relationship),
        "cohort": match.cohort.name,
        "tone": tone,
        "word": word,
        "reason": reasons[0] if reasons else "",
        "more": len(reasons) - 1,
        "last_met": last_met(relationship.last_met_on) if relationship.is_going_on else "",
        "next": health.next_meeting_at,
        "step": step_in_words(relationship.last_step) if relationship.last_step else "",
        "action": draft.action if draft and not is_fresh(relationship.last_step) else "",
        "weeks": strip_of(relationship),
        "rhythm": rhythm_in_words(relationship),
        "is_going_on": relationship.is_going_on,
        "pk": match.pk,
    }


def page_of(relationship: Relationship) -> dict[str, Any]:
    """Return what the page of one relationship shows at its top."""
    match, health = relationship.match, relationship.health
    is_scored = health.level != HealthLevel.NOT_SCORED
    return {
        "headline": headline_of(relationship),
        "tone": STATE_TONES[MatchState(match.state)],
        "level": level_in_words(health) if is_scored else None,
        "health": health,
        "reasons": reasons_in_words(health),
        "draft": draft_for(health.reasons) if health.reasons else None,
        "step": step_in_words(relationship.last_step) if relationship.last_step else "",
        "is_fresh": is_fresh(relationship.last_step),
        "weeks": strip_of(relationship),
        "rhythm": rhythm_in_words(relationship),
        "is_going_on": relationship.is_going_on,
    }


def strip_of(relationship: Relationship) -> list[tuple[str, bool]]:
    """Return what a pair did week by week, and whether a meeting was due by then."""
    return list(zip(relationship.weeks, relationship.due, strict=True))


def _page(programme: Programme, relationship: Relationship) -> str:
    """Return the address of a relationship's page."""
    return reverse("matching:match", args=(programme.slug, relationship.match.pk))


def headline_of(relationship: Relationship) -> str:
    """Return the sentence that opens the page: "Idris and Rosa: quiet for 51 days"."""
    match, health = relationship.match, relationship.health
    words = {"names": short_names([*match.mentors, *match.mentees])}
    if match.state == MatchState.ACTIVE and health.reasons:
        reason = reasons_in_words(health)[0]
        return _("%(names)s: %(reason)s") % {**words, "reason": reason[:1].lower() + reason[1:]}
    if match.state == MatchState.ACTIVE and match.started_on:
        if health.level == HealthLevel.NOT_SCORED:
            return _("%(names)s rest: somebody is away") % words
        return _("%(names)s meet as they meant to") % words
    return _HEADLINES[MatchState(match.state)] % words


def trail_to(programme: Programme, match: Match | None = None, label: str = "") -> list[Crumb]:
    """Return the way back from a page about a match, or from one beside the list of all."""
    trail = [
        {"label": _("Relationships"), "url": reverse("matching:match-list", args=(programme.slug,))}
    ]
    if match is not None:
        url = reverse("matching:match", args=(programme.slug, match.pk))
        trail.append({"label": names_of(match), "url": url})
    if label:
        trail.append({"label": label, "url": ""})
    return trail


def cohort_tabs(cohorts: Iterable[Cohort], *, current: Cohort) -> list[dict[str, Any]]:
    """Return one tab for each cohort; none where there is no choice."""
    tabs = [
        {"label": cohort.name, "url": f"?cohort={cohort.pk}", "is_current": cohort == current}
        for cohort in cohorts
    ]
    return tabs if len(tabs) > 1 else []


def relationship_facts(
    relationship: Relationship, counted: "Iterable[tuple[str, str]]" = ()
) -> list[dict[str, str]]:
    """Return the facts of one relationship, then what is counted of it; empty ones are left out."""
    match, health = relationship.match, relationship.health
    days = {
        _("Proposed"): match.proposed_at,
        _("Accepted"): match.accepted_at,
        _("Began"): match.started_on,
        _("Ended"): match.ended_on,
    }
    facts = [(_("Cohort"), match.cohort.name), (_("Project or theme"), match.title)]
    facts += [(label, date_format(day, "j M Y")) for label, day in days.items() if day]
    coming = health.next_meeting_at
    facts += [
        (_("Outcome"), match.get_outcome_display()),
        (_("Why it ended early"), match.ended_reason),
        (_("Last met"), _last_met(relationship)),
        (_("Meets next"), date_format(timezone.localtime(coming), "j M Y") if coming else ""),
        *counted,
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def rhythm_in_words(relationship: Relationship) -> str:
    """Return what the strip of weeks shows."""
    words = _("Met in %(met)d of the last %(weeks)d weeks") % {
        "met": relationship.weeks_met,
        "weeks": len(relationship.weeks),
    }
    health = relationship.health
    if not health.every_weeks:
        return words
    every = cadence_in_words(health.every_weeks)
    meant = _("agreed %(every)s") if health.is_cadence_agreed else _("pairs here meet %(every)s")
    return f"{words}, {meant % {'every': every}}"


def _last_met(relationship: Relationship) -> str:
    """Return the day of the last meeting; nothing for those that have not begun."""
    if relationship.last_met_on is not None:
        return date_format(relationship.last_met_on, "j M Y")
    if relationship.is_going_on:
        return _("Has not met yet")
    return _("None noted") if relationship.match.ended_on else ""
