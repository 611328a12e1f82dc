"""The people somebody may look at, in an order that favours nobody, as their profiles show them.

The order is by a hash of both ids: it stays the same for one person, so that pages do not shift,
and differs between people, so that nobody is on everybody's first page.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.translation import gettext as _

from matching.queries import Face
from matching.wishing.sharing import shared_sentence
from programmes.models import Participant, Profile


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who would suit, as the person who looks sees them."""

    place: Participant
    face: Face
    shared: str

    @property
    def work(self) -> str:
        """Return their job, department and place in a line; what is not told is left out."""
        profile = self.face.profile
        if profile is None:
            return ""
        title, department = profile.job_title, profile.department
        told = (title, "" if department in title else department, profile.location)
        return ", ".join(word for word in told if word)

    @property
    def interests(self) -> list[str]:
        """Return what they like to talk about."""
        return list(self.face.profile.interests) if self.face.profile else []

    @property
    def languages(self) -> str:
        """Return what they speak."""
        return ", ".join(self.face.profile.languages) if self.face.profile else ""

    @property
    def biography(self) -> str:
        """Return what they write about themselves."""
        return self.face.profile.biography if self.face.profile else ""


def in_fair_order(viewer: Participant, ids: Collection[UUID]) -> "QuerySet[Participant]":
    """Return these participants in the viewer's own order of chance, which stays the same."""
    chance = MD5(Concat(Value(str(viewer.pk)), Cast("pk", CharField()), output_field=CharField()))
    return (
        Participant.objects.filter(cohort=viewer.cohort_id, pk__in=ids)
        .select_related("person")
        .order_by(chance, "pk")
    )


def candidates(viewer: Participant, places: Iterable[Participant]) -> list[Candidate]:
    """Return how these participants show themselves to the viewer; one query."""
    rows = list(places)
    profiles = {
        profile.membership.person_id: profile
        for profile in Profile.objects.filter(
            membership__organisation=viewer.cohort.programme.organisation_id,
            membership__person__in=[viewer.person_id, *(row.person_id for row in rows)],
        ).select_related("membership")
    }
    own = profiles.get(viewer.person_id)
    found = []
    for row in rows:
        profile = profiles.get(row.person_id)
        face = Face(row.person, row.role, profile)
        found.append(Candidate(row, face, shared_sentence(own, profile)))
    return found


def word_for_order() -> str:
    """Say to whoever looks how the list is sorted."""
    return _("In a random order that stays the same for you, so that nobody is favoured.")


def by_name(ids: Collection[UUID]) -> list[Participant]:
    """Return these participants by name; one query."""
    return list(Participant.objects.filter(pk__in=ids).select_related("person").by_name())
