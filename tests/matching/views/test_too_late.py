"""A form that stood open while its match changed: nothing typed is lost, a sentence says why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.matches import close_match, end_match_early, pause_match
from matching.actions.meetings import cancel_meeting, move_meeting
from matching.enums import MatchState
from matching.models import Meeting
from tests.factories.matching import MatchFactory, MeetingFactory, ago
from tests.factories.relationships import AgreementInForceFactory, GoalFactory

TYPED = "What I typed\n<b>for you</b>"
SHOWN = "What I typed\n&lt;b&gt;for you&lt;/b&gt;"


@pytest.fixture
def match(world):
    made = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    AgreementInForceFactory.create(match=made)
    return made


def times(**more):
    day = timezone.localdate() + timedelta(days=3)
    return {"day": day, "hour": "12:00", "minutes": 45, "agenda": TYPED, **more}


def sent(client, name, row, typed):
    """Return what the page says after a form was sent."""
    answer = client.post(reverse(f"matching:{name}", args=(row.pk,)), typed, follow=True)
    assert answer.status_code < 500
    return answer.content.decode().replace("\r\n", "\n")


def goal_facts():
    return {"title": "Speak up", "theme": "skills", "start_rating": 2, "measure": TYPED}


# What is sent to a page of the match, as if it had been opened before.
FORMS = {
    "meeting-plan": times,
    "my-rematch": lambda: {"words": TYPED},
    "my-closing": lambda: {"gained": TYPED, "thanks": TYPED, "finish": "1"},
    "my-goals-add": goal_facts,
    "match-decline": lambda: {"reason": "unsaid", "note": TYPED},
}


@pytest.mark.parametrize("name", FORMS)
def test_the_match_has_ended(world, client_of, match, name):
    client = client_of(world.mentee)
    end_match_early(match, by=world.coordinator)
    shown = sent(client, name, match, FORMS[name]())
    assert SHOWN in shown
    assert not Meeting.objects.exists()


def test_the_match_rests(world, client_of, match):
    client = client_of(world.mentee)
    pause_match(match, by=world.coordinator)
    shown = sent(client, "meeting-plan", match, times())
    assert SHOWN in shown
    assert "plans no meetings just now" in shown


def test_somebody_moved_or_cancelled_the_meeting(world, client_of, match):
    meeting = MeetingFactory.create(match=match)
    client = client_of(world.mentee)
    move_meeting(meeting, by=world.mentor, starts_at=ago(days=-9))
    shown = sent(client, "meeting-move", meeting, times(sequence=0))
    assert SHOWN in shown
    assert "Somebody changed this meeting first" in shown
    cancel_meeting(meeting, by=world.mentor)
    assert SHOWN in sent(client, "meeting-move", meeting, times(sequence=1))


def test_a_coordinator_keeps_the_words_of_an_end_that_somebody_else_was_quicker_with(
    world, client_of, match
):
    client, ids = client_of(world.coordinator), (world.programme.slug, match.pk)
    end_match_early(match, by=world.coordinator)
    typed = {"own_words": TYPED, "reason": "They talked.", "seen": TYPED}
    answer = client.post(reverse("matching:match-end", args=ids), typed)
    assert SHOWN in answer.text.replace("\r\n", "\n")
    assert "They talked." in answer.text


def test_whoever_typed_nothing_is_led_on(world, client_of, match):
    end_match_early(match, by=world.coordinator)
    shown = sent(client_of(world.mentee), "my-rematch", match, {"words": " "})
    assert "This match is not under way." in shown
    assert "Here is what you wrote" not in shown


@pytest.mark.parametrize("doing", ["comment", "progress"])
def test_what_is_said_to_a_goal_of_a_closed_match(world, client_of, match, doing):
    goal = GoalFactory.create(match=match, person=world.mentee)
    client = client_of(world.mentee)
    close_match(match, by=world.coordinator)
    shown = sent(client, "my-goal", goal, {"do": doing, "reached": 50, "words": TYPED})
    assert SHOWN in shown


def test_five_lines_of_a_match_that_has_ended(world, client_of, match):
    client = client_of(world.mentee)
    end_match_early(match, by=world.coordinator)
    typed = {
        "purpose": TYPED, "confidentiality": "x", "every_weeks": 2, "contact": "x", "seen": 1,
        "ends_on": timezone.localdate() + timedelta(days=30),
    }  # fmt: skip
    assert SHOWN in sent(client, "my-agreement-write", match, typed)


def test_a_message_after_the_door_is_shut(world, client_of, match):
    client = client_of(world.mentee)
    gone = timezone.localdate() - timedelta(days=60)
    type(match).objects.filter(pk=match.pk).update(
        state=MatchState.CLOSED, started_on=gone, ended_on=gone
    )
    assert SHOWN in sent(client, "my-messages", match, {"text": TYPED})
