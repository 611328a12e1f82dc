"""The pages of the plan: what is asked by itself, on the timeline, written, stopped and resumed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Audience, Trigger
from evaluation.models import WavePlan
from tests.evaluation.views.test_waves import text_of
from tests.factories.evaluation import InstrumentFactory, WaveFactory, WavePlanFactory
from tests.factories.programmes import CohortFactory


@pytest.fixture
def instrument(world):
    return InstrumentFactory.create(
        organisation=world.organisation, key="pulse-mentee", title="Pulse"
    )


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def address(name, world, *args):
    return reverse(f"evaluation:{name}", args=(world.programme.slug, *args))


def typed(**given):
    usual = {
        "instrument_key": "pulse-mentee",
        "trigger": Trigger.MATCH_DAY,
        "days": 30,
        "every_days": 60,
        "open_days": 10,
    }
    return usual | given


def test_without_plans_the_page_offers_the_usual_one(world, coordinator, instrument):
    assert "Use the usual plan" in text_of(coordinator.get(address("plan-list", world)))
    page = coordinator.post(address("plan-usual", world), follow=True)
    assert "1 survey is planned." in text_of(page)
    assert "30 days after a match begins, and then every 60 days" in text_of(page)


def test_a_plan_is_written_changed_stopped_and_resumed(world, coordinator, instrument):
    coordinator.post(address("plan-add", world), typed(states=["matched"]))
    plan = WavePlan.objects.get()
    assert (plan.days, plan.every_days, plan.states) == (30, 60, ["matched"])
    page = coordinator.get(address("plan", world, plan.pk))
    assert page.context["form"]["every_days"].value() == 60
    coordinator.post(address("plan", world, plan.pk), typed(every_days=90))
    coordinator.post(address("plan-stop", world, plan.pk))
    plan.refresh_from_db()
    assert (plan.every_days, plan.is_active) == (90, False)
    coordinator.post(address("plan-resume", world, plan.pk))
    plan.refresh_from_db()
    assert plan.is_active


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"every_days": 14, "open_days": 20}, "This has to be longer than the days to answer."),
        ({"trigger": Trigger.AT_CLOSE}, "This happens once: leave it empty."),
        ({"instrument_key": "sponsor"}, "Sponsors and line managers are asked by the cohort."),
        ({"instrument_key": "foreign"}, "Choose one from the list: “foreign” is not in it."),
        ({"days": -1}, "At least 0."),
    ],
)
def test_what_could_never_be_asked_is_refused_and_nothing_typed_is_lost(
    world, coordinator, instrument, given, why
):
    InstrumentFactory.create(
        organisation=world.organisation, key="sponsor", audience=Audience.SPONSOR
    )
    InstrumentFactory.create(organisation=world.other_organisation, key="foreign")
    page = coordinator.post(address("plan-add", world), typed(**given))
    assert page.status_code == 422
    assert why in text_of(page)
    assert page.context["form"]["days"].value() == str(given.get("days", 30))
    assert not WavePlan.objects.exists()


def test_a_second_plan_for_the_same_event_is_refused_in_words(world, coordinator, instrument):
    WavePlanFactory.create(programme=world.programme)
    page = coordinator.post(address("plan-add", world), typed())
    assert "There is a plan for this survey and this event already." in text_of(page)


def test_the_timeline_shows_waves_and_what_is_still_to_come(world, coordinator, instrument):
    WaveFactory.create(cohort=world.cohort, instrument=instrument)
    WavePlanFactory.create(
        programme=world.programme, trigger=Trigger.AT_CLOSE, days=0, every_days=None
    )
    page = coordinator.get(address("plan-list", world))
    assert [bar.label for bar in page.context["timeline"].phases] == [
        world.cohort.name,
        "Pulse",
        "Pulse",
    ]
    assert f"Next comes “Pulse” on {world.cohort.ends_on:%-d %B}." in text_of(page)


@pytest.mark.parametrize(("who", "status"), [("reviewer", 403), ("mentor", 403), ("stranger", 404)])
def test_others_see_and_change_no_plan(world, client_of, who, status):
    plan = WavePlanFactory.create(programme=world.programme)
    client = client_of(getattr(world, who))
    assert client.get(address("plan-list", world)).status_code == status
    for name, *args in (("plan-add",), ("plan", plan.pk), ("plan-stop", plan.pk)):
        assert client.post(address(name, world, *args)).status_code == status
    plan.refresh_from_db()
    assert plan.is_active


def test_a_plan_of_another_programme_is_not_found(world, coordinator):
    foreign = WavePlanFactory.create(programme=world.other_programme)
    assert coordinator.get(address("plan", world, foreign.pk)).status_code == 404


def test_queries_do_not_grow_with_plans_cohorts_and_waves(
    world, coordinator, instrument, django_assert_max_num_queries
):
    kinds = (Trigger.AT_START, Trigger.MATCH_DAY, Trigger.AFTER_SESSION)

    def plan(trigger, key):
        WavePlanFactory.create(programme=world.programme, instrument_key=key, trigger=trigger)

    for trigger in kinds:
        plan(trigger, instrument.key)

    def count():
        with django_assert_max_num_queries(30) as counted:
            coordinator.get(address("plan-list", world))
        return len(counted)

    coordinator.get(address("plan-list", world))
    before = count()
    for day in range(5):
        opens_at = timezone.now() - timedelta(days=day + 1)
        WaveFactory.create(cohort=world.cohort, instrument=instrument, opens_at=opens_at)
        plan(kinds[day % 3], InstrumentFactory.create(organisation=world.organisation).key)
        CohortFactory.create(
            programme=world.programme, starts_on=timezone.localdate() - timedelta(days=400 + day)
        )
    assert count() == before
