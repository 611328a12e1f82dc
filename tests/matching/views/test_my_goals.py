"""The goals of a match in the portal: the list, setting one and changing it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import MatchSide, MatchState
from matching.goals.enums import GoalState
from matching.models import Goal
from tests.factories.dates import days_ago
from tests.factories.fresh import CompetencyFactory
from tests.factories.matching import MatchFactory, pair, seat
from tests.factories.programmes import MenteeFactory
from tests.factories.relationships import GoalFactory, GoalNoteFactory, GoalStepFactory


def page(match):
    return reverse("matching:my-goals", args=(match.pk,))


def add(match):
    return reverse("matching:my-goals-add", args=(match.pk,))


def text(response):
    return response.content.decode()


FILLED = {"title": "Lead my team", "theme": "leading", "start_rating": "3", "first_step": "Listen"}


def test_without_a_goal_the_mentee_sees_examples_and_the_mentor_a_question(world, client_of):
    match = pair(world)
    shown = text(client_of(world.mentee).get(page(match)))
    assert "What would you like to reach?" in shown
    assert f"{add(match)}?example=first-team" in shown
    assert "Only you and Amara can read your goals." in shown
    shown = text(client_of(world.mentor).get(page(match)))
    assert "Goals are theirs to set" in shown
    assert add(match) not in shown


def test_goals_stand_with_how_far_they_are_and_what_comes_next(world, client_of):
    match = pair(world)
    goal = GoalFactory.create(match=match, title="Lead <well>", due_on=days_ago(-30)())
    GoalNoteFactory.create(goal=goal, reached=20, said_at=timezone.now() - timedelta(days=2))
    GoalNoteFactory.create(goal=goal, reached=50)
    GoalStepFactory.create(
        goal=goal, title="Done before", done_by=world.mentee, done_at=timezone.now()
    )
    GoalStepFactory.create(goal=goal, title="Ask three people", due_on=days_ago(1)())
    GoalFactory.create(
        match=match,
        state=GoalState.REACHED,
        settled_at=timezone.now(),
        end_rating=6,
        end_rated_at=timezone.now(),
    )
    shown = text(client_of(world.mentor).get(page(match)))
    for words in (
        "One goal under way, one reached",
        "Lead &lt;well&gt;",
        "About half way (50%)",
        "Ask three people",
        "was due on",
        "from 3 to 6",
    ):
        assert words in shown
    assert "Done before" not in shown


def test_an_example_fills_the_form_and_a_goal_is_set_from_it(world, client_of):
    match, client = pair(world), client_of(world.mentee)
    shown = text(client.get(f"{add(match)}?example=first-team"))
    assert "Lead my first team with a calm hand" in shown
    assert "Meet everybody in the team on their own" in shown
    assert client.get(f"{add(match)}?example=nothing").status_code == 200
    shown = text(client.post(add(match), FILLED, follow=True))
    assert "Your goal is set" in shown
    goal = Goal.objects.get()
    assert (goal.person, goal.start_rating) == (world.mentee, 3)
    assert [step.title for step in goal.steps.all()] == ["Listen"]


def test_what_was_typed_badly_is_kept(world, client_of):
    match, client = pair(world), client_of(world.mentee)
    foreign = CompetencyFactory.create(organisation=world.other_organisation)
    CompetencyFactory.create(organisation=world.organisation)
    bad = {**FILLED, "start_rating": "8", "due_on": "2020-01-01", "competency": foreign.pk}
    shown = text(client.post(add(match), bad))
    assert "Lead my team" in shown
    assert "This day has passed" in shown
    assert "3 things need another look" in shown
    assert not Goal.objects.exists()


def test_a_skill_of_the_organisation_may_be_chosen(world, client_of):
    match = pair(world)
    skill = CompetencyFactory.create(organisation=world.organisation)
    client_of(world.mentee).post(add(match), {**FILLED, "competency": skill.pk})
    assert Goal.objects.get().competency == skill


def test_a_mentor_sets_no_goals_and_changes_none(world, client_of):
    match, client = pair(world), client_of(world.mentor)
    goal = GoalFactory.create(match=match)
    edit = reverse("matching:my-goal-edit", args=(goal.pk,))
    for url in (add(match), edit):
        assert client.get(url).status_code == 404
        assert client.post(url, FILLED).status_code == 404
    assert Goal.objects.get().title == goal.title


def test_a_goal_is_changed_but_its_start_rating_not_once_it_moved(world, client_of):
    goal, client = GoalFactory.create(match=pair(world)), client_of(world.mentee)
    GoalNoteFactory.create(goal=goal)
    edit = reverse("matching:my-goal-edit", args=(goal.pk,))
    assert "start_rating" not in text(client.get(edit))
    client.post(edit, {**FILLED, "start_rating": "7"})
    goal.refresh_from_db()
    assert (goal.title, goal.start_rating) == ("Lead my team", 3)


def test_a_day_that_has_passed_meanwhile_may_stay(world, client_of):
    goal = GoalFactory.create(match=pair(world), due_on=days_ago(3)())
    edit = reverse("matching:my-goal-edit", args=(goal.pk,))
    kept = {**FILLED, "due_on": f"{goal.due_on:%Y-%m-%d}"}
    assert client_of(world.mentee).post(edit, kept).status_code == 302


def test_peers_read_each_others_goals_and_set_their_own(world, client_of):
    match = MatchFactory.create(cohort=world.cohort, mentors=[], mentees=[])
    seat(match, [world.mentor_place, world.mentee_place], MatchSide.PEER)
    GoalFactory.create(match=match, person=world.mentor, title="Write a book")
    shown = text(client_of(world.mentee).get(page(match)))
    assert "Your goals, and those of Amara" in shown
    assert "Write a book" in shown
    assert client_of(world.mentee).post(add(match), FILLED).status_code == 302
    assert client_of(world.mentor).get(page(match)).status_code == 200


def test_fellow_mentees_do_not_read_each_others_goals_and_are_told_so(world, client_of):
    fellow = MenteeFactory.create(cohort=world.cohort)
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place, fellow]
    )
    GoalFactory.create(match=match, person=world.mentee, title="PLANTED")
    GoalFactory.create(match=match, person=fellow.person, title="Theirs")
    shown = text(client_of(fellow.person).get(page(match)))
    assert "PLANTED" not in shown
    assert "Jonas cannot." in shown
    shown = text(client_of(world.mentor).get(page(match)))
    assert "PLANTED" in shown
    assert "Theirs" in shown


def test_before_it_begins_a_match_has_no_goals_and_after_its_end_none_are_added(world, client_of):
    client = client_of(world.mentee)
    assert client.get(page(pair(world, MatchState.PROPOSED))).status_code == 404
    over = pair(world, MatchState.CLOSED)
    GoalFactory.create(match=over, title="Still there")
    shown = text(client.get(page(over)))
    assert "Still there" in shown
    assert "This match has ended." in shown
    shown = text(client.post(add(over), FILLED))
    assert "Lead my team" in shown
    assert Goal.objects.count() == 1


@pytest.mark.django_db
def test_thirty_goals_cost_as_much_as_one(world, client_of):
    match, client, counts = pair(world), client_of(world.mentee), []
    for number in (1, 29):
        for _goal in range(number):
            GoalStepFactory.create(goal=GoalNoteFactory.create(goal__match=match).goal)
        client.get(page(match))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page(match)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
