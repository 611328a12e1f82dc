"""Courses, sessions and hours."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programmes.enums import ParticipantRole
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.dates import days_ago
from tests.factories.programmes import ProgrammeFactory
from training.enums import (
    Audience,
    CourseKind,
    EnrolmentState,
    EntryKind,
    EntrySource,
    SessionKind,
)


def in_days(days: float) -> datetime:
    """Return a moment that many days from now."""
    return timezone.now() + timedelta(days=days)


class CourseFactory(DjangoModelFactory):
    """A refresher for mentors of three hours."""

    class Meta:
        model = "training.Course"

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence("Course {}".format)
    kind = CourseKind.REFRESHER
    audience = Audience.MENTORS
    hours = Decimal(3)


class SessionFactory(DjangoModelFactory):
    """A refresher for mentors in ten days; `course=None` makes it a session for everybody."""

    class Meta:
        model = "training.Session"

    programme = factory.SubFactory(ProgrammeFactory)
    course = factory.SubFactory(
        CourseFactory, organisation=factory.SelfAttribute("..programme.organisation")
    )
    title = factory.Sequence("Session {}".format)
    kind = SessionKind.WORKSHOP
    starts_at = factory.LazyFunction(lambda: in_days(10))
    minutes = 180
    capacity = 12
    place = "Room 2.14"


class GatheringFactory(SessionFactory):
    """A gathering for everybody, of an hour and a half."""

    course = None  # type: ignore[assignment]  # nobody declares what a factory's fields may be
    kind = SessionKind.GATHERING
    minutes = 90


class SeriesFactory(DjangoModelFactory):
    """A series that comes round every month, with no session yet."""

    class Meta:
        model = "training.SessionSeries"

    programme = factory.SubFactory(ProgrammeFactory)
    title = "Mentors’ circle"
    every_months = 1


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = "training.Enrolment"

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    state = EnrolmentState.ENROLLED


class EntryFactory(DjangoModelFactory):
    """Six hours of initial training as a mentor, forty days ago."""

    class Meta:
        model = "training.LedgerEntry"

    organisation = factory.LazyAttribute(lambda new: new.programme.organisation)
    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(PersonFactory)
    role = ParticipantRole.MENTOR
    kind = EntryKind.INITIAL
    source = EntrySource.ATTENDANCE
    hours = Decimal(6)
    earned_on = factory.LazyFunction(days_ago(40))


def initial_training(programme: Any, person: Any, *, days: int, **fields: Any) -> Any:
    """Give a mentor their initial training, that many days ago."""
    return EntryFactory.create(
        programme=programme, person=person, earned_on=days_ago(days)(), **fields
    )
