"""Whom to invite to the next refresher, and who already was."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mentorship.accounts.models import Person
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.models import Message
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.emails import SESSION_INVITATION
from training.models import Session, Standing
from training.queries.register import open_places, to_invite
from training.queries.sessions import open_refreshers, people_who_may_come


@dataclass(frozen=True, slots=True)
class Invitation:
    """A refresher with free places, who would be invited to it, and who would not and why."""

    session: Session | None
    people: tuple[Person, ...]
    invited: tuple[Person, ...] = ()
    unreachable: tuple[Person, ...] = ()
    elsewhere: tuple[Person, ...] = ()


def invitation_for(programme: Programme, now: datetime) -> Invitation:
    """Return whom to invite to the programme's next refresher for mentors; four queries at most."""
    standings = to_invite(programme, ParticipantRole.MENTOR, now)
    sessions = open_refreshers(programme, ParticipantRole.MENTOR)
    session = next(iter(sessions), None)
    people = [row.person for row in standings]
    if session is None:
        return Invitation(None, tuple(people))
    invited = invited_to(session)
    fitting = _fitting(session, standings)
    reachable = [person for person in people if person.can_sign_in and person.pk in fitting]
    return Invitation(
        session,
        tuple(person for person in reachable if person.pk not in invited),
        invited=tuple(person for person in reachable if person.pk in invited),
        unreachable=tuple(person for person in people if not person.can_sign_in),
        elsewhere=tuple(p for p in people if p.can_sign_in and p.pk not in fitting),
    )


def invited_to(session: Session) -> set[UUID]:
    """Return who was invited to a session, whether or not the mail has left."""
    messages = Message.objects.filter(kind=SESSION_INVITATION.name, about=about_key(session))
    return set(messages.filter(recipient__isnull=False).values_list("recipient_id", flat=True))


def _fitting(session: Session, standings: list[Standing]) -> set[UUID]:
    """Return which of the people may come to a session."""
    people = {row.person_id for row in standings}
    if session.community_id is not None:
        members = people_who_may_come(session).filter(pk__in=people)
        return set(members.values_list("pk", flat=True))
    if session.cohort_id is None:
        return people
    places = open_places().filter(cohort=session.cohort_id, person__in=people)
    return set(places.values_list("person_id", flat=True))
