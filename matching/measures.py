"""Figures of this app for the indicators of programmes."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from matching.enums import ENDED_STATES, MatchState
from matching.models import Match, Meeting
from programmes.measures import Measure, Reading, register_measure, rounded, share
from programmes.models import Programme

BEGAN = (MatchState.ACTIVE, MatchState.PAUSED, *ENDED_STATES)


def closed_as_planned(programme: Programme, *, as_of: date) -> Reading | None:
    """Compare the matches that were closed as planned with all that have ended."""
    ended = Match.objects.filter(cohort__programme=programme, state__in=ENDED_STATES)
    return share(ended.filter(state=MatchState.CLOSED).count(), ended.count(), as_of)


def meetings_held_per_match(programme: Programme, *, as_of: date) -> Reading | None:
    """Divide the meetings that were held by the matches that began; None where none is noted."""
    matches = Match.objects.filter(cohort__programme=programme, state__in=BEGAN)
    meetings = Meeting.objects.filter(match__in=matches)
    began = matches.count()
    if not began or not meetings.exists():
        return None
    held = meetings.held().count()
    return Reading(rounded(Decimal(held) / began), began, None, as_of)


def register() -> None:
    """Offer these figures."""
    for measure in MEASURES:
        register_measure(measure)


MEASURES = (
    Measure(
        key="matching.closed_as_planned",
        title=_("Matches closed as planned"),
        unit="%",
        describe=_(
            "Of all matches that have ended in any cohort, those that were closed. Ended early is "
            "not; proposals that nobody took up are left out."
        ),
        read=closed_as_planned,
    ),
    Measure(
        key="matching.meetings_per_match",
        title=_("Meetings held per match"),
        unit=_("meetings"),
        describe=_(
            "All meetings that were said to have happened, divided by all matches that began, in "
            "any cohort and whether they have ended or not. Where none was ever noted, nobody can "
            "tell."
        ),
        read=meetings_held_per_match,
    ),
)
