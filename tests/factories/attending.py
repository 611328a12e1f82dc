"""Who was at a session."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.accounts import PersonFactory
from tests.factories.training import SessionFactory


class AttendanceFactory(DjangoModelFactory):
    """Somebody was there."""

    class Meta:
        model = "training.Attendance"

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    is_present = True
