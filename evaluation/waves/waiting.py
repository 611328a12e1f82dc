"""Who has not answered an open wave, where that may be told."""

from django.db.models.functions import Lower

from evaluation.enums import Candour
from evaluation.models import Wave
from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet


def may_name(wave: Wave) -> bool:
    """Tell whether colleagues may read who has not answered: never where it is anonymous."""
    return wave.instrument.candour != Candour.ANONYMOUS


def waiting_for(wave: Wave) -> PersonQuerySet:
    """Return who has not answered yet, by name; nobody of an anonymous wave."""
    if not may_name(wave):
        return Person.objects.get_queryset().none()
    waiting = wave.calls.standing().unanswered().values("person")
    return Person.objects.get_queryset().filter(pk__in=waiting).order_by(Lower("name"), "pk")
