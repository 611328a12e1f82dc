"""Which mentees of a round have nobody, and what they can be told about it."""

from collections.abc import Collection
from uuid import UUID

from matching.drafts.enums import UnplacedReason
from matching.enums import MatchState
from matching.models import Draft, DraftUnplaced, MatchMember, Round
from matching.publishing.answers import Standing, mentees_of
from matching.publishing.emails import CAME_TO_NOTHING
from programmes.models import Participant

MOST_LETTERS = 200


def without_match(chosen: Round) -> list[Participant]:
    """Return the mentees who have nobody and were not told so; one query."""
    rows = mentees_of(chosen).filter(standing__in=[Standing.FREE_AGAIN, Standing.NOBODY])
    return list(rows[:MOST_LETTERS])


def reasons_of(mentees: Collection[Participant], draft: Draft | None) -> dict[Participant, str]:
    """Return what each of them can be told: the draft's reason, or that a proposal came to nothing.

    Two queries. Never whose answer it was.
    """
    unplaced: dict[UUID, str] = {}
    if draft is not None:
        rows = DraftUnplaced.objects.filter(draft=draft, mentee__in=mentees)
        unplaced = dict(rows.values_list("mentee", "reason"))
    over = (MatchState.DECLINED, MatchState.EXPIRED)
    asked = MatchMember.objects.filter(participant__in=mentees, match__state__in=over)
    were_asked = set(asked.values_list("participant", flat=True))
    return {
        mentee: unplaced.get(mentee.pk)
        or (CAME_TO_NOTHING if mentee.pk in were_asked else UnplacedReason.TAKEN_OUT.value)
        for mentee in mentees
    }
