"""What a report freezes of costs, from the rows of books and the record."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluation.costing.comparisons import claim_of_cause, found_between
from evaluation.costing.enums import HoursOf
from evaluation.costing.frozen import costs_of, currencies_of
from evaluation.costing.hours import hours_of
from evaluation.costing.money import CURRENCIES, each_returned, in_money, in_percent
from programmes.models import Cohort
from tests.factories.costing import (
    BenefitFactory,
    ComparisonFactory,
    CostBookFactory,
    HoursFactory,
    SpendingFactory,
    UncountedFactory,
)
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.training import SessionFactory
from training.enums import SessionKind, SessionState
from training.models import Attendance

pytestmark = pytest.mark.django_db


def test_nothing_entered_freezes_as_nothing(world):
    assert costs_of(world.programme, [world.cohort]) is None
    CostBookFactory.create(cohort=world.cohort)
    assert costs_of(world.programme, [world.cohort]) is None


def test_a_book_freezes_with_its_return_its_swings_and_its_sources(world):
    book = CostBookFactory.create(cohort=world.cohort)
    SpendingFactory.create(book=book, title="Venue")
    HoursFactory.create(book=book, title="Mentors")
    BenefitFactory.create(book=book, title="Leavers")
    UncountedFactory.create(book=book, title="Trust")
    ComparisonFactory.create(book=book)
    report = costs_of(world.programme, [world.cohort])
    assert (report.cost, report.benefit) == (Decimal(1500), Decimal(4000))
    assert (report.return_percent, report.ratio) == (Decimal("166.67"), Decimal("2.6667"))
    assert (report.ratio_low, report.ratio_high) == (Decimal("1.25"), Decimal(6))
    assert [(each.title, each.cautious, each.hopeful) for each in report.swings] == [
        ("Leavers: value", "£5,000", "£15,000"),
        ("Mentors: an hour", "£60", "£0"),
    ]
    assert [each.source for each in report.costs] == ["Ledger", "Ledger"]
    assert (report.benefits[0].share, report.benefits[0].sureness) == (
        Decimal("0.5000"),
        Decimal("0.8000"),
    )
    assert report.uncounted == ("Trust (Closing survey)",)
    assert report.comparisons[0].ours == "3 of 54 (6%; 95% interval 2% to 15%)"
    assert report.cohorts == (world.cohort.number,)


def test_what_was_taken_along_does_not_count_until_it_is_confirmed(world):
    book = CostBookFactory.create(cohort=world.cohort)
    BenefitFactory.create(book=book, is_carried=True)
    SpendingFactory.create(book=book)
    report = costs_of(world.programme, [world.cohort])
    assert (report.benefits, report.ratio, report.return_percent) == ((), None, None)


def test_cohorts_add_up_line_by_line_but_never_across_currencies(world):
    other = CohortFactory.create(programme=world.programme)
    first, second = (CostBookFactory.create(cohort=each) for each in (world.cohort, other))
    for book in (first, second):
        SpendingFactory.create(book=book, title="Venue")
    report = costs_of(world.programme, [world.cohort, other])
    assert report.cost == Decimal(2000)
    assert {line.title for line in report.costs} == {
        f"Venue, {world.cohort.name}",
        f"Venue, {other.name}",
    }
    assert report.cohorts == tuple(sorted((world.cohort.number, other.number)))
    type(second).objects.filter(pk=second.pk).update(currency="EUR")
    assert costs_of(world.programme, [world.cohort, other]) is None
    assert currencies_of(world.programme, [world.cohort, other]) == ("EUR", "GBP")


def test_a_book_without_figures_takes_no_sum_away(world):
    other = CohortFactory.create(programme=world.programme)
    SpendingFactory.create(book=CostBookFactory.create(cohort=world.cohort), title="Venue")
    empty = CostBookFactory.create(cohort=other, currency="EUR")
    BenefitFactory.create(book=empty, is_carried=True)
    assert costs_of(world.programme, [world.cohort, other]).cost == Decimal(1000)


def test_hours_come_from_meetings_held_and_from_those_who_were_there(world):
    match = MatchFactory.create(cohort=world.cohort)
    for days in (3, 2):
        HeldMeetingFactory.create(match=match, starts_at=ago(days=days), minutes=50)
    MeetingFactory.create(match=match)
    session = SessionFactory.create(programme=world.programme, cohort=world.cohort, minutes=90)
    Attendance.objects.create(session=session, person=world.mentor, is_present=True)
    Attendance.objects.create(session=session, person=world.mentee, is_present=False)
    called_off = SessionFactory.create(
        programme=world.programme, cohort=world.cohort, state=SessionState.CANCELLED
    )
    Attendance.objects.create(session=called_off, person=world.mentor, is_present=True)
    counted = hours_of([world.cohort])
    told = {of: (each.hours, each.rows) for (_cohort, of), each in counted.items()}
    assert told == {
        HoursOf.MENTOR_MEETINGS: (Decimal("1.67"), 2),
        HoursOf.MENTEE_MEETINGS: (Decimal("1.67"), 2),
        HoursOf.TRAINING: (Decimal("1.50"), 1),
    }


def test_a_session_for_no_cohort_counts_once_for_the_newest_that_holds_its_day(world):
    newer = CohortFactory.create(
        programme=world.programme, starts_on=world.cohort.starts_on, ends_on=world.cohort.ends_on
    )
    ParticipantFactory.create(cohort=newer, person=world.mentor)
    day = world.cohort.starts_on + timedelta(days=2)
    at = timezone.make_aware(datetime.combine(day, time(12)))
    gathering = SessionFactory.create(
        programme=world.programme,
        cohort=None,
        kind=SessionKind.GATHERING,
        minutes=60,
        starts_at=at,
        state=SessionState.HELD,
    )
    Attendance.objects.create(session=gathering, person=world.mentor, is_present=True)
    assert list(hours_of([world.cohort, newer])) == [(newer.pk, HoursOf.GATHERINGS)]


def test_hours_of_the_record_are_used_unless_somebody_knows_better(world):
    book = CostBookFactory.create(cohort=world.cohort)
    match = MatchFactory.create(cohort=world.cohort)
    HeldMeetingFactory.create(match=match, minutes=60)
    line = HoursFactory.create(book=book, hours=None, hours_of=HoursOf.MENTOR_MEETINGS)
    told = costs_of(world.programme, [world.cohort]).costs[0]
    assert (told.hours, told.amount) == (Decimal(1), Decimal(50))
    assert told.source.startswith("From the record: 1 person at a meeting that was held")
    line.hours = Decimal(4)
    line.save()
    told = costs_of(world.programme, [world.cohort]).costs[0]
    assert (told.hours, told.amount, told.source) == (Decimal(4), Decimal(200), "Ledger")


def test_queries_do_not_grow_with_cohorts_and_lines(world, django_assert_max_num_queries):
    for _number in range(3):
        book = CostBookFactory.create(cohort=CohortFactory.create(programme=world.programme))
        for _line in range(5):
            SpendingFactory.create(book=book)
            BenefitFactory.create(book=book)
    cohorts = list(Cohort.objects.filter(programme=world.programme))
    with django_assert_max_num_queries(8):
        costs_of(world.programme, cohorts)


def test_two_groups_are_told_apart_only_where_their_interval_says_so():
    assert "cannot be told apart" in found_between((3, 54), (20, 160))
    told = found_between((3, 154), (60, 260))
    assert "associated with 21 percentage points less" in told
    assert "chose to" in told
    assert "associated with" in found_between((60, 260), (3, 154))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Mentoring led to fewer leavers", "led to"),
        ("Leavers avoided because of mentoring", "because of"),
        ("It CAUSED growth", "CAUSED"),
        ("Leavers among mentees and others", None),
        ("The causeway project", None),
    ],
)
def test_claims_of_a_cause_are_found(text, claim):
    assert claim_of_cause(text) == claim


def test_sums_are_written_with_their_currency():
    assert in_money(Decimal("48300.40"), "GBP") == "£48,300"
    assert in_money(Decimal("-12.5"), "EUR") == "−€12.50"
    assert in_money(Decimal(7), "CHF") == "CHF\N{NO-BREAK SPACE}7"
    assert each_returned(Decimal("1.9049"), "GBP") == "£1.90"
    assert in_percent(Decimal("33.30")) == "33.3%"
    assert in_percent(Decimal(100)) == "100%"
    assert {"EUR", "JPY", "PLN"} <= CURRENCIES
