"""Which skills a person's goals are about, so that resources can be suggested."""

from uuid import UUID

from django.db.models import QuerySet

from matching.actions.goals import WRITABLE
from matching.models import Goal
from mentorship.accounts.models import Person


def topics_of_goals(person: Person) -> QuerySet[Goal, UUID | None]:
    """Return the skills of a person's open goals in matches that go on."""
    own = Goal.objects.filter(person=person, match__state__in=WRITABLE, competency__isnull=False)
    return own.open().values_list("competency_id", flat=True)
