"""Milestones, and days on which an organisation is closed."""

import factory
from factory.django import DjangoModelFactory

from programmes.enums import MilestoneKind, PhaseKind
from tests.factories.accounts import OrganisationFactory
from tests.factories.dates import days_ahead
from tests.factories.programmes import CohortFactory, PhaseFactory


class MilestoneFactory(DjangoModelFactory):
    """A gathering of a cohort, which belongs to its meetings."""

    class Meta:
        model = "programmes.Milestone"

    cohort = factory.SubFactory(CohortFactory)
    phase = factory.SubFactory(
        PhaseFactory, cohort=factory.SelfAttribute("..cohort"), kind=PhaseKind.MENTOR
    )
    kind = MilestoneKind.GATHERING
    on = factory.LazyFunction(days_ahead(30))


class ClosedDayFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.ClosedDay"

    organisation = factory.SubFactory(OrganisationFactory)
    on = factory.LazyFunction(days_ahead(20))
    name = "Summer party"
