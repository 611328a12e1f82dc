"""The Survey plan: what it says, who may press what, and what a mistake leads to."""

import re

import pytest
from django.urls import reverse

from evaluation.burden.outlook import outlook_of
from evaluation.enums import Purpose
from evaluation.models import BurdenStep, SurveyBudget
from mentorship.accounts.permissions import Role
from tests.evaluation.burden.clash import planned
from tests.factories.programmes import MenteeFactory, ProgrammeFactory
from tests.people import team_member


def address(name, world):
    return reverse(f"evaluation:{name}", args=(world.programme.slug,))


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def pair(world):
    guest = planned(world.cohort, minutes=9, title="Half-way")
    host = planned(world.cohort, minutes=5, day=12, purpose=Purpose.RELATIONSHIP, title="Together")
    return guest, host


def token_of(world):
    return outlook_of(world.programme).steps[0].token


def test_nothing_planned_is_said_so(world, coordinator):
    body = text_of(coordinator.get(address("survey-plan", world)))
    assert "Nobody is asked anything in the next six months" in body
    assert "What would help" not in body


def test_the_page_says_what_is_too_much_for_how_many_and_never_for_whom(world, coordinator, pair):
    body = text_of(coordinator.get(address("survey-plan", world)))
    assert "asks one person for more than 15 minutes" in body
    assert "Put “Half-way” together with “Together”" in body
    assert "9 minutes, estimated" in body
    assert world.mentee.name not in body


def test_a_press_accepts_a_step_and_another_takes_it_back(world, coordinator, pair):
    accept = address("survey-plan-accept", world)
    page = coordinator.post(accept, {"step": token_of(world)}, follow=True)
    body = text_of(page)
    assert "“Half-way” is changed as proposed." in body
    assert "Nobody is asked for more than 15 minutes a month" in body
    assert f"Put together with another {world.coordinator.name}" in body
    taken = BurdenStep.objects.get()
    back = address("survey-plan-take-back", world)
    body = text_of(coordinator.post(back, {"taken": taken.pk}, follow=True))
    assert "“Half-way” is as it was before." in body
    assert not BurdenStep.objects.exists()


def test_who_comes_second_reads_who_was_quicker(world, coordinator, client_of, pair):
    token = token_of(world)
    colleague = team_member(world.programme, "Zainab Eze", Role.COORDINATOR)
    client_of(colleague).post(address("survey-plan-accept", world), {"step": token})
    assert BurdenStep.objects.get().made_by == colleague
    body = text_of(
        coordinator.post(address("survey-plan-accept", world), {"step": token}, follow=True)
    )
    assert "Zainab" in body
    assert "changed the plan of “Half-way”" in body


@pytest.mark.parametrize("given", ["", "merge|wave:no|x|2027-01-01|1", "x" * 500])
def test_what_is_not_proposed_is_refused_in_words(world, coordinator, pair, given):
    page = coordinator.post(address("survey-plan-accept", world), {"step": given}, follow=True)
    assert "That is not proposed any more" in text_of(page)
    assert not BurdenStep.objects.exists()


def test_steps_of_other_programmes_cannot_be_taken_back_here(world, coordinator, pair):
    coordinator.post(address("survey-plan-accept", world), {"step": token_of(world)})
    taken = BurdenStep.objects.get()
    elsewhere = ProgrammeFactory.create(organisation=world.organisation)
    taken.wave.cohort.programme = elsewhere
    taken.wave.cohort.save()
    back = address("survey-plan-take-back", world)
    for given in (taken.pk, "no id"):
        assert coordinator.post(back, {"taken": given}).status_code == 404
    assert BurdenStep.objects.exists()


def test_the_budget_is_changed_and_nothing_typed_is_lost(world, coordinator):
    where = address("survey-budget", world)
    page = coordinator.post(where, {"minutes": "900"})
    assert "240 minutes, are the most" in text_of(page)
    assert 'value="900"' in page.content.decode()
    body = text_of(coordinator.post(where, {"minutes": "25"}, follow=True))
    assert "Surveys may take 25 minutes a month." in body
    assert SurveyBudget.objects.get().minutes_a_month == 25


def test_a_look_changes_nothing_and_pages_do_not_grow(
    world, coordinator, pair, django_assert_max_num_queries
):
    with django_assert_max_num_queries(60) as few:
        coordinator.get(address("survey-plan", world))
    assert not SurveyBudget.objects.exists()
    MenteeFactory.create_batch(5, cohort=world.cohort)
    for day in range(13, 19):
        planned(world.cohort, minutes=3, day=day)
    with django_assert_max_num_queries(len(few)):
        coordinator.get(address("survey-plan", world))
