"""What goals put on a participant's home, a pair's page and its course."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.actions.goals import move_goal
from matching.enums import MatchState
from matching.goals.course import course_of_goals
from matching.goals.enums import GoalState
from matching.goals.part import part_of_goals
from matching.goals.queries import goal_counts, goals_to_rate, open_goals
from matching.goals.topics import topics_of_goals
from matching.goals.welcome import cards_of_first_goals, cards_of_steps
from matching.models import Match
from mentorship.common.together import tell_together
from tests.cards import parts_by, told_by
from tests.factories.dates import days_ago
from tests.factories.fresh import CompetencyFactory
from tests.factories.matching import ago, pair
from tests.factories.programmes import PauseFactory
from tests.factories.relationships import GoalFactory, GoalStepFactory

pytestmark = pytest.mark.django_db


def told(person):
    return told_by(person, cards_of_steps, cards_of_first_goals)


def titles(person):
    return [card.title for card in told(person)]


def fetched(match):
    return Match.objects.select_related("cohort__programme").with_people().get(pk=match.pk)


def test_two_weeks_after_the_start_a_first_goal_is_asked_for_and_only_of_the_mentee(world):
    match = pair(world)
    assert titles(world.mentee) == ["Set a first goal with Amara"]
    assert titles(world.mentor) == []
    GoalFactory.create(match=match)
    assert titles(world.mentee) == []


def test_nothing_is_asked_in_the_first_two_weeks_nor_of_days_that_were_rested(world):
    young = pair(world, proposed_at=ago(days=16))  # started thirteen days ago
    assert titles(world.mentee) == []
    Match.objects.filter(pk=young.pk).update(started_on=days_ago(14)())
    assert titles(world.mentee) == ["Set a first goal with Amara"]
    pause = PauseFactory.create(
        participant=world.mentor_place, starts_on=days_ago(10)(), ends_on=days_ago(9)()
    )
    assert titles(world.mentee) == []
    pause.delete()
    PauseFactory.create(participant=world.mentor_place)
    assert titles(world.mentee) == []


def test_steps_that_were_due_make_one_card_for_who_takes_them(world):
    goal = GoalFactory.create(match=pair(world))
    GoalStepFactory.create(goal=goal, title="Older", due_on=days_ago(3)())
    GoalStepFactory.create(goal=goal, title="Newer", due_on=days_ago(1)())
    GoalStepFactory.create(goal=goal, title="Today", due_on=days_ago(0)())
    (card,) = told(world.mentee)
    assert card.title == "Older"
    assert card.text.endswith("1 more was due.")
    assert titles(world.mentor) == []
    move_goal(goal, GoalState.REACHED, by=world.mentee)
    assert titles(world.mentee) == []


def test_cards_cost_the_same_for_many_steps(world):
    goal = GoalFactory.create(match=pair(world))
    counts = []
    for number in (1, 29):
        for _step in range(number):
            GoalStepFactory.create(goal=goal, due_on=days_ago(3)())
        with CaptureQueriesContext(connection) as captured:
            told(world.mentee)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 4


def test_the_part_says_how_goals_stand_to_each_side(world):
    match = pair(world)
    (part,) = parts_by(fetched(match), world.mentee, part_of_goals)
    assert part.wants_you
    (part,) = parts_by(fetched(match), world.mentor, part_of_goals)
    assert (part.text, part.wants_you) == ("Jonas: no goal yet", False)
    GoalFactory.create(match=match)
    move_goal(GoalFactory.create(match=match), GoalState.REACHED, by=world.mentee)
    (part,) = parts_by(fetched(match), world.mentor, part_of_goals)
    assert part.text == "One goal under way, one reached"
    assert parts_by(fetched(pair(world, MatchState.PROPOSED)), world.mentee, part_of_goals) == []


def test_the_course_tells_of_goals_without_their_words(world):
    match = pair(world)
    GoalFactory.create(match=match, title="PLANTED")
    move_goal(GoalFactory.create(match=match), GoalState.REACHED, by=world.mentee)
    (facts,) = tell_together(course_of_goals(match))
    assert sorted(fact.title for fact in facts) == [
        "A goal was reached",
        "A goal was set",
        "A goal was set",
    ]
    assert "PLANTED" not in str(facts)


def test_counts_leave_out_what_was_let_go_and_know_every_match(world):
    match, bare = pair(world), pair(world, MatchState.CLOSED)
    goals = [GoalFactory.create(match=match) for _goal in range(3)]
    move_goal(goals[0], GoalState.REACHED, by=world.mentee)
    move_goal(goals[1], GoalState.DROPPED, by=world.mentee)
    with CaptureQueriesContext(connection) as captured:
        assert goal_counts([match.pk, bare.pk]) == {match.pk: (2, 1), bare.pk: (0, 0)}
    assert len(captured) == 1
    assert list(open_goals(match, world.mentee)) == [goals[2]]
    assert set(goals_to_rate(match, world.mentee)) == {goals[0], goals[2]}
    assert not open_goals(match, world.mentor).exists()


def test_the_skills_of_open_goals_are_topics(world):
    skill = CompetencyFactory.create(organisation=world.organisation)
    goal = GoalFactory.create(match=pair(world), competency=skill)
    GoalFactory.create(match=goal.match)
    assert list(topics_of_goals(world.mentee)) == [skill.pk]
    assert list(topics_of_goals(world.mentor)) == []
    move_goal(goal, GoalState.DROPPED, by=world.mentee)
    assert list(topics_of_goals(world.mentee)) == []
