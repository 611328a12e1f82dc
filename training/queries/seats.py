"""Who has, or had, a seat under a policy."""

from collections.abc import Collection
from uuid import UUID

from programmes.models import Participant
from programmes.retention import SEATED
from training.models import CurrencyPolicy


def seated_under(policy: CurrencyPolicy, people: Collection[UUID] | None = None) -> list[UUID]:
    """Return who has, or had, a seat in the policy's role in its programme; one query."""
    places = Participant.objects.filter(
        cohort__programme=policy.programme, role=policy.role
    ).in_states(SEATED)
    if people is not None:
        places = places.filter(person__in=people)
    return list(places.order_by("person").values_list("person_id", flat=True).distinct())
