"""What people thought of a session: sums from five answers on, and never who said what."""

import random
from dataclasses import dataclass

from django.db.models import Avg, Count

from training.models import Session, SessionFeedback

# Fewer answers would show what one person said.
FEWEST_FOR_SUMS = 5
FEWEST_FOR_WORDS = 10


@dataclass(frozen=True, slots=True)
class FeedbackSums:
    """What may be shown of a session's feedback; nothing where too few have answered."""

    answers: int
    usefulness: float | None
    confidence: float | None
    keep: tuple[str, ...]
    change: tuple[str, ...]


def feedback_of(session: Session, *, with_words: bool) -> FeedbackSums:
    """Return the sums of a session, and from ten answers on the words, shuffled; three queries.

    Answers join the sums five at a time: sums that moved with each would tell what each one said.
    The number of answers is told only where their sums are: below that it would tell who is left.
    """
    answers = SessionFeedback.objects.filter(session=session)
    shown = answers.count() // FEWEST_FOR_SUMS * FEWEST_FOR_SUMS
    first = answers.order_by("given_at", "pk")[:shown]
    given = SessionFeedback.objects.filter(pk__in=first.values("pk"))
    sums = given.aggregate(
        n=Count("pk"), usefulness=Avg("usefulness"), confidence=Avg("confidence")
    )
    if sums["n"] < FEWEST_FOR_SUMS:
        return FeedbackSums(0, None, None, (), ())
    may_read = with_words and sums["n"] >= FEWEST_FOR_WORDS
    words = list(given.order_by("pk").values_list("keep", "change")) if may_read else []
    return FeedbackSums(
        sums["n"],
        sums["usefulness"],
        sums["confidence"],
        _shuffled([keep for keep, _ in words]),
        _shuffled([change for _, change in words]),
    )


def _shuffled(words: list[str]) -> tuple[str, ...]:
    """Return what was written in an order of its own, so that no two lines can be put together."""
    said = [line for line in words if line]
    random.SystemRandom().shuffle(said)
    return tuple(said)
