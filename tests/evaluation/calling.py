"""Calling people in tests."""

from django.utils import timezone

from evaluation.actions.calls import call_people
from evaluation.models import Call, Wave
from mentorship.accounts.models import Person


def called(wave: Wave, person: Person, **about) -> Call:
    """Call everybody a wave asks, and return one person's call."""
    call_people(wave, on=timezone.localdate())
    return wave.calls.select_related("wave__instrument", "person", "place").get(
        person=person, **about
    )
