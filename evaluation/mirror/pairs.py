"""Whom a mentee may let see their own marks: the mentors of their matches."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from evaluation.models import MirrorConsent
from matching.enums import ENDED_STATES, MENTORED_SIDES, MENTORING_SIDES, MatchState
from matching.models import MatchMember
from mentorship.accounts.models import Person
from programmes.models import Participant

# Matches that have begun, whether or not they have ended.
BEGUN = (MatchState.ACTIVE, MatchState.PAUSED, *ENDED_STATES)


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentee's place and a mentor's, and the consent that stands between them, if any."""

    mentee: Participant
    mentor: Participant
    consent: MirrorConsent | None


def pairs_of(person: Person) -> list[Pair]:
    """Return a mentee’s pairs in matches that have begun, latest cohort first; three queries."""
    own = MatchMember.objects.filter(
        participant__person=person, side__in=MENTORED_SIDES, match__state__in=BEGUN
    ).select_related("participant__cohort__programme__organisation")
    mentee_in = {member.match_id: member.participant for member in own}
    others = (
        MatchMember.objects.filter(match__in=mentee_in, side__in=MENTORING_SIDES)
        .exclude(participant__person=person)
        .select_related("participant__person", "participant__cohort__programme__organisation")
        .order_by("-participant__cohort__starts_on", "participant__person__name", "pk")
    )
    standing = _standing(mentee_in.values())
    found: dict[tuple[UUID, UUID], Pair] = {}
    for member in others:
        mentee, mentor = mentee_in[member.match_id], member.participant
        key = (mentee.pk, mentor.pk)
        found.setdefault(key, Pair(mentee, mentor, standing.get(key)))
    return list(found.values())


def _standing(mentees: Iterable[Participant]) -> dict[tuple[UUID, UUID], MirrorConsent]:
    """Return the consents that stand, by the two places."""
    rows = MirrorConsent.objects.filter(
        mentee__in=[mentee.pk for mentee in mentees], withdrawn_at__isnull=True
    )
    return {(row.mentee_id, row.mentor_id): row for row in rows}
