"""Reads across concerns. Whoever is not named in one reads nothing here of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, Q, Value, When

from matching.concerns.enums import Channel, ConcernState, EntryKind
from matching.concerns.wording import about_for_raiser
from matching.enums import CURRENT_STATES, ENDED_STATES, MatchState
from matching.models import Concern, ConcernContact, ConcernEntry, ConcernRoute, Match
from matching.models.concern import ConcernQuerySet
from mentorship.accounts.models import Person
from programmes.models import Programme

# What whoever raised a concern reads: words to them, their own, and what became of it.
FOR_THE_RAISER = frozenset(EntryKind) - {EntryKind.NOTE}


def open_for_coordinators(match_ids: Iterable[UUID]) -> set[UUID]:
    """Return the matches with an open concern that went to the programme's named person.

    Never those of which no coordinator is to know. One query.
    """
    rows = Concern.objects.open().filter(match__in=list(match_ids), channel=Channel.COORDINATORS)
    return set(rows.values_list("match_id", flat=True))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a person may raise a concern about: one of their matches, or a programme of theirs."""

    programme: Programme
    match: Match | None
    words: str

    @property
    def query(self) -> str:
        """Return how an address names it."""
        if self.match is not None:
            return f"match={self.match.pk}"
        return f"programme={self.programme.pk}"


def subjects_of(person: Person) -> list[Subject]:
    """Return what a person may raise a concern about, their matches first; three queries."""
    matches = (
        Match.objects.involving(person)
        .filter(state__in=[MatchState.PROPOSED, *CURRENT_STATES, *ENDED_STATES])
        .select_related("cohort__programme__organisation")
        .with_people()
        .order_by("-proposed_at", "pk")
    )
    programmes = (
        Programme.objects.filter(cohorts__participants__person=person)
        .select_related("organisation")
        .distinct()
        .order_by("name", "pk")
    )
    found = [
        Subject(
            match.cohort.programme,
            match,
            about_for_raiser(match.cohort.programme, match, person),
        )
        for match in matches
    ]
    return [*found, *(Subject(programme, None, programme.name) for programme in programmes)]


def own_concerns(person: Person) -> Any:
    """Return what a person raised, the latest first, each with `is_answered`."""
    own = Concern.objects.visible_to(person).raised_by(person)
    return own.with_people().with_answers().order_by("-raised_at", "pk")


def handled_concerns(person: Person) -> Any:
    """Return what a person answers, each with `is_answered`: the open ones by the hour first."""
    open_first = Case(
        When(state=ConcernState.SETTLED, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    named = Concern.objects.visible_to(person).handled_by(person)
    rows = named.with_people().with_answers().annotate(is_closed=open_first)
    return rows.order_by("is_closed", "answer_by", "pk")


def as_it_stands(concern: Concern) -> Concern:
    """Return a concern that its reader found a moment ago as it is now, and who has it."""
    return Concern.objects.select_related("handler").get(pk=concern.pk)


def answers_concerns(person: Person) -> bool:
    """Tell whether a person is named for concerns anywhere, or was told of one."""
    return is_named_for_concerns(person) or Concern.objects.handled_by(person).exists()


def is_named_for_concerns(person: Person) -> bool:
    """Tell whether a person is named, or is a deputy, for concerns of anybody; one query."""
    contact = ConcernContact.objects.filter(Q(person=person) | Q(deputy=person))
    route = ConcernRoute.objects.filter(Q(handler=person) | Q(deputy=person))
    return Person.objects.filter(Exists(contact) | Exists(route), pk=person.pk).exists()


def answers_other(one: Person, other: Person) -> bool:
    """Tell whether one of two people answers what the other raised, or what is about them."""
    either = (one, other)
    about = Q(raised_by__in=either) | Q(match__members__participant__person__in=either)
    rows = Concern.objects.filter(about)
    return rows.filter(Q(handler__in=either) | Q(escalated_to__in=either)).exists()


def waiting_for(person: Person) -> ConcernQuerySet:
    """Return what waits to be taken in hand by a person, the soonest first."""
    return Concern.objects.waiting_for(person).order_by("answer_by", "pk")


def entries_for(concern: Concern, kinds: Collection[str] = EntryKind.values) -> list[ConcernEntry]:
    """Return the record of a concern, oldest first; one query."""
    return list(concern.entries.filter(kind__in=kinds).select_related("by", "to"))
