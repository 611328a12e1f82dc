"""How often the early warning was right, and from how many points on it rings."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.warning.history import past_of, places_of
from matching.care.enums import Aftermath
from matching.ending.enums import RematchState
from matching.models import CareThreshold, HealthReading, RematchWish
from mentorship.accounts.permissions import Role
from mentorship.audit.models import Event
from tests.factories.health import work_out_all
from tests.factories.matching import HeldMeetingFactory, MatchFactory
from tests.factories.programmes import CohortFactory, ProgrammeFactory
from tests.factories.relationships import AgreementInForceFactory
from tests.people import team_member

pytestmark = pytest.mark.django_db


def monday(weeks):
    today = timezone.localdate()
    return today - timedelta(days=today.weekday(), weeks=weeks)


def reading(match, weeks, *, score, came, **fields):
    return HealthReading.objects.create(
        **{
            "match": match,
            "week_on": monday(weeks),
            "level": "help" if score >= 40 else "well",
            "score": score,
            "was_alerted": score >= 40,
            "aftermath": came,
            "known_on": timezone.localdate(),
        }
        | fields
    )


def history(cohort, pairs=12):
    """Make pairs with four known weeks: every second alerted, trouble after half of either."""
    for number in range(pairs):
        match = MatchFactory.create(cohort=cohort)
        for week in range(9, 13):
            came = Aftermath.WENT_QUIET if week % 2 else Aftermath.WENT_ON
            reading(match, week, score=60 * (number % 2), came=came)


def address(programme, **query):
    return reverse("evaluation:warning", args=(programme.slug,), query=query)


def quiet_pair(cohort):
    match = MatchFactory.create(cohort=cohort)
    AgreementInForceFactory.create(match=match)
    HeldMeetingFactory.create(match=match, starts_at=timezone.now() - timedelta(days=60))
    return match


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def test_before_anything_is_known_the_page_says_when_it_will_be(world, coordinator):
    body = coordinator.get(address(world.programme)).content.decode()
    assert "There is no history yet" in body
    assert "Eight weeks later" in body


def test_few_weeks_are_too_few_to_tell(world, coordinator):
    reading(MatchFactory.create(cohort=world.cohort), 9, score=60, came=Aftermath.ENDED_EARLY)
    body = coordinator.get(address(world.programme)).content.decode()
    assert "Too few to tell" in body
    assert "100%" not in body


def test_the_page_tells_the_matrix_and_its_shares_with_intervals(world, coordinator):
    history(world.cohort, pairs=40)
    page = coordinator.get(address(world.programme))
    assert page.context["matrix"] == [
        ("Pointed out", 40, 40, 80),
        ("Left alone", 40, 40, 80),
        ("All weeks", 80, 80, 160),
    ]
    shares = {share.name: share for share in page.context["shares"]}
    assert shares["Sensitivity"].figure == "50% (40 of 80)"
    assert shares["Sensitivity"].span.endswith("from 40 pairs")
    assert "acting on alerts biases all of these figures" in page.content.decode()


def test_only_an_early_end_may_count_as_trouble(world, coordinator):
    history(world.cohort)
    page = coordinator.get(address(world.programme, trouble="strict"))
    assert page.context["matrix"][2] == ("All weeks", 0, 24, 24)


def test_weeks_in_which_somebody_acted_can_be_left_out(world, coordinator):
    match = MatchFactory.create(cohort=world.cohort)
    reading(match, 9, score=60, came=Aftermath.WENT_ON, was_acted_on=True)
    reading(match, 10, score=0, came=Aftermath.WENT_ON)
    page = coordinator.get(address(world.programme, help="none"))
    assert page.context["matrix"][2] == ("All weeks", 0, 1, 1)


def test_early_ends_after_a_rematch_are_counted_among_the_early_ends(world, coordinator):
    match = MatchFactory.create(cohort=world.cohort)
    reading(match, 9, score=60, came=Aftermath.ENDED_EARLY)
    RematchWish.objects.create(
        member=match.members.first(), state=RematchState.DONE, settled_at=timezone.now()
    )
    rows = coordinator.get(address(world.programme)).context["outcomes"]
    assert ("Ended early", 1, 0) in rows
    assert ("of these with somebody else since", 1, 0) in rows


def test_all_programmes_are_those_somebody_looks_after(world):
    sister = ProgrammeFactory.create(organisation=world.organisation)
    history(CohortFactory.create(programme=sister), pairs=1)
    history(CohortFactory.create(programme=world.other_programme), pairs=1)
    assert past_of(places_of(world.programme, world.coordinator, is_wide=True)).rows == []
    both = team_member(sister, "Bea Both", Role.COORDINATOR)
    assert places_of(sister, both, is_wide=True).get() == sister
    assert len(past_of(places_of(sister, both, is_wide=True)).rows) == 2


def test_another_threshold_is_tried_before_it_is_used(world, coordinator):
    history(world.cohort, pairs=40)
    body = coordinator.get(address(world.programme, points=75)).content.decode()
    assert "From 75 points on, 80 weeks fewer would have been pointed out" in body
    assert "Use 75 points from now on" in body
    assert not CareThreshold.objects.exists()


def test_using_a_threshold_looks_at_every_pair_anew_and_is_recorded(world, coordinator):
    match = quiet_pair(world.cohort)
    work_out_all()
    match.refresh_from_db()
    assert match.health.level == "help"
    chosen = reverse("evaluation:warning-threshold", args=(world.programme.slug,))
    page = coordinator.post(chosen, {"points": 90}, follow=True)
    assert "Pairs are pointed out from 90 points on" in page.content.decode()
    match.health.refresh_from_db()
    assert match.health.level == "watch"
    event = Event.objects.get(kind="care.threshold_chosen")
    assert event.changes == {"from": 40, "to": 90}
    coordinator.post(chosen, {"points": 90})
    assert Event.objects.filter(kind="care.threshold_chosen").count() == 1


@pytest.mark.parametrize("points", ["0", "41", "many", ""])
def test_no_other_threshold_is_taken(world, coordinator, points):
    chosen = reverse("evaluation:warning-threshold", args=(world.programme.slug,))
    page = coordinator.post(chosen, {"points": points}, follow=True)
    assert "Please choose one of the thresholds." in page.content.decode()
    assert not CareThreshold.objects.exists()


def test_each_programme_has_its_own(world):
    CareThreshold.objects.create(programme=world.programme, help_from=90)
    elsewhere = CohortFactory.create(programme=world.other_programme)
    here, there = quiet_pair(world.cohort), quiet_pair(elsewhere)
    work_out_all()
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.health.level, there.health.level) == ("watch", "help")


@pytest.mark.parametrize("pairs", [1, 30])
def test_the_number_of_queries(world, coordinator, pairs, django_assert_max_num_queries):
    history(world.cohort, pairs=pairs)
    coordinator.get(address(world.programme))
    with django_assert_max_num_queries(14):
        coordinator.get(address(world.programme))


def test_a_stranger_counts_nothing(world):
    history(world.cohort, pairs=1)
    assert not places_of(world.programme, world.stranger, is_wide=False).exists()


def test_the_page_of_relationships_says_how_often_it_was_right(world, coordinator):
    history(world.cohort, pairs=2)
    listed = reverse("matching:match-list", args=(world.programme.slug,))
    assert "Too few weeks are known yet to tell." in coordinator.get(listed).content.decode()
    history(world.cohort, pairs=40)
    body = coordinator.get(listed).content.decode()
    assert "Of 84 weeks pointed out so far, 42 came before trouble" in body
    assert address(world.programme) in body
