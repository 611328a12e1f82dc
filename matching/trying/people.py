"""The people of a draft, by id, for choices and sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from matching.drafts.enums import UnplacedReason
from matching.models import Draft, DraftPair, DraftSeat, DraftUnplaced
from programmes.models import Participant

Names = dict[UUID, str]


@dataclass(frozen=True, slots=True)
class Cast:
    """Mentees and mentors of a draft with their names, by name."""

    mentees: Names
    mentors: Names

    @property
    def names(self) -> Names:
        """Return everybody."""
        return self.mentees | self.mentors


def cast_of(draft: Draft) -> Cast:
    """Return who may be chosen in a draft: who waits, who is placed, who has seats; two queries."""
    placed = DraftPair.objects.filter(draft=draft).values("mentee")
    waiting = DraftUnplaced.objects.filter(draft=draft).exclude(reason=UnplacedReason.NOT_READY)
    mentees = Participant.objects.filter(pk__in=placed.union(waiting.values("mentee")))
    seats = DraftSeat.objects.filter(draft=draft).values("mentor")
    taken = DraftPair.objects.filter(draft=draft).values("mentor")
    mentors = Participant.objects.filter(pk__in=seats.union(taken))
    return Cast(_named(mentees), _named(mentors))


def names_of(ids: Iterable[UUID]) -> Names:
    """Return the names of participants; one query."""
    return _named(Participant.objects.filter(pk__in=set(ids)))


def _named(places: "QuerySet[Participant]") -> Names:
    """Return names by id, in the order of names."""
    found = places.order_by().values_list("pk", "person__name")
    return dict(sorted(found, key=lambda row: (row[1].casefold(), str(row[0]))))
