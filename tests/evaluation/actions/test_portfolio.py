"""Reading what programmes bring to the side-by-side, and that no small group is kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluation.actions.portfolio import NEW, read_all_sheets, read_sheets
from evaluation.enums import WaveState
from evaluation.models import PortfolioSheet
from evaluation.portfolio.sheet import from_plain
from mentorship.audit.models import Event
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Recommendation
from tests.factories.evaluation import AnswerFactory, InstrumentFactory, ItemFactory, WaveFactory
from tests.factories.portfolio import FINISHED, FIT
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db


def read(programme, by=None):
    read_sheets(programmes=[programme], by=by)
    return from_plain(PortfolioSheet.objects.get(programme=programme).figures)


def past(world, number, *, finished=0, withdrawn=0):
    """Close a cohort of the programme in which so many finished and so many withdrew."""
    cohort = CohortFactory.create(
        programme=world.programme, number=number, name=f"Cohort {number}", state=CohortState.CLOSED
    )
    for state, count in (
        (ParticipantState.FINISHED, finished),
        (ParticipantState.WITHDRAWN, withdrawn),
    ):
        ParticipantFactory.create_batch(
            count, cohort=cohort, role=ParticipantRole.MENTEE, state=state
        )
    return cohort


def closed(world, cohort, marks, *, days=1):
    """Close a survey of mentees that asked how well they fit."""
    instrument = InstrumentFactory.create(organisation=world.organisation)
    ItemFactory.create(instrument=instrument, key="fit")
    wave = WaveFactory.create(
        instrument=instrument,
        cohort=cohort,
        state=WaveState.CLOSED,
        opens_at=timezone.now() - timedelta(days=200),
        closed_at=timezone.now() - timedelta(days=days),
        invited=len(marks),
    )
    for mark in marks:
        AnswerFactory.create(wave=wave, values={"fit": mark})


def test_a_sheet_holds_the_programmes_own_figures(world):
    past(world, 10, finished=6, withdrawn=2)
    past(world, 11, finished=5, withdrawn=5)
    Recommendation.objects.create(programme=world.programme, text="Meet sooner.")
    sheet = read(world.programme)
    assert (sheet.told[FINISHED].count, sheet.told[FINISHED].n) == (11, 18)
    told = {one.number: one.told[FINISHED] for one in sheet.cohorts if FINISHED in one.told}
    assert {number: (one.count, one.n) for number, one in told.items()} == {
        10: (6, 8),
        11: (5, 10),
    }
    assert sheet.open_lessons == 1


def test_a_small_cohort_cannot_be_worked_out_from_the_programmes_sum(world):
    past(world, 10, finished=20, withdrawn=5)
    past(world, 11, finished=8, withdrawn=2)
    past(world, 12, finished=1, withdrawn=1)
    sheet = read(world.programme)
    assert sheet.told[FINISHED].n == 37
    told = {
        one.number: one.told[FINISHED].is_shown for one in sheet.cohorts if FINISHED in one.told
    }
    assert told == {10: True, 11: False, 12: False}


def test_answers_are_told_by_cohort_as_their_own_page_tells_them(world):
    first, second, third = (past(world, number) for number in (10, 11, 12))
    closed(world, first, [5, 4, 4, 3, 5, 4], days=90)
    closed(world, second, [5, 1, 2, 5], days=60)
    closed(world, third, [5] * 9, days=30)
    sheet = read(world.programme)
    told = {one.number: one.told.get(FIT) for one in sheet.cohorts}
    assert (told[10].n, told[10].value) == (6, Decimal("4.1667"))
    assert told[11] is None
    assert told[12] is None
    assert FIT not in sheet.told


def test_nothing_small_is_kept_at_all(world):
    past(world, 10, finished=1, withdrawn=2)
    sheet = read(world.programme)
    hidden = sheet.told[FINISHED]
    assert (hidden.value, hidden.n, hidden.count) == (None, None, None)
    assert sheet.steps == ()


def test_asked_twice_it_is_read_once_and_recorded_once(world):
    for expected in (1, 0):
        count = read_sheets(programmes=[world.programme], by=world.coordinator)
        assert count == expected
    assert Event.objects.filter(kind="portfolio.read").count() == 1
    PortfolioSheet.objects.update(read_at=timezone.now() - 2 * NEW)
    assert read_sheets(programmes=[world.programme], by=world.coordinator) == 1
    assert PortfolioSheet.objects.count() == 1


def test_every_night_all_programmes_are_read_and_nobody_is_named(world):
    assert read_all_sheets() == 2
    assert not Event.objects.filter(kind="portfolio.read").exists()
    texts = [str(row.figures) for row in PortfolioSheet.objects.all()]
    assert not any(world.mentee.name in text for text in texts)


def test_sheets_are_seen_by_those_who_manage_reports_and_who_administer(world):
    read_all_sheets()
    own = {world.programme.pk}
    for person, expected in (
        (world.coordinator, own),
        (world.administrator, own),
        (world.other_coordinator, {world.other_programme.pk}),
        (world.reviewer, set()),
        (world.mentee, set()),
    ):
        seen = PortfolioSheet.objects.visible_to(person).values_list("programme", flat=True)
        assert set(seen) == expected


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_reads(world):
    counts = []

    def ask():
        counts.append(read_sheets(programmes=[world.programme], by=world.coordinator))

    assert both_at_once(ask, ask) == []
    assert sorted(counts) == [0, 1]
    assert Event.objects.filter(kind="portfolio.read").count() == 1
