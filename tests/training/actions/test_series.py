"""A series keeps its hour on the wall, and what is to come changes together or not at all."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from mentorship.notifications.models import Message
from tests.factories.training import SessionFactory, in_days
from training.actions import (
    ChangedMeanwhileError,
    SeriesChange,
    SessionPlan,
    TooFewPlacesError,
    cancel_series,
    change_series,
    enrol,
    plan_series,
)
from training.actions.series import moment, version_of
from training.enums import SessionKind
from training.models import Session
from training.queries.series import coming_of

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def series(world):
    plan = SessionPlan(
        title="Mentors’ hour",
        kind=SessionKind.GATHERING,
        starts_at=moment(date(2031, 3, 4), time(17, 30), LONDON),
        minutes=60,
        capacity=2,
    )
    days = [date(2031, 4, 8), date(2031, 3, 4), date(2031, 11, 4)]
    return plan_series(
        world.programme,
        plan,
        days,
        by=world.coordinator,
        zone=LONDON,
        facilitators=[world.facilitator],
        every_months=1,
    )


def change(**fields):
    given: dict[str, Any] = {
        "title": "Hour",
        "starts": time(9),
        "minutes": 45,
        "place": "",
        "capacity": 2,
    }
    return SeriesChange(**given | fields)


def hours(series):
    found = series.sessions.order_by("starts_at").values_list("starts_at", flat=True)
    return [f"{timezone.localtime(at, LONDON):%m-%d %H:%M}" for at in found]


def test_each_date_begins_at_the_same_hour_on_the_wall(series, world):
    assert hours(series) == ["03-04 17:30", "04-08 17:30", "11-04 17:30"]
    in_utc = series.sessions.order_by("starts_at").values_list("starts_at__hour", flat=True)
    assert list(in_utc) == [17, 16, 17]
    assert all(
        list(each.facilitators.all()) == [world.facilitator] for each in series.sessions.all()
    )


def test_a_series_without_a_date_is_none(world, series):
    plan = SessionPlan.of(series.sessions.earliest("starts_at"))
    with pytest.raises(ValueError, match="a date at least"):
        plan_series(world.programme, plan, [], by=None, zone=LONDON, every_weeks=1)


def test_what_is_to_come_changes_together_and_keeps_its_days(world, series):
    over = SessionFactory.create(
        programme=world.programme, series=series, course=None, starts_at=in_days(-3)
    )
    first = series.sessions.get(starts_at__year=2031, starts_at__month=3)
    enrol(first, world.mentor, by=world.mentor)
    version = version_of(coming_of(series))
    count = change_series(series, change(), by=world.coordinator, zone=LONDON, version=version)
    assert count == 3
    assert hours(series)[1:] == ["03-04 09:00", "04-08 09:00", "11-04 09:00"]
    over.refresh_from_db()
    assert over.sequence == 0
    assert Message.objects.get(kind="training.session_changed").recipient == world.mentor


def test_where_one_cannot_be_none_is(world, series):
    last = series.sessions.latest("starts_at")
    for person in (world.mentor, world.mentee):
        enrol(last, person, by=person)
    version = version_of(coming_of(series))
    with pytest.raises(TooFewPlacesError):
        change_series(
            series, change(capacity=1), by=world.coordinator, zone=LONDON, version=version
        )
    assert set(series.sessions.values_list("minutes", flat=True)) == {60}


def test_who_is_overtaken_changes_and_cancels_nothing(world, series):
    version = version_of(coming_of(series))
    change_series(series, change(), by=world.coordinator, zone=LONDON, version=version)
    with pytest.raises(ChangedMeanwhileError):
        change_series(
            series, change(title="Mine"), by=world.coordinator, zone=LONDON, version=version
        )
    with pytest.raises(ChangedMeanwhileError):
        cancel_series(series, by=world.coordinator, reason="", version=version)
    assert set(Session.objects.values_list("title", "state")) == {("Hour", "planned")}


def test_what_is_to_come_is_called_off_together(world, series):
    enrol(series.sessions.latest("starts_at"), world.mentor, by=world.mentor)
    version = version_of(coming_of(series))
    assert cancel_series(series, by=world.coordinator, reason="Snow", version=version) == 3
    assert set(series.sessions.values_list("state", flat=True)) == {"cancelled"}
    assert Message.objects.get(kind="training.session_cancelled").recipient == world.mentor
