"""Inviting people to a session."""

from collections.abc import Iterable

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from training import emails
from training.models import Session
from training.queries.invitations import invited_to


@transaction.atomic
def invite_to_session(session: Session, people: Iterable[Person], *, by: Person | None) -> int:
    """Invite people to book a place at a session; recorded. Return how many were invited.

    Nobody is invited twice to the same session.
    """
    known = invited_to(session)
    news = [person for person in people if person.pk not in known]
    for person in news:
        emails.post_invitation(session, person)
    if news:
        record(
            "session.invited",
            session,
            by=by,
            organisation_id=session.programme.organisation_id,
            changes={"people": len(news)},
        )
    return len(news)
