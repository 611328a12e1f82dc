"""What follows in this app itself when people move along."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from mentorship.accounts.models import Person
from programmes.actions.checks import ask_missing
from programmes.actions.recommendations import read_at_close
from programmes.enums import CohortState
from programmes.models import Cohort, Participant, Programme
from programmes.models.check import CHECKED_STATES
from programmes.signals import cohort_moved, participant_moved, participants_moved


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


def read_what_moved(sender: type[Cohort], cohort: Cohort, **_: Any) -> None:
    """Read what a closed cohort's changes should have moved, once all that closes with it has."""
    if cohort.state == CohortState.CLOSED:
        transaction.on_commit(lambda: read_at_close(cohort))


def connect() -> None:
    """Listen; called from the app's `ready`."""
    cohort_moved.connect(read_what_moved, dispatch_uid="programmes.recommendations")
    participant_moved.connect(ask_for_checks, dispatch_uid="programmes.checks")
    participants_moved.connect(ask_many_for_checks, dispatch_uid="programmes.checks")
