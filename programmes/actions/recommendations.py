"""Deciding what becomes of recommendations, and noting what was carried out."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.enums import RECOMMENDATION_TRANSITIONS, RecommendationState
from programmes.models import Programme, Recommendation


class AlreadyDecidedError(Exception):
    """Somebody was quicker; `recommendation` says who, and what they decided."""

    def __init__(self, recommendation: Recommendation) -> None:
        """Keep what was decided."""
        self.recommendation = recommendation
        super().__init__(str(recommendation.pk))


@transaction.atomic
def decide_recommendation(
    recommendation: Recommendation,
    *,
    to: RecommendationState,
    by: Person,
    words: str = "",
    taken_into: Programme | None = None,
) -> None:
    """Accept, adapt or refuse a recommendation; recorded.

    `words` say how it is adapted, or why it is refused, and both need them; `taken_into` is the
    programme that carries it out. Raises AlreadyDecidedError, and ValueError without the words.
    """
    said = words.strip()
    if to != RecommendationState.ACCEPTED and not said:
        message = "To adapt or refuse a recommendation takes words."
        raise ValueError(message)
    follows = to != RecommendationState.REFUSED
    try:
        advance(
            recommendation,
            to,
            RECOMMENDATION_TRANSITIONS,
            decision=said if to != RecommendationState.ACCEPTED else "",
            decided_by=by,
            decided_at=timezone.now(),
            taken_into=taken_into if follows else None,
        )
    except IllegalTransitionError as error:
        decided = Recommendation.objects.select_related("decided_by").get(pk=recommendation.pk)
        raise AlreadyDecidedError(decided) from error
    _record(f"recommendation.{to}", recommendation, by=by)


@transaction.atomic
def carry_out(recommendation: Recommendation, *, is_done: bool, by: Person) -> None:
    """Note that what was promised is done, or that it is not after all; recorded.

    Whoever ticks it second changes nothing.
    """
    rows = Recommendation.objects.to_carry_out().filter(
        pk=recommendation.pk, done_at__isnull=is_done
    )
    when = {"done_by": by, "done_at": timezone.now()} if is_done else dict.fromkeys(_DONE)
    if rows.update(**when):
        _record("recommendation.done" if is_done else "recommendation.reopened", recommendation, by)


_DONE = ("done_by", "done_at")


def _record(kind: str, recommendation: Recommendation, by: Person) -> None:
    """Record under the organisation that the recommendation was made in."""
    taken_into = recommendation.taken_into_id
    record(
        kind,
        recommendation,
        by=by,
        organisation_id=recommendation.programme.organisation_id,
        changes={"taken_into": str(taken_into)} if taken_into else {},
    )
