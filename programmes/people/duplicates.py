"""Who may be here twice: two records that look like one person."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, Count, F, Func, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Trim
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import allows, places_allowing
from mentorship.accounts.models import Membership, Person
from mentorship.accounts.permissions import Permission
from programmes.models import Participant, Programme
from programmes.permissions import allowed_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_GROUPS = 40
MOST_PAIRS = 40
# "info@…" is many people: a larger group says nothing about any two of them.
_MOST_IN_GROUP = 4
_LEAST_LIKENESS = 0.3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person, and why we think so."""

    first: Person
    second: Person
    why: "str | _StrPromise"


def pairs_in(programme: Programme, *, viewer: Person) -> list[Pair]:
    """Return who may be here twice in the programme's organisation, as far as the viewer may merge.

    Four queries, however many people there are; never more than 40 pairs.
    """
    found: dict[frozenset[uuid.UUID], str | _StrPromise] = {}
    for key, why, is_name_asked in _LIKENESSES:
        for pair, likeness in _alike(programme, key, viewer=viewer):
            if not is_name_asked or likeness >= _LEAST_LIKENESS:
                found.setdefault(pair, why)
    chosen = list(found.items())[:MOST_PAIRS]
    people = Person.objects.in_bulk({pk for pair, _why in chosen for pk in pair})
    return [_pair(pair, why, people) for pair, why in chosen]


def mergeable_people(programme: Programme, *, viewer: Person) -> QuerySet[Membership]:
    """Return the members of the programme's organisation whom the viewer may merge.

    Administrators may merge all of them; coordinators those with a place in a programme of theirs.
    """
    members = Membership.objects.filter(
        organisation=programme.organisation_id, person__merged_into__isnull=True
    )
    if allows(viewer, Permission.MANAGE_ORGANISATION, organisation_id=programme.organisation_id):
        return members
    organisations, programmes = places_allowing(viewer, Permission.MANAGE_PEOPLE)
    if programme.organisation_id in organisations:
        return members
    places = Participant.objects.filter(
        cohort__programme__in=programmes,
        cohort__programme__organisation=programme.organisation_id,
    )
    return members.filter(person__in=places.values("person"))


def may_merge_in(programme: Programme, viewer: Person) -> bool:
    """Tell whether the viewer may merge people of the programme's organisation at all."""
    return allows(
        viewer, Permission.MANAGE_ORGANISATION, organisation_id=programme.organisation_id
    ) or allowed_in(viewer, Permission.MANAGE_PEOPLE, programme)


def _pair(
    pair: frozenset[uuid.UUID], why: "str | _StrPromise", people: dict[uuid.UUID, Person]
) -> Pair:
    """Return the two, the one who has been here longer first."""
    first, second = sorted((people[pk] for pk in pair), key=lambda p: (p.joined_at, str(p.pk)))
    return Pair(first, second, why)


def _alike(
    programme: Programme, key: Combinable, *, viewer: Person
) -> Iterable[tuple[frozenset[uuid.UUID], float]]:
    """Yield pairs whose key is the same, and how alike their names are; one query."""
    groups = (
        mergeable_people(programme, viewer=viewer)
        .annotate(key=key)
        .exclude(key="")
        .exclude(key__isnull=True)
        .order_by()
        .values("key")
        .annotate(number=Count("pk"), people=ArrayAgg("person"), names=ArrayAgg(_PLAIN_NAME))
        .filter(number__gt=1, number__lte=_MOST_IN_GROUP)
        .order_by("key")[:MOST_GROUPS]
    )
    for group in groups:
        named = list(zip(group["people"], group["names"], strict=True))
        for (one, a), (other, b) in combinations(named, 2):
            yield frozenset({one, other}), _likeness(a, b)


def _likeness(one: str, other: str) -> float:
    """Return the share of words that two names have in common, from 0 to 1."""
    a, b = set(one.split()), set(other.split())
    return len(a & b) / len(a | b) if a | b else 0.0


def _replaced(text: Combinable | str, pattern: str, by: str) -> Func:
    """Return text in which every match of a pattern is replaced."""
    return Func(
        text,
        Value(pattern),
        Value(by),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )


# Without accents, capitals and gaps.
_PLAIN_NAME = Lower(
    Func(
        Trim(_replaced(F("person__name"), r"[\s.-]+", " ")),
        function="unaccent",
        output_field=CharField(),
    )
)
_LOCAL_PART = Func(
    F("person__email"), Value("@"), Value(1), function="split_part", output_field=CharField()
)
# "E-0042" and "e42" name one person: only letters and digits count, and no leading zeros.
_PLAIN_REFERENCE = _replaced(
    _replaced(Lower("external_ref"), r"[^a-z0-9]", ""), r"(^|[a-z])0+(?=[0-9])", r"\1"
)
_LIKENESSES: "tuple[tuple[Combinable, str | _StrPromise, bool], ...]" = (
    (_PLAIN_NAME, _("The same name"), False),
    (_LOCAL_PART, _("The same beginning of the address, and a similar name"), True),
    (_PLAIN_REFERENCE, _("References that differ only in how they are written"), False),
)
