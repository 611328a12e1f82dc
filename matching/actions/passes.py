"""The pass of a mentor who lapsed for want of mentees alone: a match takes it and gives it back."""

from collections.abc import Iterable
from datetime import date

from matching.actions.practice import key_of_mentor
from matching.models import Match, MatchMember
from programmes.enums import ParticipantRole
from programmes.models import Participant
from training.actions import PassUsedError, return_activity_pass, use_activity_pass
from training.queries import may_be_matched


def use_passes(match: Match, members: Iterable[MatchMember], on: date) -> None:
    """Give the match the pass of each mentor whom only a pass lets through.

    In the order of their people, so that two matches never wait for each other. Raises
    PassUsedError when another match was quicker, or took the pass since it was looked for.
    """
    mentors = [member for member in members if member.participant.role == ParticipantRole.MENTOR]
    for member in sorted(mentors, key=lambda member: str(member.participant.person_id)):
        place: Participant = member.participant
        gate = may_be_matched(place)
        if not gate.allowed:
            raise PassUsedError
        if gate.needs_pass:
            use_activity_pass(
                person=place.person,
                programme=match.cohort.programme,
                on=on,
                occasion_key=key_of_mentor(match, member),
            )


def return_passes(match: Match, on: date) -> None:
    """Give back each pass that the match had: it came to nothing, or has ended."""
    for member in match.members.all():
        if member.participant.role == ParticipantRole.MENTOR:
            return_activity_pass(key_of_mentor(match, member), on=on)
