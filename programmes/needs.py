"""What needs a person: every app says it here, and Today shows it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.gates import Gate, open_gates
from programmes.models import Participant, Programme, PutOff
from programmes.permissions import allowed_in


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


Tells = Callable[[Programme, Person], Iterable[Need]]


@dataclass(frozen=True, slots=True)
class NeedSource:
    """Something that tells needs to people with a permission, while its gate is open.

    Called for itself it minds both, and so tells what it adds to Today.
    """

    tell: Tells
    permission: Permission | None = None
    gate: Gate | None = None

    def __call__(self, programme: Programme, person: Person) -> list[Need]:
        """Return what needs this person in this programme."""
        return list(_told([self], programme, person))


@dataclass(frozen=True, slots=True)
class NeedSources:
    """Sources that belong together, each with its own gate."""

    parts: tuple[NeedSource, ...]

    def __call__(self, programme: Programme, person: Person) -> list[Need]:
        """Return what needs this person in this programme."""
        return list(_told(self.parts, programme, person))


def tells_needs(
    permission: Permission | None = None, *, gate: Gate | None = None
) -> Callable[[Tells], NeedSource]:
    """Make a function a source: whom it may tell, and the rows without which it is silent.

    A gate that is closed while there is a need would lose it; one that is open for nothing costs
    the source's own queries. Without a gate the source is asked whenever somebody opens Today.
    """

    def decorate(tell: Tells) -> NeedSource:
        return NeedSource(tell, permission, gate)

    return decorate


_sources: list[Tells] = []


def register_needs(source: Tells) -> None:
    """Let an app say what needs a coordinator; called from its `AppConfig.ready`.

    A source makes a number of queries that does not grow with the programme.
    """
    if source not in _sources:
        _sources.append(source)


def registered_sources() -> list[NeedSource]:
    """Return all sources, those that belong together one by one."""
    return [part for source in _sources for part in _parts(source)]


def needs_of(programme: Programme, person: Person) -> list[Need]:
    """Return what needs this person in this programme, the most urgent first.

    One query asks all gates; only sources whose gate is open ask more.
    """
    needs = _told(registered_sources(), programme, person)
    return sorted(needs, key=lambda need: (need.urgency, need.key))


def _parts(source: Tells) -> Sequence[NeedSource]:
    """Return the sources that one registered source consists of."""
    if isinstance(source, NeedSources):
        return source.parts
    return [source if isinstance(source, NeedSource) else NeedSource(source)]


def _told(sources: Iterable[NeedSource], programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what sources tell this person."""
    minded = [
        source
        for source in sources
        if source.permission is None or allowed_in(person, source.permission, programme)
    ]
    open_now = open_gates(programme, (source.gate for source in minded if source.gate))
    for source in minded:
        if source.gate is None or source.gate in open_now:
            yield from source.tell(programme, person)


def parted(
    needs: Sequence[Need], programme: Programme, person: Person
) -> tuple[list[Need], list[Need]]:
    """Return what is left for today, and what the person put off until tomorrow; one query.

    What has become urgent meanwhile is left, whoever put it off.
    """
    if not needs:
        return [], []
    mine = PutOff.objects.visible_to(person).in_force().filter(programme=programme)
    keys = set(mine.values_list("key", flat=True))
    later = [need for need in needs if need.key in keys and need.urgency != Urgency.NOW]
    return [need for need in needs if need not in later], later


def with_own(
    needs: Sequence[Need], programme: Programme, person: Person, memberships: Collection[UUID]
) -> list[tuple[Need, bool]]:
    """Return needs, each with whether it is about the person's own caseload.

    `memberships` are those under which they look after people. Of needs that are equally urgent
    the person's own come first. One query at most.
    """
    about = frozenset().union(*(need.participants for need in needs))
    own: frozenset[UUID] = frozenset()
    if about and memberships:
        theirs = Participant.objects.in_caseload_of(person)
        theirs = theirs.filter(pk__in=about, cohort__programme=programme)
        own = frozenset(theirs.values_list("pk", flat=True))
    told = [(need, not own.isdisjoint(need.participants)) for need in needs]
    return sorted(told, key=lambda each: (each[0].urgency, not each[1]))
