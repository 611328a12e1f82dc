"""On which days an organisation works."""

from datetime import date

import pytest
from django.db import IntegrityError

from mentorship.accounts.models import Organisation
from mentorship.audit.models import Event
from programmes.actions.working_days import (
    DayTakenError,
    add_closed_day,
    remove_closed_day,
    set_working_days,
)
from programmes.timetable.reading import holidays_ahead, work_calendar_of

PARTY = date(2027, 7, 16)


def test_country_weekend_and_closed_days_make_the_calendar(world):
    organisation = world.organisation
    set_working_days(
        organisation,
        country="GB",
        subdivision="ENG",
        weekend_days=[6, 4, 4],
        by=world.administrator,
    )
    add_closed_day(organisation, on=PARTY, name="Summer party", by=world.administrator)

    calendar = work_calendar_of(Organisation.objects.get(pk=organisation.pk))

    assert not calendar.is_working(date(2027, 3, 29))  # Easter Monday
    assert not calendar.is_working(date(2027, 7, 2))  # a Friday
    assert calendar.is_working(date(2027, 7, 3))
    assert not calendar.is_working(PARTY)
    assert Event.objects.get(kind="organisation.working_days_changed").changes == {
        "country": "GB",
        "subdivision": "ENG",
    }


def test_a_day_is_closed_once_and_can_be_opened(world):
    by = world.administrator
    day = add_closed_day(world.organisation, on=PARTY, name="Summer party", by=by)
    with pytest.raises(DayTakenError):
        add_closed_day(world.organisation, on=PARTY, name="Again", by=by)
    remove_closed_day(day, by=by)
    assert work_calendar_of(world.organisation).is_working(PARTY) is True
    assert Event.objects.filter(kind="closed_day.removed").count() == 1


@pytest.mark.parametrize("weekend", [[0, 1, 2, 3, 4, 5, 6], [7]])
def test_the_database_refuses_a_week_nobody_could_plan_in(world, weekend):
    with pytest.raises(IntegrityError):
        Organisation.objects.filter(pk=world.organisation.pk).update(weekend_days=weekend)


def test_holidays_of_the_coming_year_over_its_turn(world):
    world.organisation.country, world.organisation.subdivision = "GB", "ENG"
    names = [name for _day, name in holidays_ahead(world.organisation, date(2027, 12, 20))]
    assert names[:2] == ["Christmas Day", "Boxing Day"]
    assert "Good Friday" in names
