"""What follows for training when something happens in the apps below."""

from collections.abc import Sequence
from typing import Any

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant, Programme
from programmes.signals import participant_moved, participants_moved, programme_created
from training.actions.competencies import ensure_competencies
from training.actions.ledger import settle_people
from training.actions.policies import begin_policies
from training.actions.standings import ensure_policies

SEAT_CHANGES = frozenset({ParticipantState.ACCEPTED, ParticipantState.WITHDRAWN})
TAKEN_BACK = (ParticipantState.ACCEPTED, ParticipantState.APPLIED)


def note_seat(
    sender: type[Participant],
    participant: Participant,
    came_from: ParticipantState,
    by: Person | None,
    **_: Any,
) -> None:
    """Give who was just accepted a standing, and take it from who left; earlier hours count.

    An acceptance that is taken back counts as leaving.
    """
    is_taken_back = (came_from, participant.state) == TAKEN_BACK
    if participant.state not in SEAT_CHANGES and not is_taken_back:
        return
    policies = ensure_policies(participant.cohort.programme)
    settle_people(policies[ParticipantRole(participant.role)], [participant.person_id], by=by)


def note_seats(
    sender: type[Participant],
    programme: Programme,
    participants: Sequence[Participant],
    by: Person | None,
    **_: Any,
) -> None:
    """Do the same for many at once: the number of queries does not grow with them, up to 1,000."""
    policies = ensure_policies(programme)
    for role, policy in sorted(policies.items()):
        people = {each.person_id for each in participants if each.role == role}
        if people:
            settle_people(policy, people, by=by)


def note_programme(sender: type[Programme], programme: Programme, **_: Any) -> None:
    """Give a programme that was just started what its template, or its source, asks of training.

    Its organisation gets the competencies it does not have yet.
    """
    begin_policies(programme)
    ensure_competencies(programme.organisation)


def connect() -> None:
    """Hear of all of these."""
    participant_moved.connect(note_seat)
    programme_created.connect(note_programme)
    participants_moved.connect(note_seats)
