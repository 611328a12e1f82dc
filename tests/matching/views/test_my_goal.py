"""One goal in the portal: steps, progress, comments, and how it ends."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import MatchState
from matching.goals.enums import GoalState, NoteKind
from matching.models import GoalStep
from tests.factories.matching import pair
from tests.factories.relationships import GoalFactory, GoalNoteFactory, GoalStepFactory


def page(goal):
    return reverse("matching:my-goal", args=(goal.pk,))


def step_url(step, verb):
    return reverse(f"matching:my-step-{verb}", args=(step.pk,))


def text(response):
    return response.content.decode()


@pytest.fixture
def goal(world):
    return GoalFactory.create(match=pair(world), title="Lead my team", measure="They tell me early")


def test_both_talk_on_one_page(world, goal, client_of):
    mentee, mentor = client_of(world.mentee), client_of(world.mentor)
    mentee.post(page(goal), {"do": "progress", "reached": "50", "words": "Two meetings led"})
    mentor.post(page(goal), {"do": "comment", "words": "Well <done>"})
    shown = text(mentee.get(page(goal)))
    for words in (
        "You: About half way (50%)",
        "Two meetings led",
        "Amara commented",
        "Well &lt;done&gt;",
        "They tell me early",
        "3 of 7",
    ):
        assert words in shown
    shown = text(mentor.get(page(goal)))
    assert "Jonas: About half way (50%)" in shown
    assert "When you write, Jonas gets an e-mail" in shown


def test_a_mentor_only_comments_and_ticks_their_own_steps(world, goal, client_of):
    own = GoalStepFactory.create(goal=goal, title="Introduce them", owner=world.mentor)
    theirs = GoalStepFactory.create(goal=goal, title="Ask")
    client = client_of(world.mentor)
    shown = text(client.get(page(goal)))
    assert step_url(own, "tick") in shown
    assert step_url(theirs, "tick") not in shown
    assert "I have reached it" not in shown
    for sent in (
        {"do": "progress", "reached": "50"},
        {"do": "step", "title": "More", "owner": world.mentor.pk},
        {"do": "rating", "rating": "7"},
        {"do": "nothing"},
    ):
        assert client.post(page(goal), sent).status_code == 404
    assert client.post(step_url(theirs, "tick"), {"done": "1"}).status_code == 404
    assert client.post(step_url(theirs, "remove")).status_code == 404
    assert client.get(step_url(theirs, "edit")).status_code == 404
    assert (
        client.post(
            reverse("matching:my-goal-move", args=(goal.pk,)), {"to": "reached"}
        ).status_code
        == 404
    )
    client.post(step_url(own, "tick"), {"done": "1"})
    own.refresh_from_db()
    assert own.done_by == world.mentor
    assert not goal.notes.exists()


def test_a_step_is_added_ticked_undone_changed_and_taken_away(world, goal, client_of):
    client = client_of(world.mentee)
    client.post(page(goal), {"do": "step", "title": "Introduce me", "owner": world.mentor.pk})
    step = GoalStep.objects.get()
    shown = text(client.post(step_url(step, "tick"), {"done": "1"}, follow=True))
    assert "Done by you" in shown
    shown = text(client.post(step_url(step, "tick"), {"done": "0"}, follow=True))
    assert "Done by" not in shown
    assert "Introduce me" in text(client.get(step_url(step, "edit")))
    client.post(step_url(step, "edit"), {"title": "Ask myself", "owner": world.mentee.pk})
    step.refresh_from_db()
    assert (step.title, step.owner) == ("Ask myself", world.mentee)
    client.post(step_url(step, "remove"))
    assert not GoalStep.objects.exists()
    assert client.post(step_url(step, "tick"), {"done": "1"}).status_code == 404


def test_what_was_typed_badly_is_kept_and_only_its_own_form_complains(world, goal, client_of):
    client = client_of(world.mentee)
    shown = text(
        client.post(page(goal), {"do": "progress", "reached": "55", "words": "Typed words"})
    )
    assert "Typed words" in shown
    assert "Error:" in shown
    assert shown.count("error-summary") == 1
    shown = text(
        client.post(page(goal), {"do": "step", "title": "Typed step", "owner": world.stranger.pk})
    )
    assert "Typed step" in shown
    shown = text(client.post(page(goal), {"do": "comment", "words": "x" * 1001}))
    assert "x" * 1001 in shown
    assert not goal.notes.exists()
    assert not goal.steps.exists()


def test_reached_asks_how_far_it_took_them_and_let_go_asks_nothing(world, goal, client_of):
    client, move = client_of(world.mentee), reverse("matching:my-goal-move", args=(goal.pk,))
    shown = text(client.post(move, {"to": "reached"}, follow=True))
    assert "Well done" in shown
    assert "How far did it take you?" in shown
    shown = text(client.post(move, {"to": "reached"}, follow=True))
    assert "That was done before" in shown
    shown = text(client.post(page(goal), {"do": "rating", "rating": "6"}, follow=True))
    assert "from 3 to 6" in shown
    client.post(move, {"to": "open"})
    shown = text(client.post(move, {"to": "dropped"}, follow=True))
    assert "How far did it take you?" not in shown
    goal.refresh_from_db()
    assert goal.state == GoalState.DROPPED
    assert client.post(move, {"to": "elsewhere"}).status_code == 404
    assert client.get(move).status_code == 405


def test_after_the_end_the_page_is_read_and_typed_words_are_given_back(world, client_of):
    over = GoalFactory.create(match=pair(world, MatchState.CLOSED))
    GoalNoteFactory.create(goal=over, words="As it was")
    client = client_of(world.mentor)
    shown = text(client.get(page(over)))
    assert "As it was" in shown
    assert "Your comment" not in shown
    shown = text(client.post(page(over), {"do": "comment", "words": "Too late, alas"}))
    assert "Too late, alas" in shown
    assert "This match has ended" in shown
    assert over.notes.count() == 1


def test_earlier_words_are_a_page_away_and_cost_the_same(world, goal, client_of):
    client, counts = client_of(world.mentee), []
    began = timezone.now() - timedelta(days=60)
    for number in (1, 29):
        for each in range(number):
            at = began + timedelta(days=each + number)
            GoalNoteFactory.create(
                goal=goal,
                kind=NoteKind.COMMENT,
                reached=None,
                words=f"Said {number}-{each}.",
                said_at=at,
            )
            GoalStepFactory.create(goal=goal, owner=world.mentor, done_at=at, done_by=world.mentor)
        client.get(page(goal))
        with CaptureQueriesContext(connection) as captured:
            shown = text(client.get(page(goal)))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert "Said 29-28." in shown
    assert "Said 1-0." not in shown
    assert "Show earlier" in shown
    assert "Said 1-0." in text(client.get(f"{page(goal)}?page=2"))
