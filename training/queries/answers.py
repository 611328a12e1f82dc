"""Who said yes, who said no, who waits, and who has not answered yet."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.models import Message
from training.emails import SESSION_INVITATION
from training.enums import EnrolmentState, SessionKind
from training.models import Enrolment, Session
from training.queries.sessions import people_who_may_come


@dataclass(frozen=True, slots=True)
class Answers:
    """How many said what."""

    yes: int
    no: int
    waiting: int
    silent: int


def answers_to(session: Session) -> Answers:
    """Return how people answered: all it is for, or those invited; two queries.

    A gathering asks everybody it is for; of other sessions only who was invited owes an answer.
    """
    states = list(session.enrolments.values_list("state", flat=True))
    return Answers(
        yes=states.count(EnrolmentState.ENROLLED),
        no=states.count(EnrolmentState.DECLINED),
        waiting=states.count(EnrolmentState.WAITING),
        silent=silent_people(session).count(),
    )


def silent_people(session: Session) -> PersonQuerySet:
    """Return who was asked and has not answered."""
    answered = Enrolment.objects.filter(session=session, person=OuterRef("pk"))
    people = people_who_may_come(session).filter(~Exists(answered))
    if session.kind == SessionKind.GATHERING:
        return people
    return people.filter(was_invited(session))


def was_invited(session: Session) -> Q:
    """Return whether a person was invited to a session, whether or not the mail has left."""
    invitations = Message.objects.filter(
        kind=SESSION_INVITATION.name, about=about_key(session), recipient=OuterRef("pk")
    )
    return Q(Exists(invitations))


def who_declined(session: Session) -> list[Person]:
    """Return who said that they cannot come, by name; one query."""
    rows = session.enrolments.filter(state=EnrolmentState.DECLINED).select_related("person")
    return sorted((row.person for row in rows), key=lambda person: person.name.casefold())


def turn_in_line(enrolment: Enrolment) -> int:
    """Return the place of somebody who waits: 1 for the next in line; one query."""
    before = Q(enrolled_at__lt=enrolment.enrolled_at) | Q(
        enrolled_at=enrolment.enrolled_at, pk__lt=enrolment.pk
    )
    line = Enrolment.objects.waiting().filter(session=enrolment.session_id)
    return line.filter(before).count() + 1


def first_in_line(session: Session) -> Person | None:
    """Return who would get the next place that comes free; one query."""
    row = session.enrolments.waiting().select_related("person").first()
    return row.person if row else None
