"""Whom a coordinator can give places to, or invite, several at once."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower

from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet
from programmes.models import Participant
from programmes.retention import SEATED
from training.enums import EnrolmentState
from training.models import Enrolment, Session
from training.queries.answers import was_invited
from training.queries.rules import standings_at
from training.queries.sessions import people_who_may_come


def choosable(session: Session) -> PersonQuerySet:
    """Return who may come, by name.

    Each with `answer`, the state of their place, `status`, how current they are in the first role
    that the session is for, and `is_invited`.
    """
    answers = Enrolment.objects.filter(session=session, person=OuterRef("pk"))
    standings = standings_at(session).order_by("policy__role", "pk")
    people = people_who_may_come(session).annotate(
        answer=Subquery(answers.values("state")[:1]),
        status=Subquery(standings.values("status")[:1]),
        is_invited=was_invited(session),
    )
    return people.order_by(Lower("name"), "pk")


def in_role(people: PersonQuerySet, session: Session, role: str) -> PersonQuerySet:
    """Keep those who have a seat in a role of the session's programme."""
    seats = Participant.objects.in_states(SEATED).filter(
        person=OuterRef("pk"), cohort__programme=session.programme_id, role=role
    )
    return people.filter(Exists(seats))


def waiting_elsewhere(people: PersonQuerySet, session: Session) -> PersonQuerySet:
    """Keep those who wait for a place at another session to come of the programme."""
    line = Enrolment.objects.filter(
        person=OuterRef("pk"),
        state=EnrolmentState.WAITING,
        session__in=Session.objects.upcoming().filter(programme=session.programme_id).order_by(),
    ).exclude(session=session)
    return people.filter(Exists(line))


def chosen_among(people: "QuerySet[Person]", ids: Collection[str]) -> "QuerySet[Person]":
    """Keep those that were chosen; ids that are none, or of others, are passed over."""
    return people.filter(pk__in=[each for each in ids if _is_id(each)])


def _is_id(text: str) -> bool:
    """Tell whether a text is an id at all."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
