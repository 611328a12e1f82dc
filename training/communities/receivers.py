"""What follows for communities when people come, go on or leave, and when programmes begin."""

from collections.abc import Sequence
from typing import Any

from mentorship.accounts.models import Person
from programmes.enums import CohortState
from programmes.models import Cohort, Participant, Programme
from programmes.signals import (
    cohort_moved,
    participant_moved,
    participants_moved,
    programme_created,
)
from training.actions.community_keeping import begin_communities, keep_members_of


def note_move(
    sender: type[Participant], participant: Participant, by: Person | None, **_: Any
) -> None:
    """Bring somebody's memberships in line with the place that moved."""
    programme = participant.cohort.programme
    keep_members_of(programme, by=by, people=[participant.person_id])


def note_moves(
    sender: type[Participant],
    programme: Programme,
    participants: Sequence[Participant],
    by: Person | None,
    **_: Any,
) -> None:
    """Do the same for many at once."""
    keep_members_of(programme, by=by, people={each.person_id for each in participants})


def note_cohort(sender: type[Cohort], cohort: Cohort, by: Person | None, **_: Any) -> None:
    """Let memberships by role in a cohort's community end when the cohort closes."""
    if cohort.state == CohortState.CLOSED:
        keep_members_of(cohort.programme, by=by)


def note_programme(
    sender: type[Programme], programme: Programme, by: Person | None, **_: Any
) -> None:
    """Give a new programme its communities."""
    begin_communities(programme, by=by)


def connect() -> None:
    """Hear of all of these."""
    participant_moved.connect(note_move, dispatch_uid="training.communities")
    participants_moved.connect(note_moves, dispatch_uid="training.communities")
    cohort_moved.connect(note_cohort, dispatch_uid="training.communities")
    programme_created.connect(note_programme, dispatch_uid="training.communities")
