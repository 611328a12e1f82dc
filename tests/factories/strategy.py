"""Goals, objectives and indicators."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from programmes.enums import GoalTheme
from tests.factories.dates import days_ago, days_ahead
from tests.factories.programmes import ProgrammeFactory


class StrategicGoalFactory(DjangoModelFactory):
    """A goal of the organisation that it pursues."""

    class Meta:
        model = "programmes.StrategicGoal"

    organisation = factory.SubFactory("tests.factories.accounts.OrganisationFactory")
    title = factory.Sequence("Goal {}".format)
    theme = GoalTheme.PEOPLE


class ObjectiveFactory(DjangoModelFactory):
    """An objective, with a goal of the programme's organisation."""

    class Meta:
        model = "programmes.Objective"

    programme = factory.SubFactory(ProgrammeFactory)
    goal = factory.LazyAttribute(
        lambda new: StrategicGoalFactory.create(organisation=new.programme.organisation)
    )
    title = factory.Sequence("Objective {}".format)


class IndicatorFactory(DjangoModelFactory):
    """From 50% a hundred days ago to 80% in a hundred days, entered by hand: 65% is expected."""

    class Meta:
        model = "programmes.Indicator"

    objective = factory.SubFactory(ObjectiveFactory)
    name = factory.Sequence("Indicator {}".format)
    unit = "%"
    baseline = Decimal(50)
    baseline_on = factory.LazyFunction(days_ago(100))
    target = Decimal(80)
    due_on = factory.LazyFunction(days_ahead(100))


class IndicatorValueFactory(DjangoModelFactory):
    """A value of today."""

    class Meta:
        model = "programmes.IndicatorValue"

    indicator = factory.SubFactory(IndicatorFactory)
    value = Decimal(70)
    as_of = factory.LazyFunction(days_ago(0))
    source = "HR system"
