"""Scheduled reports: each once, in the sponsor's own Monday morning, or once work goes on."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from evaluation.actions.reports import approve_report, build_due_reports, finish_reports
from evaluation.actions.schedules import (
    NothingToSwitchError,
    ScheduleExistsError,
    add_schedule,
    change_schedule,
    pause_schedule,
    resume_schedule,
    stored_values,
)
from evaluation.enums import Cadence, FileFormat, ReportState
from evaluation.models import Report, ReportFile, ReportLetter, ReportSchedule
from evaluation.reports.outlook import around, outlook
from mentorship.notifications.delivery import deliver_next
from mentorship.notifications.models import Message
from programmes.enums import CohortState, MilestoneKind
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from tests.factories.evaluation import ReportFileFactory
from tests.factories.programmes import SponsorshipFactory

pytestmark = pytest.mark.django_db
LONDON, AUCKLAND = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")
MONTHLY = {
    "cadence": Cadence.MONTHLY, "milestone": "", "next_due_on": date(2027, 1, 1), "weekday": 0,
    "hour": 8, "needs_approval": False, "draft_days": 0,
}  # fmt: skip


@pytest.fixture
def programme(world):
    world.organisation.time_zone = "Europe/London"
    world.organisation.save()
    world.programme.sponsorships.update(ended_on=date(2999, 1, 1))
    return world.programme


@pytest.fixture
def begun(programme, world):
    days = {"starts_on": date(2026, 12, 1), "ends_on": date(2027, 12, 1)}
    type(world.cohort).objects.filter(pk=world.cohort.pk).update(state=CohortState.RUNNING, **days)
    world.cohort.milestones.all().delete()
    world.cohort.refresh_from_db()
    return world.cohort


def sponsor(programme, zone, address):
    return SponsorshipFactory.create(
        programme=programme, person__email=address, person__time_zone=zone
    ).person


def tick(moment):
    """Do what the worker does in a minute, but for the seconds that drawing takes."""
    with time_machine.travel(moment, tick=False):
        build_due_reports()
        for report in Report.objects.filter(files=None):
            for file_format in FileFormat:
                ReportFileFactory.create(report=report, format=file_format)
        finish_reports()
        while deliver_next():
            pass


def schedule_as_of(programme, moment, by, **values):
    with time_machine.travel(moment, tick=False):
        return add_schedule(programme, MONTHLY | values, by=by)


def test_a_year_of_mondays_each_once_across_summer_time(programme, begun, world, smtp_server):
    sponsor(programme, "Europe/London", "marsh@example.org")
    schedule_as_of(programme, datetime(2026, 12, 20, tzinfo=UTC), world.coordinator)
    for month in range(1, 13):
        day = outlook_day(month)
        at = datetime(2027, month, day, 8, tzinfo=LONDON)
        for minutes in (-61, -59, -1, 0, 1, 60 * 24):
            tick(at + timedelta(minutes=minutes))
    sent = Message.objects.filter(kind="evaluation.impact_report").order_by("sent_at")
    local = [each.sent_at.astimezone(LONDON) for each in sent]
    assert len(smtp_server.messages) == len(local) == 12
    assert {(each.weekday(), each.hour, each.minute) for each in local} == {(0, 8, 0)}
    assert [each.month for each in local] == list(range(1, 13))


def outlook_day(month):
    """Return the first Monday of a month of 2027."""
    first = date(2027, month, 1)
    return 1 + (-first.weekday()) % 7


def test_each_sponsor_gets_it_in_a_morning_of_their_own(programme, begun, world):
    near = sponsor(programme, "Europe/London", "near@example.org")
    far = sponsor(programme, "Pacific/Auckland", "far@example.org")
    schedule_as_of(programme, datetime(2026, 12, 20, tzinfo=UTC), world.coordinator)
    tick(datetime(2027, 1, 4, 7, 58, tzinfo=AUCKLAND))
    assert Report.objects.get().state == ReportState.BUILT
    tick(datetime(2027, 1, 4, 8, 0, tzinfo=AUCKLAND))
    due = dict(ReportLetter.objects.values_list("person", "message__due_at"))
    assert due[far.pk] == datetime(2027, 1, 4, 8, tzinfo=AUCKLAND)
    assert due[near.pk] == datetime(2027, 1, 4, 8, tzinfo=LONDON)


def test_after_a_breakdown_the_latest_leaves_at_once_in_working_hours(
    programme, begun, world, smtp_server
):
    sponsor(programme, "Europe/London", "marsh@example.org")
    schedule_as_of(programme, datetime(2026, 12, 20, tzinfo=UTC), world.coordinator)
    back = datetime(2027, 3, 2, 10, 17, tzinfo=LONDON)
    tick(back)
    tick(back + timedelta(minutes=1))
    message = Message.objects.get(kind="evaluation.impact_report")
    assert message.sent_at == back
    assert Report.objects.get().occurrence == "monthly-2027-03"


def test_a_draft_is_there_days_ahead_and_let_go_late_it_leaves_in_the_next_morning(
    programme, begun, world
):
    sponsor(programme, "Europe/London", "marsh@example.org")
    schedule_as_of(
        programme,
        datetime(2026, 12, 20, tzinfo=UTC),
        world.coordinator,
        needs_approval=True,
        draft_days=2,
    )
    tick(datetime(2026, 12, 30, 12, tzinfo=LONDON))
    assert not Report.objects.exists()
    tick(datetime(2026, 12, 31, 0, 1, tzinfo=LONDON))
    report = Report.objects.get()
    tick(datetime(2027, 1, 4, 9, tzinfo=LONDON))
    assert not ReportLetter.objects.exists()
    with time_machine.travel(datetime(2027, 1, 8, 21, tzinfo=LONDON), tick=False):
        approve_report(report, by=world.coordinator)
    tick(datetime(2027, 1, 8, 21, 1, tzinfo=LONDON))
    assert ReportLetter.objects.get().message.due_at == datetime(2027, 1, 11, 8, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("cadence", "milestone"), [(Cadence.MIDWAY, ""), (Cadence.MILESTONE, MilestoneKind.REVIEW)]
)
def test_a_day_of_a_cohort_brings_one_report_even_when_it_is_moved(
    programme, begun, world, cadence, milestone
):
    sponsor(programme, "Europe/London", "marsh@example.org")
    day = begun.milestones.create(kind=MilestoneKind.REVIEW, on=date(2027, 6, 2))
    schedule_as_of(
        programme,
        datetime(2026, 12, 20, tzinfo=UTC),
        world.coordinator,
        cadence=cadence,
        milestone=milestone,
        next_due_on=None,
    )
    tick(datetime(2027, 6, 7, 6, tzinfo=LONDON))
    assert not Report.objects.exists()
    tick(datetime(2027, 6, 7, 8, tzinfo=LONDON))
    assert Report.objects.get().cohort == begun
    type(day).objects.filter(pk=day.pk).update(on=date(2027, 7, 1))
    tick(datetime(2027, 8, 2, 9, tzinfo=LONDON))
    assert Report.objects.count() == 1


def test_the_outlook_promises_what_comes(programme, begun, world):
    sponsor(programme, "Pacific/Auckland", "far@example.org")
    with time_machine.travel(datetime(2026, 12, 20, tzinfo=UTC), tick=False):
        schedule = ReportSchedule(programme=programme, **MONTHLY)
        ahead = outlook(schedule, around(programme))
    assert [each.leaves_on for each in ahead] == [
        date(2027, 1, 4),
        date(2027, 2, 1),
        date(2027, 3, 1),
    ]
    assert ahead[0].arrivals[0].at == datetime(2027, 1, 4, 8, tzinfo=AUCKLAND)


def test_a_month_without_the_31st_does_not_move_the_months_after(programme, begun, world):
    schedule = schedule_as_of(
        programme,
        datetime(2026, 12, 20, tzinfo=UTC),
        world.coordinator,
        next_due_on=date(2027, 1, 31),
        weekday=None,
    )
    tick(datetime(2027, 3, 5, tzinfo=LONDON))
    schedule.refresh_from_db()
    assert schedule.next_due_on == date(2027, 3, 31)


def test_pausing_lets_go_what_falls_due_and_a_second_press_does_nothing(programme, begun, world):
    schedule = schedule_as_of(programme, datetime(2026, 12, 20, tzinfo=UTC), world.coordinator)
    pause_schedule(schedule, by=world.coordinator)
    with pytest.raises(NothingToSwitchError):
        pause_schedule(schedule, by=world.coordinator)
    tick(datetime(2027, 2, 20, tzinfo=UTC))
    assert not ReportFile.objects.exists()
    with time_machine.travel(datetime(2027, 2, 20, tzinfo=UTC), tick=False):
        resume_schedule(schedule, by=world.coordinator)
    tick(datetime(2027, 2, 20, tzinfo=UTC))
    assert not Report.objects.exists()
    assert schedule.next_due_on == date(2027, 3, 1)


def test_each_kind_once_and_who_saves_second_is_told(programme, world):
    schedule = add_schedule(programme, MONTHLY, by=world.coordinator)
    with pytest.raises(ScheduleExistsError):
        add_schedule(programme, MONTHLY, by=world.coordinator)
    seen = mark_of(stored_values(schedule))
    change_schedule(schedule, MONTHLY | {"hour": 9}, seen=seen, by=world.coordinator)
    with pytest.raises(ChangedMeanwhileError):
        change_schedule(schedule, MONTHLY | {"hour": 10}, seen=seen, by=world.coordinator)
    schedule.refresh_from_db()
    assert schedule.hour == 9
