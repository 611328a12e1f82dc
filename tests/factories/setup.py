"""What a programme has agreed, looks for and was recommended."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programmes.enums import GoalTheme, RecommendationState
from tests.factories.accounts import PersonFactory
from tests.factories.dates import days_ahead
from tests.factories.programmes import ProgrammeFactory


class ProgrammePolicyFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.ProgrammePolicy"

    programme = factory.SubFactory(ProgrammeFactory)


class IdealMentorProfileFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.IdealMentorProfile"

    programme = factory.SubFactory(ProgrammeFactory)


class ExpectationFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Expectation"

    profile = factory.SubFactory(IdealMentorProfileFactory)
    text = factory.Sequence("Mentors do {}".format)


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Criterion"

    expectation = factory.SubFactory(ExpectationFactory)
    name = factory.Sequence("Criterion {}".format)


class RecommendationFactory(DjangoModelFactory):
    """An open one; with another state, somebody decided about it just now."""

    class Meta:
        model = "programmes.Recommendation"

    programme = factory.SubFactory(ProgrammeFactory)
    text = factory.Sequence("Recommendation {}".format)
    state = RecommendationState.OPEN
    decided_by = factory.Maybe(
        factory.LazyAttribute(lambda new: new.state == RecommendationState.OPEN),
        None,
        factory.SubFactory(PersonFactory, name="Quick Colleague"),
    )
    decided_at = factory.LazyAttribute(
        lambda new: None if new.state == RecommendationState.OPEN else timezone.now()
    )
    decision = factory.LazyAttribute(
        lambda new: "No money" if new.state == RecommendationState.REFUSED else ""
    )


class StrategicGoalFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.StrategicGoal"

    title = factory.Sequence("Goal {}".format)
    theme = GoalTheme.PEOPLE


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Objective"

    programme = factory.SubFactory(ProgrammeFactory)
    goal = factory.SubFactory(
        StrategicGoalFactory, organisation=factory.SelfAttribute("..programme.organisation")
    )
    title = factory.Sequence("Objective {}".format)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Indicator"

    objective = factory.SubFactory(ObjectiveFactory)
    name = factory.Sequence("Indicator {}".format)
    target = 70
    due_on = factory.LazyFunction(days_ahead(240))
