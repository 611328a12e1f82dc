"""What a report freezes of the ledger."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluation.actions.reports import build_by_hand
from evaluation.ledger.frozen import implications_of, loops_of
from evaluation.reports.model import Verdict
from evaluation.reports.snapshot import thaw
from programmes.enums import ReadingMoment
from programmes.models import Recommendation
from tests.factories.setup import RecommendationFactory


@pytest.fixture
def closed(world):
    """A loop whose figure was read at the decision and when the cohort closed."""
    row = RecommendationFactory.create(
        programme=world.programme, state="accepted", taken_into=world.programme,
        cohort_taken=world.cohort, measure="matching.closed_as_planned", owner=world.coordinator,
    )  # fmt: skip
    today = timezone.localdate()
    for moment, n, days in ((ReadingMoment.DECISION, 48, 200), (ReadingMoment.CLOSE, 56, 9)):
        row.readings.create(
            moment=moment, programme=world.programme, value="0", n=n,
            of=80 if n == 48 else 70, kind="share", as_of=today - timedelta(days=days),
        )  # fmt: skip
    return row


def test_a_closed_loop_tells_both_figures_with_their_n(world, closed):
    (loop,) = loops_of(world.programme, timezone.localdate())
    assert (loop.before, loop.before_n) == (Decimal("60.00"), 80)
    assert (loop.after, loop.after_n) == (Decimal("80.00"), 70)
    assert (loop.verdict, loop.unit, loop.owner) == (Verdict.MET, "%", world.coordinator.name)
    assert loop.taken_into == world.programme.name


def test_what_was_decided_later_is_not_in_an_earlier_report(world, closed):
    assert loops_of(world.programme, timezone.localdate() - timedelta(days=2)) == ()


def test_a_loop_without_a_figure_claims_nothing(world):
    RecommendationFactory.create(programme=world.programme, state="refused")
    (loop,) = loops_of(world.programme, timezone.localdate())
    assert (loop.verdict, loop.before, loop.decision) == (Verdict.CANNOT_TELL, None, "No money")


def test_implications_are_what_is_open_or_was_decided_since_the_last_report(world):
    old = RecommendationFactory.create(programme=world.programme, state="refused")
    made = build_by_hand(world.programme, None, by=world.coordinator)
    assert [line.key for line in implications_of(world.programme)] == []
    Recommendation.objects.filter(pk=old.pk).update(decided_at=made.built_at + timedelta(seconds=1))
    waiting = RecommendationFactory.create(programme=world.programme, effort="small")
    RecommendationFactory.create()
    told = implications_of(world.programme)
    assert [line.key for line in told] == [str(old.pk), str(waiting.pk)]
    assert told[1].effort == "small"


def test_a_report_keeps_its_loops_when_the_ledger_goes_on(world, closed):
    made = build_by_hand(world.programme, None, by=world.coordinator)
    closed.readings.all().delete()
    made.refresh_from_db()
    (loop,) = thaw(made.snapshot).loops
    assert loop.after == Decimal("80.00")
