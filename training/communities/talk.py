"""What members of a community talk of, as its page shows it."""

from typing import Any

from mentorship.accounts.models import Person
from training.models import Community


def talk_of(_community: Community, _person: Person) -> dict[str, Any]:
    """Return what the page's part about discussions, resources and peer partners needs."""
    return {}
