"""What meetings and matches of others' records say of practice, told to training.

Each mentor of a match practises with each of its mentees, and peers with each other. What training
calls the occasion begins with the match and the mentor in it, as the mentor's pass does.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from django.db import transaction
from django.utils import timezone

from matching.enums import ENDED_STATES, MENTORED_SIDES, MENTORING_SIDES, MatchOrigin
from matching.models import Match, MatchMember, Meeting
from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.actions import Practice, note_all_practice, take_back_practice

# What a match of an imported record counts as: that they met is known, and not for how long.
USUAL_MINUTES = 60


def key_of_mentor(match: Match, mentor: MatchMember) -> str:
    """Return what training calls a mentor's part in a match."""
    return f"matching.match:{match.pk.hex}:{mentor.pk.hex}"


def note_meeting(meeting: Meeting, *, by: Person | None) -> None:
    """Enter a meeting that took place as practice of its mentors with its mentees."""
    note_all_practice(_of_meeting(meeting), by=by)


def take_back_meeting(meeting: Meeting, *, by: Person | None) -> None:
    """Reverse the practice of a meeting that did not take place after all."""
    for each in _of_meeting(meeting):
        take_back_practice(each.occasion_key, by=by, reason="The meeting did not happen.")


@transaction.atomic
def enter_past_practice(programme: Programme, *, by: Person | None) -> int:
    """Enter the practice of all meetings and imported matches there were; return how much is new.

    Nobody's practice lapses for want of records. Safe to run again: each occasion enters once.
    """
    meetings = Meeting.objects.held().filter(match__cohort__programme=programme)
    matches = Match.objects.filter(
        cohort__programme=programme, origin=MatchOrigin.IMPORTED, state__in=ENDED_STATES
    )
    related = "match__cohort__programme__organisation"
    people = "members__participant__person"
    of_meetings = meetings.select_related(related).prefetch_related(f"match__{people}")
    of_records = matches.select_related(related.removeprefix("match__")).prefetch_related(people)
    told = [
        *_all_of(map(_of_meeting, of_meetings.order_by("pk"))),
        *_all_of(map(_of_record, of_records.order_by("pk"))),
    ]
    return note_all_practice(told, by=by)


def _all_of(groups: Iterable[Iterable[Practice]]) -> Iterator[Practice]:
    """Return what is in any of the groups."""
    return (each for group in groups for each in group)


def _of_meeting(meeting: Meeting) -> list[Practice]:
    """Return who practised with whom at a meeting."""
    match = meeting.match
    zone = match.cohort.programme.organisation.time_zone
    day = timezone.localdate(meeting.starts_at, timezone=zone)
    return _of_match(match, day, meeting.minutes, occasion=meeting.pk.hex)


def _of_record(match: Match) -> list[Practice]:
    """Return who practised with whom in a match of an imported record, on its last day."""
    day = match.ended_on or match.cohort.ends_on
    return _of_match(match, day, USUAL_MINUTES, occasion="record")


def _of_match(match: Match, day: date, minutes: int, *, occasion: str) -> list[Practice]:
    """Return each mentor with each mentee of a match, of those who still took part on a day.

    Peers are both to each other.
    """
    members = [member for member in match.members.all() if _took_part(member, day)]
    mentors = [member for member in members if _mentors(member)]
    mentees = [member for member in members if member.side in MENTORED_SIDES]
    return [
        Practice(
            mentor=mentor.person,
            mentee=mentee.person,
            programme=match.cohort.programme,
            on=day,
            minutes=minutes,
            occasion_key=f"{key_of_mentor(match, mentor)}:{occasion}:{mentee.pk.hex}",
        )
        for mentor, mentee in product(mentors, mentees)
        if mentor != mentee
    ]


def _mentors(member: MatchMember) -> bool:
    """Tell whether a member is at work as a mentor: peers are, who are mentors in their cohort."""
    is_giving = member.side in MENTORING_SIDES
    return is_giving and bool(member.participant.role == ParticipantRole.MENTOR)


def _took_part(member: MatchMember, day: date) -> bool:
    """Tell whether a member had not left by a day."""
    ended_on = member.participant.ended_on
    return ended_on is None or ended_on >= day
