"""What a draft holds, found and counted in the database."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.fields import IntegerField
from django.db.models.functions import Coalesce, Lower

from matching.models import Draft, DraftChange, DraftHold, DraftPair, DraftSeat, DraftUnplaced
from programmes.models import Profile

WEAK_POINTS = 5_000


def pairs_of(draft: Draft) -> "QuerySet[DraftPair]":
    """Return the pairs of a draft with their people."""
    return DraftPair.objects.filter(draft=draft).select_related("mentee__person", "mentor__person")


def by_mentee(pairs: "QuerySet[DraftPair]") -> "QuerySet[DraftPair]":
    """Sort pairs by the mentee's name."""
    return pairs.order_by(Lower("mentee__person__name"), "pk")


def weakest_first(pairs: "QuerySet[DraftPair]") -> "QuerySet[DraftPair]":
    """Sort pairs by their fit, the weakest first."""
    return pairs.order_by("points", Lower("mentee__person__name"), "pk")


def best_first(pairs: "QuerySet[DraftPair]") -> "QuerySet[DraftPair]":
    """Sort pairs by their fit, the best first."""
    return pairs.order_by("-points", Lower("mentee__person__name"), "pk")


def unplaced_of(draft: Draft) -> "QuerySet[DraftUnplaced]":
    """Return the mentees whom a draft leaves without a mentor, by name."""
    rows = DraftUnplaced.objects.filter(draft=draft).select_related("mentee__person")
    return rows.order_by(Lower("mentee__person__name"), "pk")


def seats_of(draft: Draft) -> "QuerySet[Any]":
    """Return the mentors of a draft with `taken`, the number of their mentees in it, by name."""
    pairs = DraftPair.objects.filter(draft=OuterRef("draft"), mentor=OuterRef("mentor"))
    taken = pairs.order_by().values("mentor").annotate(number=Count("pk")).values("number")
    return (
        DraftSeat.objects.filter(draft=draft)
        .select_related("mentor__person")
        .annotate(taken=Coalesce(Subquery(taken, output_field=IntegerField()), 0))
        .order_by(Lower("mentor__person__name"), "pk")
    )


def with_room(draft: Draft) -> "QuerySet[Any]":
    """Return the mentors who could take one more."""
    return seats_of(draft).filter(seats__gt=F("taken"))


def measures_of(draft: Draft) -> dict[str, int | None]:
    """Return what people argue about, counted from the rows as they are now; three queries.

    Points are whole, 0 to 10 000; `mean` and `worst` are None without pairs.
    """
    found = DraftPair.objects.filter(draft=draft).aggregate(
        pairs=Count("pk"),
        placed=Count("mentee", distinct=True),
        mentors_used=Count("mentor", distinct=True),
        total=Coalesce(Sum("points"), 0),
        mean=Avg("points"),
        worst=Min("points"),
        first=Count("pk", filter=Q(wish_rank=1)),
        first_or_second=Count("pk", filter=Q(wish_rank__lte=2)),
        by_hand=Count("pk", filter=Q(is_by_hand=True)),
        pinned=Count("pk", filter=Q(is_pinned=True)),
        against=Count("pk", filter=~Q(broken_rules=[])),
    )
    unplaced = DraftUnplaced.objects.filter(draft=draft).count()
    seats = DraftSeat.objects.filter(draft=draft, seats__gt=0).aggregate(
        mentors=Count("pk"), seats=Coalesce(Sum("seats"), 0)
    )
    mean = found.pop("mean")
    return {
        **found,
        "mean": round(mean) if mean is not None else None,
        "mentees": found["placed"] + unplaced,
        "unplaced": unplaced,
        **seats,
    }


def jobs_of(people: Iterable[UUID], organisation_id: UUID) -> dict[UUID, str]:
    """Return job or department and place of people, by person; one query."""
    rows = Profile.objects.filter(
        membership__organisation_id=organisation_id, membership__person__in=set(people)
    ).values_list("membership__person_id", "job_title", "department", "location")
    return {
        person: ", ".join(filter(None, [department or job, location]))
        for person, job, department, location in rows
    }


def kept_apart(draft: Draft) -> "QuerySet[DraftHold]":
    """Return the pairs that are not to meet, with their people, latest first."""
    held = DraftHold.objects.filter(draft=draft, kind="forbid")
    return held.select_related("mentee__person", "mentor__person", "by").order_by("-at", "pk")


def changes_of(draft: Draft) -> "QuerySet[DraftChange]":
    """Return what was done to a draft, the latest first."""
    related = ("by", "takes_back__by", "takes_back__takes_back", "taken_back_by")
    return DraftChange.objects.filter(draft=draft).select_related(*related).order_by("-version")


def changed_after(draft: Draft) -> int:
    """Return how often a draft was changed by hand."""
    return DraftChange.objects.filter(draft=draft, version__gt=1).count()


def latest_by_others(draft: Draft, *, than: Any, since: int) -> DraftChange | None:
    """Return what somebody else did last, after a version that was seen."""
    later = DraftChange.objects.filter(draft=draft, version__gt=since).exclude(by=than)
    return later.select_related("by").order_by("-version").first()


def names_in(rows: Iterable[Mapping[str, Any]]) -> set[UUID]:
    """Return whose names are needed to say what rows of changes hold."""
    return {UUID(row[side]) for row in rows for side in ("mentee", "mentor") if row.get(side)}


def holds_to_keep(draft: Draft) -> dict[str, int]:
    """Return how many pins and pairs kept apart a next run would take over; two queries."""
    return {
        "pins": DraftPair.objects.filter(draft=draft, is_pinned=True).count(),
        "apart": kept_apart(draft).count(),
    }
