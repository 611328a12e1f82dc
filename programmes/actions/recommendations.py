"""Recommending something, deciding what becomes of it, and noting what was carried out."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.enums import (
    RECOMMENDATION_TRANSITIONS,
    ReadingMoment,
    RecommendationState,
)
from programmes.measures import Reading, measure_of
from programmes.models import Cohort, Programme, Recommendation, RecommendationReading


class AlreadyDecidedError(Exception):
    """Somebody was quicker; `recommendation` says who, and what they decided."""

    def __init__(self, recommendation: Recommendation) -> None:
        """Keep what was decided."""
        self.recommendation = recommendation
        super().__init__(str(recommendation.pk))


class AlreadyTakenError(Exception):
    """The programme has this lesson already; `recommendation` is its own copy."""

    def __init__(self, recommendation: Recommendation) -> None:
        """Keep the copy."""
        self.recommendation = recommendation
        super().__init__(str(recommendation.pk))


@transaction.atomic
def make_recommendation(programme: Programme, *, by: Person, **fields: Any) -> Recommendation:
    """Recommend something to be done otherwise; recorded."""
    made: Recommendation = Recommendation.objects.create(programme=programme, made_by=by, **fields)
    _record("recommendation.made", made, by)
    return made


@transaction.atomic
def change_recommendation(recommendation: Recommendation, *, by: Person, **fields: Any) -> None:
    """Write a recommendation anew while nobody has decided about it; recorded.

    Raises AlreadyDecidedError.
    """
    if not Recommendation.objects.open().filter(pk=recommendation.pk).update(**fields):
        raise AlreadyDecidedError(_decided(recommendation))
    _record("recommendation.changed", recommendation, by)


@transaction.atomic
def change_promise(
    recommendation: Recommendation, *, owner: Person | None, due_on: date | None, by: Person
) -> None:
    """Say who carries a promise out, and until when; recorded. What is refused is left alone."""
    rows = Recommendation.objects.to_carry_out().filter(pk=recommendation.pk)
    if rows.update(owner=owner, due_on=due_on):
        _record("recommendation.promise_changed", recommendation, by)


@transaction.atomic
def decide_recommendation(
    recommendation: Recommendation,
    *,
    to: RecommendationState,
    by: Person,
    words: str = "",
    taken_into: Programme | None = None,
    cohort: Cohort | None = None,
    due_on: date | None = None,
) -> None:
    """Accept, adapt or refuse a recommendation; recorded.

    `words` say how it is adapted, or why it is refused, and both need them; `taken_into` is the
    programme that carries it out, in its `cohort`, promised until `due_on`. The figure that it
    should move is read now, to be compared later. Raises AlreadyDecidedError, and ValueError
    without the words.
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
            cohort_taken=cohort if follows else None,
            due_on=due_on if follows else None,
        )
    except IllegalTransitionError as error:
        raise AlreadyDecidedError(_decided(recommendation)) from error
    if follows:
        _read(recommendation, ReadingMoment.DECISION)
    _record(f"recommendation.{to}", recommendation, by=by)


def take_over(
    lesson: Recommendation,
    *,
    into: Programme,
    by: Person,
    words: str = "",
    cohort: Cohort | None = None,
    owner: Person | None = None,
    due_on: date | None = None,
) -> Recommendation:
    """Take another programme's lesson into this one, as it is or adapted in `words`; recorded.

    The lesson itself stays as it is: `into` gets a copy of its own, decided at once. Raises
    AlreadyTakenError when it has one.
    """
    try:
        with transaction.atomic():
            taken = make_recommendation(
                into,
                by=by,
                text=lesson.text,
                reason=lesson.reason,
                figure=lesson.figure,
                effort=lesson.effort,
                measure=lesson.measure,
                direction=lesson.direction,
                origin=lesson,
                owner=owner,
            )
            to = RecommendationState.ADAPTED if words.strip() else RecommendationState.ACCEPTED
            decide_recommendation(
                taken, to=to, by=by, words=words, taken_into=into, cohort=cohort, due_on=due_on
            )
    except IntegrityError as error:
        copy = Recommendation.objects.filter(programme=into, origin=lesson).first()
        if copy is None:
            raise
        raise AlreadyTakenError(copy) from error
    return taken


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


@transaction.atomic
def read_at_close(cohort: Cohort) -> None:
    """Read what the recommendations that a cohort tried should have moved; done when it closes."""
    tried = cohort.recommendations_taken.to_carry_out().exclude(measure="")
    for recommendation in tried.select_related("programme", "taken_into__organisation"):
        _read(recommendation, ReadingMoment.CLOSE)


def _read(recommendation: Recommendation, moment: ReadingMoment) -> None:
    """Keep what the figure says now: where it is followed, else where it was recommended."""
    measure = measure_of(recommendation.measure)
    if measure is None:
        return
    for programme in (recommendation.taken_into, recommendation.programme):
        if programme is None:
            continue
        today = timezone.localdate(timezone=programme.organisation.time_zone)
        reading = measure.read(programme, as_of=today)
        if reading is not None:
            _keep(recommendation, moment, programme, reading)
            return
        if moment == ReadingMoment.CLOSE:
            return


def _keep(
    recommendation: Recommendation, moment: ReadingMoment, programme: Programme, reading: Reading
) -> None:
    """Store a reading, once for each moment."""
    RecommendationReading.objects.get_or_create(
        recommendation=recommendation,
        moment=moment,
        defaults={
            "programme": programme,
            "value": reading.value,
            "n": reading.n,
            "of": reading.of,
            "as_of": reading.as_of,
            "kind": reading.kind,
            "low": reading.low,
            "high": reading.high,
        },
    )


def _decided(recommendation: Recommendation) -> Recommendation:
    """Return the row as somebody decided about it."""
    return Recommendation.objects.select_related("decided_by").get(pk=recommendation.pk)


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
