"""What matches do when cohorts move on and people leave; in the same transaction."""

from collections.abc import Sequence
from typing import Any

from matching.actions.matches import close_match, end_match_early, start_match
from matching.actions.proposals import withdraw_proposal
from matching.enums import PEERS_AT_LEAST, MatchSide, MatchState
from matching.models import Match
from mentorship.accounts.models import Person
from programmes.enums import CohortState, ParticipantState
from programmes.models import Cohort, Participant

# Who withdrew, was turned away, or whose acceptance was taken back.
OUT = frozenset({ParticipantState.WITHDRAWN, ParticipantState.DECLINED, ParticipantState.APPLIED})


def follow_cohort(*, cohort: Cohort, by: Person | None, **_: Any) -> None:
    """Begin what was accepted when a cohort starts to run; end what is open when it closes.

    Nobody is written to: the cohort's own news goes to everybody.
    """
    matches = Match.objects.filter(cohort=cohort)
    if cohort.state == CohortState.RUNNING:
        for match in matches.filter(state=MatchState.ACCEPTED).order_by("pk"):
            start_match(match, by=by)
    elif cohort.state == CohortState.CLOSED:
        for match in matches.current().order_by("pk"):
            _end_with_cohort(match, by=by)


def follow_participant(*, participant: Participant, by: Person | None, **_: Any) -> None:
    """End the matches of a participant who is out, unless somebody else is on their side."""
    if participant.state not in OUT:
        return
    matches = Match.objects.current().filter(members__participant=participant).order_by("pk")
    for match in matches:
        own = match.members.get(participant=participant)
        remaining = match.members.filter(side=own.side).exclude(participant__state__in=OUT)
        if remaining.count() >= (PEERS_AT_LEAST if own.side == MatchSide.PEER else 1):
            continue
        if match.state == MatchState.PROPOSED:
            withdraw_proposal(match, by=by)
        else:
            end_match_early(match, by=by)


def follow_participants(
    *, participants: Sequence[Participant], by: Person | None, **_: Any
) -> None:
    """Do the same for many at once; one query for all who are out of no match."""
    out = {each.pk: each for each in participants if each.state in OUT}
    if not out:
        return
    matches = Match.objects.current().filter(members__participant__in=out)
    for pk in matches.order_by("pk").values_list("members__participant", flat=True):
        if pk in out:
            follow_participant(participant=out[pk], by=by)


def _end_with_cohort(match: Match, *, by: Person | None) -> None:
    """End a match whose cohort has closed, in the way that fits how far it was."""
    if match.state == MatchState.PROPOSED:
        withdraw_proposal(match, by=by, tells_people=False)
    elif match.state == MatchState.ACCEPTED:
        end_match_early(match, by=by, tells_people=False)
    else:
        close_match(match, by=by, tells_people=False)
