"""Who should be in one caseload: an app above says which participants belong together."""

from collections.abc import Callable, Iterable
from uuid import UUID

from programmes.models import Programme

# Groups of participants' ids; a group may name people who are in no caseload.
GroupSource = Callable[[Programme], Iterable[Iterable[UUID]]]
_sources: list[GroupSource] = []


def register_groups(source: GroupSource) -> None:
    """Let an app say who is to be kept together; called from its `AppConfig.ready`.

    A source makes a number of queries that does not grow with the programme.
    """
    if source not in _sources:
        _sources.append(source)


def groups_of(programme: Programme) -> list[list[UUID]]:
    """Return all groups of a programme's participants that any app wants kept together."""
    return [list(group) for source in _sources for group in source(programme)]
