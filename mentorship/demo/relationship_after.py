"""What the demo's pairs said after their meetings: faces, notes, and whether they fit."""

import random
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from matching.afterwards.enums import FitAnswer, Mood, NoteReader
from matching.enums import MatchState
from matching.models import FitCheck, Match, Meeting, MeetingMood, MeetingNote
from mentorship.demo.cast import SEED
from mentorship.demo.programmes import Year

# The first pair is well; of the others, by their turn, one feels worse each time, one does not fit,
# one is still deciding, and one has not answered.
FALLING, NOT_GOOD, DECIDING, SILENT = 4, 5, 6, 7
WELL = (Mood.FINE, Mood.GOOD, Mood.GOOD, Mood.GREAT)
WORSE = (Mood.GREAT, Mood.GOOD, Mood.SO_SO, Mood.SO_SO, Mood.HARD)
SHARED = (
    "We agreed: I draft the agenda of the next team meeting, Amara reads it by Thursday.",
    "Feedback worked best when I asked one question at a time.",
)
OWN = (
    "Ask her how she said no to the second project.",
    "I talk too fast when I am nervous. Breathe before the numbers.",
)


def build_after(year: Year, today: date) -> None:
    """Store what pairs under way said of their meetings; the first pair's last waits for a word."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    places = {place.pk: turn for turn, place in enumerate(year.running.mentees)}
    under_way = Match.objects.filter(
        cohort=year.running.cohort, state__in=[MatchState.ACTIVE, MatchState.PAUSED]
    )
    turns = {
        places[member.participant_id]: match
        for match in under_way.with_people()
        for member in match.members.all()
        if member.participant_id in places
    }
    for turn, match in sorted(turns.items()):
        meetings = list(match.meetings.held())
        _feel(match, meetings, WORSE if turn == FALLING else WELL, chance)
        if meetings:
            _answer(match, meetings[0], turn)
    first = turns[0]
    _note(first)
    starts_at = timezone.make_aware(datetime.combine(today - timedelta(days=1), time(13)))
    Meeting.objects.create(match=first, starts_at=starts_at, place="By video")


def _feel(
    match: Match, meetings: list[Meeting], moods: tuple[Mood, ...], chance: random.Random
) -> None:
    """Give each meeting a face of everybody; in order where they fall, else as it comes."""
    last = len(moods) - 1
    MeetingMood.objects.bulk_create(
        MeetingMood(
            meeting=meeting,
            person=person,
            mood=moods[min(number, last)] if moods is WORSE else chance.choice(moods),
            said_at=meeting.logged_at or meeting.ends_at,
        )
        for number, meeting in enumerate(meetings)
        for person in match.people
    )


def _answer(match: Match, first: Meeting, turn: int) -> None:
    """Let everybody have been asked about the fit, and most have answered that it is good."""
    asked_at = first.logged_at or first.ends_at
    for member in match.members.all():
        is_mentee = member.person in match.mentees
        answer = FitAnswer.GOOD
        if is_mentee and turn in {NOT_GOOD, DECIDING}:
            answer = FitAnswer.NOT_GOOD if turn == NOT_GOOD else FitAnswer.DECIDING
        is_silent = is_mentee and turn == SILENT
        FitCheck.objects.create(
            member=member,
            asked_at=asked_at,
            answer="" if is_silent else answer,
            answered_at=None if is_silent else asked_at + timedelta(days=1),
        )


def _note(match: Match) -> None:
    """Let the first pair's mentee have noted something after the last meetings."""
    mentee = match.mentees[0]
    latest = match.meetings.held().order_by("-starts_at")
    for meeting, shared, own in zip(latest[: len(SHARED)], SHARED, OWN, strict=False):
        for reader, words in ((NoteReader.BOTH, shared), (NoteReader.SELF, own)):
            MeetingNote.objects.create(meeting=meeting, by=mentee, reader=reader, words=words)
