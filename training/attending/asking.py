"""Whether somebody is asked about a session elsewhere, so that nobody asks them twice."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from mentorship.accounts.models import Person
from training.models import Session

# Given a person and sessions, returns the ids of those that they are asked about elsewhere.
Asker = Callable[[Person, Sequence[Session]], Iterable[UUID]]
_askers: list[Asker] = []


def register_asker(asker: Asker) -> None:
    """Let an app say which sessions it asks about itself; called from its `AppConfig.ready`.

    The number of its queries does not grow with the sessions.
    """
    if asker not in _askers:
        _askers.append(asker)


def asked_elsewhere(person: Person, sessions: Sequence[Session]) -> set[UUID]:
    """Return the ids of the sessions about which a person is asked elsewhere."""
    if not sessions:
        return set()
    return {pk for asker in _askers for pk in asker(person, sessions)}
