"""Which skills a person's goals are about, so that resources can be suggested."""

from uuid import UUID

from matching.actions.goals import WRITABLE
from matching.models import Goal
from mentorship.accounts.models import Person


def topics_of_goals(person: Person) -> list[UUID]:
    """Return the skills of a person's open goals in matches that go on; one query."""
    own = Goal.objects.filter(person=person, match__state__in=WRITABLE, competency__isnull=False)
    return list(own.open().values_list("competency_id", flat=True))
