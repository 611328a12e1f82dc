"""The strategy map, and the pages of goals and objectives."""

import csv
import io

import pytest

from programmes.models import Objective, StrategicGoal
from tests.factories.programmes import ProgrammeFactory
from tests.factories.strategy import (
    IndicatorFactory,
    IndicatorValueFactory,
    ObjectiveFactory,
    StrategicGoalFactory,
)

PROGRAMME = "/programmes/leaders/"
MAP = f"{PROGRAMME}strategy/"
GOALS = f"{PROGRAMME}goals/"
OBJECTIVES = f"{PROGRAMME}objectives/"


@pytest.fixture
def lead(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def goal(world):
    return StrategicGoalFactory.create(organisation=world.organisation, title="Grow from within")


def indicator(world, **fields):
    return IndicatorFactory.create(objective__programme=world.programme, **fields)


def test_an_empty_map_offers_the_first_step(lead, goal):
    page = lead.get(MAP)
    assert "Nothing is on the map yet" in page.text
    assert f"{OBJECTIVES}add/" in page.text


def test_an_objective_asks_for_a_goal_first(lead):
    page = lead.get(f"{OBJECTIVES}add/", follow=True)
    assert page.redirect_chain[-1][0] == f"{GOALS}add/"
    assert "please add the first goal" in page.text


def test_the_map_opens_with_a_sentence_and_shows_each_indicator_once(world, lead):
    made = indicator(world, name="Promotions within a year")
    IndicatorValueFactory.create(indicator=made, value=70)
    indicator(world)
    page = lead.get(MAP)
    assert "One of two indicators is on course; one cannot be told yet." in page.text
    assert page.text.count("Promotions within a year") == 1
    assert "50% of the way" in page.text


def test_goals_nobody_serves_are_offered(lead, world, goal):
    indicator(world)
    StrategicGoalFactory.create(title="Of another organisation")
    page = lead.get(MAP)
    assert f"{OBJECTIVES}add/?goal={goal.pk}" in page.text
    assert "Of another organisation" not in page.text


def test_the_map_comes_as_a_table(world, lead):
    made = indicator(world, name="=1+1")
    IndicatorValueFactory.create(indicator=made, value=70)
    ObjectiveFactory.create(programme=world.programme)
    response = lead.get(f"{MAP}csv/")
    header, *lines = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert len(lines) == 2
    assert {len(line) for line in lines} == {len(header)}
    line = dict(zip(header, next(each for each in lines if each[3]), strict=True))
    assert (line["Status"], line["Value"], line["Target"]) == ("On course", "70.00", "80.00")
    assert line["Indicator"].startswith("'")


@pytest.mark.parametrize("address", [MAP, GOALS])
def test_thirty_rows_make_as_many_queries_as_one(
    world, lead, django_assert_num_queries, django_assert_max_num_queries, address
):
    indicator(world)
    lead.get(address)
    with django_assert_max_num_queries(30) as few:
        lead.get(address)
    for objective in ObjectiveFactory.create_batch(30, programme=world.programme):
        IndicatorValueFactory.create(indicator__objective=objective)
    with django_assert_num_queries(len(few)):
        lead.get(address)


@pytest.mark.parametrize("who", ["reviewer", "facilitator", "administrator"])
def test_others_of_the_programme_read_and_change_nothing(world, client_of, goal, who):
    made = indicator(world)
    client = client_of(getattr(world, who))
    page = client.get(MAP)
    assert page.status_code == 200
    assert "Add an objective" not in page.text
    for address in (
        f"{GOALS}{goal.pk}/end/",
        f"{OBJECTIVES}{made.objective_id}/remove/",
        f"{OBJECTIVES}{made.objective_id}/move/",
        f"{GOALS}{goal.pk}/move/",
    ):
        assert client.post(address).status_code == 403
    assert Objective.objects.count() == 1


def test_a_goal_of_another_organisation_cannot_be_reached_or_served(world, lead):
    elsewhere = StrategicGoalFactory.create(organisation=world.other_organisation)
    StrategicGoalFactory.create(organisation=world.organisation)
    assert lead.get(f"{GOALS}{elsewhere.pk}/change/").status_code == 404
    page = lead.post(f"{OBJECTIVES}add/", {"goal": elsewhere.pk, "title": "Mentees move up"})
    assert page.status_code == 200
    assert "Mentees move up" in page.text
    assert not Objective.objects.exists()


def test_a_goal_is_added_for_all_programmes_and_its_title_is_taken_once(world, lead):
    form = {"title": "Stay", "theme": "people", "description": "Few leave."}
    assert "The goal is there" in lead.post(f"{GOALS}add/", form, follow=True).text
    again = lead.post(f"{GOALS}add/", form)
    assert "There is a goal of this title already." in again.text
    assert "Few leave." in again.text
    assert StrategicGoal.objects.get().organisation == world.organisation


def test_a_goal_that_others_use_stays_and_the_page_says_why(world, lead, goal):
    other = ProgrammeFactory.create(organisation=world.organisation)
    ObjectiveFactory.create(programme=other, goal=goal)
    page = lead.post(f"{GOALS}{goal.pk}/end/", follow=True)
    assert "stays: objectives of 1 programme still serve it" in page.text
    assert "1 other programme serves it." in page.text
    assert StrategicGoal.objects.pursued().exists()


def test_a_goal_ends(lead, goal):
    assert "End this goal?" in lead.get(f"{GOALS}{goal.pk}/end/").text
    assert "has ended" in lead.post(f"{GOALS}{goal.pk}/end/", follow=True).text
    assert not StrategicGoal.objects.pursued().exists()


def test_goals_and_objectives_are_put_in_order(world, lead):
    goals = [
        StrategicGoalFactory.create(organisation=world.organisation, title=title)
        for title in ("First", "Second")
    ]
    objectives = [
        ObjectiveFactory.create(programme=world.programme, goal=goals[0], title=title)
        for title in ("A", "B")
    ]
    lead.post(f"{GOALS}{goals[1].pk}/move/", {"to": "up"})
    page = lead.post(f"{OBJECTIVES}{objectives[0].pk}/move/", {"to": "down"}, follow=True)
    assert [goal.title for goal in page.context["goals"]] == ["Second", "First"]
    assert [objective.title for objective in page.context["goals"][1].ours] == ["B", "A"]
    assert lead.post(f"{GOALS}{goals[0].pk}/move/", {"to": "the moon"}).status_code == 302


def test_an_objective_is_added_changed_and_removed(world, lead, goal):
    form = {"goal": goal.pk, "title": "Mentees move up", "description": ""}
    page = lead.post(f"{OBJECTIVES}add/", form, follow=True)
    assert "How would one see it?" in page.text
    assert "has an objective of this title" in lead.post(f"{OBJECTIVES}add/", form).text
    objective = Objective.objects.get()

    lead.post(f"{OBJECTIVES}{objective.pk}/change/", form | {"title": "Two in three move up"})
    objective.refresh_from_db()
    assert objective.title == "Two in three move up"

    assert "goes with its indicators" in lead.get(f"{OBJECTIVES}{objective.pk}/remove/").text
    lead.post(f"{OBJECTIVES}{objective.pk}/remove/")
    assert not Objective.objects.exists()
