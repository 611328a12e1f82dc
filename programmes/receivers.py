"""What follows in this app itself when people move along."""

from collections.abc import Sequence
from typing import Any

from mentorship.accounts.models import Person
from programmes.actions.checks import ask_missing
from programmes.models import Participant, Programme
from programmes.models.check import CHECKED_STATES
from programmes.signals import participant_moved, participants_moved


def ask_for_checks(
    sender: type[Participant], participant: Participant, by: Person | None, **_: Any
) -> None:
    """Ask who was just accepted for what the programme wants to see."""
    if participant.state in CHECKED_STATES:
        ask_missing(participant.cohort.programme, by=by, places=[participant])


def ask_many_for_checks(
    sender: type[Participant],
    programme: Programme,
    participants: Sequence[Participant],
    by: Person | None,
    **_: Any,
) -> None:
    """Do the same for many at once."""
    if accepted := [each for each in participants if each.state in CHECKED_STATES]:
        ask_missing(programme, by=by, places=accepted)


def connect() -> None:
    """Listen; called from the app's `ready`."""
    participant_moved.connect(ask_for_checks, dispatch_uid="programmes.checks")
    participants_moved.connect(ask_many_for_checks, dispatch_uid="programmes.checks")
