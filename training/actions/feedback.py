"""Saying what one thought of a session."""

from django.db import transaction

from mentorship.accounts.models import Person
from training.models import Session, SessionFeedback
from training.queries.attending import may_give_feedback


class FeedbackClosedError(Exception):
    """The person was not there, the session is not over, or it was too long ago."""


@transaction.atomic
def give_feedback(
    session: Session,
    *,
    usefulness: int,
    confidence: int,
    keep: str = "",
    change: str = "",
    by: Person,
) -> SessionFeedback:
    """Keep what somebody thought of a session, once; who said it before keeps what they said.

    Nothing is recorded: the record would tell the team who said it when, and sums that change at
    that moment would tell what. Raises FeedbackClosedError.
    """
    if not may_give_feedback(session, by):
        raise FeedbackClosedError
    feedback, _is_new = SessionFeedback.objects.get_or_create(
        session=session,
        person=by,
        defaults={
            "usefulness": usefulness,
            "confidence": confidence,
            "keep": keep,
            "change": change,
        },
    )
    return feedback
