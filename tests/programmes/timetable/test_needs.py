"""What a timetable puts on Today."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from mentorship.accounts.models import Person
from programmes.enums import CohortState, MilestoneKind, PhaseKind
from programmes.models import Cohort, Milestone
from programmes.needs import Urgency
from programmes.timetable.needs import needs_of_timetable
from tests.factories.programmes import PhaseFactory
from tests.factories.timetable import ClosedDayFactory, MilestoneFactory
from tests.programmes.timetables import plan


@pytest.fixture
def needs(world):
    def ask(person=world.coordinator):
        fresh = Person.objects.get(pk=person.pk)
        return list(needs_of_timetable(world.programme, fresh))

    return ask


def days(number):
    return timezone.localdate() + timedelta(days=number)


def milestone(world, on, kind=MilestoneKind.DECISIONS, **more):
    return MilestoneFactory.create(cohort=world.cohort, phase=None, kind=kind, on=on, **more)


def test_a_quiet_timetable_asks_for_nothing(world, needs):
    world.organisation.weekend_days = []
    world.organisation.save()
    milestone(world, days(8))
    milestone(world, days(2), done_at=timezone.now())
    assert needs() == []


def test_an_overdue_milestone_says_what_should_have_happened(world, needs):
    on = days(-3)
    milestone(world, on)
    (need,) = needs()
    assert need.title == f"Decisions should have been sent on {date_format(on, 'l')}"
    assert need.reason.startswith("Spring cohort: Answer everybody")
    assert need.urgency == Urgency.NOW


def test_long_ago_is_said_by_date(world, needs):
    milestone(world, days(-40), MilestoneKind.OTHER, name="Picnic")
    assert needs()[0].title == f"“Picnic” was planned for {date_format(days(-40), 'j F')}"


@pytest.mark.parametrize("kind", MilestoneKind.values)
def test_every_kind_has_words_for_the_week_before(world, needs, kind):
    milestone(world, days(7), kind)
    (need,) = needs()
    assert date_format(days(7), "j F") in need.title
    assert need.urgency == Urgency.SOON


def test_a_milestone_on_a_day_off_can_be_moved(world, needs):
    on = days(30)
    milestone(world, on)
    ClosedDayFactory.create(organisation=world.organisation, on=on, name="Picnic")
    (need,) = needs()
    assert need.title == "Nobody works on the day of “Decisions are sent”"
    assert "(Picnic)" in need.reason
    assert "/move/?item=milestone-" in need.url


def test_clashes_are_one_need_for_each_cohort(world, needs):
    cohort = plan(world.cohort)
    Milestone.objects.all().delete()
    cohort.phases.filter(kind=PhaseKind.MATCH).update(ends_on=date(2027, 4, 7))
    (need,) = needs()
    assert need.title == "Matching ends two days after the first meeting"
    cohort.phases.filter(kind=PhaseKind.TRAIN).update(ends_on=date(2027, 4, 7))
    (need,) = needs()
    assert need.title == "Two dates of Spring cohort clash"


def test_closed_cohorts_ask_for_nothing(world, needs):
    milestone(world, days(-3))
    Cohort.objects.update(state=CohortState.CLOSED, closed_at=timezone.now())
    assert needs() == []


def test_only_those_who_may_move_dates_are_asked(world, needs):
    milestone(world, days(-3))
    assert needs(world.reviewer) == []
    assert needs(world.mentee) == []


def test_the_number_of_queries_does_not_grow(world, needs, django_assert_max_num_queries):
    for number in range(30):
        milestone(world, days(number))
    PhaseFactory.create(cohort=world.cohort)
    with django_assert_max_num_queries(8):
        needs()
