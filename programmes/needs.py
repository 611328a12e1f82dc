"""What needs a person: every app says it here, and Today shows it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from mentorship.accounts.models import Person
from programmes.models import Participant, Programme, PutOff


class Urgency(IntEnum):
    """How soon a need wants somebody; drawn as triangle, diamond or circle."""

    NOW = 0
    SOON = 1
    WHEN_READY = 2


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs a person: what, why, and the button that deals with it."""

    key: str
    title: str
    reason: str
    action: str
    url: str
    urgency: Urgency
    # Whom it is about, as far as they are participants: needs of one's own caseload come first.
    participants: frozenset[UUID] = frozenset()


NeedSource = Callable[[Programme, Person], Iterable[Need]]
_sources: list[NeedSource] = []


def register_needs(source: NeedSource) -> None:
    """Let an app say what needs a coordinator; called from its `AppConfig.ready`.

    A source makes a number of queries that does not grow with the programme.
    """
    if source not in _sources:
        _sources.append(source)


def needs_of(programme: Programme, person: Person) -> list[Need]:
    """Return what needs this person in this programme, the most urgent first."""
    needs = [need for source in _sources for need in source(programme, person)]
    return sorted(needs, key=lambda need: (need.urgency, need.key))


def parted(
    needs: Sequence[Need], programme: Programme, person: Person
) -> tuple[list[Need], list[Need]]:
    """Return what is left for today, and what the person put off until tomorrow; one query.

    What has become urgent meanwhile is left, whoever put it off.
    """
    mine = PutOff.objects.visible_to(person).in_force().filter(programme=programme)
    keys = set(mine.values_list("key", flat=True))
    later = [need for need in needs if need.key in keys and need.urgency != Urgency.NOW]
    return [need for need in needs if need not in later], later


def with_own(
    needs: Sequence[Need], programme: Programme, person: Person
) -> list[tuple[Need, bool]]:
    """Return needs, each with whether it is about the person's own caseload.

    Of those that are equally urgent the person's own come first. One query.
    """
    about = frozenset().union(*(need.participants for need in needs))
    own = frozenset(
        Participant.objects.in_caseload_of(person)
        .filter(pk__in=about, cohort__programme=programme)
        .values_list("pk", flat=True)
    )
    told = [(need, not own.isdisjoint(need.participants)) for need in needs]
    return sorted(told, key=lambda each: (each[0].urgency, not each[1]))
