"""What is kept of every pair each week, and what came of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from matching.actions.health_readings import fill_in_aftermaths, keep_readings
from matching.care.queries import hit_counts
from matching.care.tasks import look_after_relationships
from matching.enums import MatchState
from matching.models import HealthReading
from programmes.enums import CohortState
from tests.factories.health import work_out_all
from tests.factories.matching import HeldMeetingFactory, MatchFactory, ago, pair
from tests.factories.programmes import CohortFactory
from tests.factories.relationships import AgreementInForceFactory, CareStepFactory

pytestmark = pytest.mark.django_db


def monday():
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def reading(match, weeks, **fields):
    week_on = monday() - timedelta(weeks=weeks)
    return HealthReading.objects.create(
        **{"match": match, "week_on": week_on, "level": "help", "was_alerted": True} | fields
    )


def test_every_running_pair_is_kept_once_a_week_alerted_or_not(world):
    troubled = pair(world, proposed_at=ago(days=43))
    fine = MatchFactory.create(cohort=world.cohort)
    AgreementInForceFactory.create(match=fine)
    HeldMeetingFactory.create(match=fine)
    MatchFactory.create(cohort=world.cohort, state=MatchState.PROPOSED)
    MatchFactory.create(cohort=world.cohort, state=MatchState.CLOSED)
    over = CohortFactory.create(programme=world.programme, state=CohortState.CLOSED)
    MatchFactory.create(cohort=over)
    look_after_relationships()
    look_after_relationships()
    found = {each.match: (each.week_on, each.was_alerted) for each in HealthReading.objects.all()}
    assert found == {troubled: (monday(), True), fine: (monday(), False)}
    assert HealthReading.objects.get(match=troubled).reasons == ["no_first_meeting", "unsigned"]


def test_a_week_that_was_missed_is_not_invented(world):
    pair(world)
    work_out_all()
    assert keep_readings(on=monday()) == 1
    assert keep_readings(on=monday() + timedelta(days=21)) == 1
    weeks = HealthReading.objects.values_list("week_on", flat=True)
    assert set(weeks) == {monday(), monday() + timedelta(days=21)}


def test_what_was_done_in_the_week_is_noted(world):
    match = pair(world)
    this, last, before = reading(match, 0), reading(match, 1), reading(match, 2)
    CareStepFactory.create(match=match, by=world.coordinator)
    keep_readings(on=timezone.localdate())
    assert HealthReading.objects.get(pk=this.pk).was_acted_on
    assert not HealthReading.objects.filter(pk__in=[last.pk, before.pk], was_acted_on=True).exists()


def test_what_came_of_it_is_told_after_eight_weeks(world):
    match = pair(world, proposed_at=ago(days=300))
    ended = MatchFactory.create(
        cohort=world.cohort, state=MatchState.ENDED_EARLY, proposed_at=ago(days=300)
    )
    ended.ended_on = monday() - timedelta(weeks=5)
    ended.save()
    went_on, quiet = reading(match, 20), reading(match, 8, was_alerted=False)
    early, young = reading(ended, 9), reading(match, 7)
    HeldMeetingFactory.create(match=match, starts_at=ago(days=7 * 17))
    assert fill_in_aftermaths(on=monday()) == 3
    assert fill_in_aftermaths(on=monday()) == 0
    told = dict(HealthReading.objects.values_list("pk", "aftermath"))
    assert told == {
        went_on.pk: "went_on",
        quiet.pk: "went_quiet",
        early.pk: "ended_early",
        young.pk: "",
    }
    assert hit_counts(world.programme) == (1, 1, 1, 0)
    assert hit_counts(world.other_programme) == (0, 0, 0, 0)


def test_rest_is_not_held_against_a_pair(world):
    match = pair(world, proposed_at=ago(days=300))
    reading(match, 10)
    match.rests.create(starts_on=date(2020, 1, 1), ends_on=monday() - timedelta(weeks=6))
    fill_in_aftermaths(on=monday())
    assert HealthReading.objects.get().aftermath == "rested"
    assert hit_counts(world.programme) == (0, 0, 0, 0)
