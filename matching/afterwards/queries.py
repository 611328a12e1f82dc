"""What was said after meetings, read: each a constant number of queries.

Moods and answers leave this module as counts, marks and averages; whoever calls must not show a
single person's.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Avg, Exists, OuterRef, Prefetch, QuerySet

from matching.afterwards.enums import FitAnswer
from matching.afterwards.links import BrokenLinkError, WordLink
from matching.enums import MatchState, MeetingState
from matching.models import FitCheck, Match, Meeting, MeetingMood
from matching.models.meeting import MeetingQuerySet
from mentorship.accounts.models import Person

# While a match is so, the question about the fit can be asked and answered.
FIT_STATES = (MatchState.ACCEPTED, MatchState.ACTIVE, MatchState.PAUSED)


class FitCounts(NamedTuple):
    """How many people of a match were asked about the fit, and how many have answered."""

    asked: int
    answered: int


class MeetingMoods(NamedTuple):
    """How a meeting was on average, from 1 to 5, for those who said so; shown to nobody."""

    starts_at: datetime
    average: float


def with_people(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Fetch the match of each meeting with its people and programme, and who said how it went."""
    matches = Match.objects.select_related("cohort__programme__organisation").with_people()
    related = meetings.select_related("logged_by")
    return related.prefetch_related(Prefetch("match", queryset=matches))


def meeting_of(link: WordLink) -> tuple[Meeting, Person]:
    """Return the meeting that a link names, and for whom; raises `BrokenLinkError`."""
    found = Meeting.objects.filter(
        pk=link.meeting_id, match__members__participant__person=link.person_id
    )
    meeting = with_people(found).first()
    if meeting is None:
        raise BrokenLinkError
    reader = next(each for each in meeting.match.people if each.pk == link.person_id)
    if not reader.can_sign_in:
        raise BrokenLinkError
    return meeting, reader


def latest_checks() -> QuerySet[FitCheck]:
    """Return each member's latest question about the fit."""
    later = FitCheck.objects.filter(member=OuterRef("member"), turn__gt=OuterRef("turn"))
    return FitCheck.objects.filter(~Exists(later))


def check_of(match: Match, person: Person) -> FitCheck | None:
    """Return the latest question about the fit to somebody in a match, if there is one."""
    return checks_of(match, person).first()


def checks_of(match: Match, person: Person) -> QuerySet[FitCheck]:
    """Return the same, or nothing."""
    own = latest_checks().filter(member__match=match, member__participant__person=person)
    return own.select_related("member__match", "member__participant__person")


def fit_counts(match: Match) -> FitCounts:
    """Return how many were asked about the fit, and how many have answered; one query.

    Who was asked anew has answered before: otherwise the counts would tell who was undecided.
    """
    first = FitCheck.objects.filter(member__match=match, turn=1)
    answers = list(first.values_list("answered_at", flat=True))
    return FitCounts(len(answers), sum(at is not None for at in answers))


def says_not_good(match_ids: Iterable[UUID]) -> set[UUID]:
    """Return the matches of which somebody last said that the fit is not good; one query."""
    rows = latest_checks().filter(member__match__in=list(match_ids), answer=FitAnswer.NOT_GOOD)
    return set(rows.values_list("member__match_id", flat=True))


def mood_by_meeting(match_ids: Iterable[UUID]) -> dict[UUID, list[MeetingMoods]]:
    """Return how the held meetings of each match felt, the earliest first; one query.

    Meetings of which nobody said so are left out, as are matches without any.
    """
    rows = (
        MeetingMood.objects.filter(
            meeting__match__in=list(match_ids), meeting__state=MeetingState.HELD
        )
        .values("meeting__match_id", "meeting__starts_at", "meeting_id")
        .annotate(average=Avg("mood"))
        .order_by("meeting__starts_at", "meeting_id")
    )
    found: dict[UUID, list[MeetingMoods]] = {}
    for row in rows:
        moods = MeetingMoods(row["meeting__starts_at"], float(row["average"]))
        found.setdefault(row["meeting__match_id"], []).append(moods)
    return found
