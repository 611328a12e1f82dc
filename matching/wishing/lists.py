"""Lists of wishes: one's own, and how far the lists of a round are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils import timezone

from matching.actions.proposals import MATCHABLE
from matching.models import Round, Wish, WishList
from matching.wishing.doors import SIDES, today_of
from matching.wishing.order import Tiers, from_ratings, tiers_of
from mentorship.notifications.models import Message
from programmes.models import Participant


@dataclass(frozen=True, slots=True)
class OwnWishes:
    """Whom somebody would like in a round, the favourite first."""

    wishes: list[Wish]
    handed_in_at: datetime | None = None

    @property
    def is_rated(self) -> bool:
        """Tell whether each has a rating of its own, instead of a place in an order."""
        return any(wish.rating is not None for wish in self.wishes)

    @property
    def tiers(self) -> Tiers[UUID]:
        """Return the participants named, best first; those liked equally share a tier."""
        if self.is_rated:
            return from_ratings({wish.about_id: wish.rating or 1 for wish in self.wishes})
        return tiers_of({wish.about_id: wish.rank or 1 for wish in self.wishes})

    @property
    def names(self) -> frozenset[UUID]:
        """Return who is named, by participant id."""
        return frozenset(wish.about_id for wish in self.wishes)


def wishes_of(place: Participant, chosen: Round) -> OwnWishes:
    """Return the list of a participant, with the people named; two queries."""
    row = WishList.objects.filter(round=chosen, participant=place).first()
    if row is None:
        return OwnWishes([])
    named = row.wishes.select_related("about__person")
    return OwnWishes(list(named), row.handed_in_at)


def asked_in(chosen: Round) -> "QuerySet[Any]":
    """Return whom a round asks for wishes, with how far their lists are, those without first.

    Each has `handed_in_at` and `wish_count`, None where they have not begun a list.
    """
    own = WishList.objects.filter(round=chosen, participant=OuterRef("pk"))
    counted = own.annotate(n=Count("wishes")).values("n")
    return (
        Participant.objects.filter(cohort=chosen.cohort_id, role__in=SIDES[chosen.who_wishes])
        .in_states(MATCHABLE)
        .exclude(matching_place__is_resting=True)
        .select_related("person")
        .annotate(
            handed_in_at=Subquery(own.values("handed_in_at")[:1]),
            wish_count=Subquery(counted[:1]),
        )
        .order_by(F("handed_in_at").asc(nulls_first=True), "role", Lower("person__name"), "pk")
    )


def nudge_key(place: Participant) -> str:
    """Return what names the reminders by hand of one participant."""
    return f"matching.wishes:{place.pk}"


def to_nudge(chosen: Round) -> list[Participant]:
    """Return who could be reminded by hand now: asked, not handed in, reachable, not nudged today.

    Nobody once the last day is over. Two queries.
    """
    door_is_open = chosen.wishes_until is not None and chosen.wishes_until >= today_of(chosen)
    if not door_is_open:
        return []
    missing = list(
        asked_in(chosen).filter(
            handed_in_at__isnull=True, person__is_active=True, person__email__isnull=False
        )
    )
    since = timezone.now() - timedelta(days=1)
    nudged = set(
        Message.objects.filter(
            kind="matching.wishes_nudge",
            about__in=[nudge_key(place) for place in missing],
            due_at__gt=since,
        ).values_list("about", flat=True)
    )
    return [place for place in missing if nudge_key(place) not in nudged]
