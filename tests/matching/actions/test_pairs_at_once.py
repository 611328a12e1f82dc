"""Two people of a pair, or two who look after it, at the same instant: one outcome, one of each."""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from matching.actions.concern_answers import (
    hand_on_concern,
    reply_to_concern,
    settle_concern,
    take_concern,
)
from matching.actions.concerns import raise_concern
from matching.actions.goals import GoalFacts, move_goal, set_goal
from matching.actions.matches import close_match, end_match_early
from matching.actions.meetings import (
    NotUnderWayError,
    cancel_meeting,
    correct_meeting,
    log_meeting,
    move_meeting,
    plan_meeting,
)
from matching.actions.rematches import find_somebody_else
from matching.actions.rests import come_back, go_away
from matching.concerns.enums import ConcernOutcome, ConcernState
from matching.ending.alternatives import alternatives_to
from matching.ending.rematching import Rematch, digest_of, mails_of
from matching.enums import ENDED_STATES, MatchState, MeetingState
from matching.goals.enums import GoalState
from matching.models import Concern, FitCheck, Goal, Match, Meeting
from mentorship.accounts.permissions import Role
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.models import Pause
from tests.factories.matching import HeldMeetingFactory, MeetingFactory, ago, pair, trained
from tests.factories.programmes import ParticipantFactory
from tests.factories.relationships import GoalFactory
from tests.matching.concerns.cases import a_case, raised, typed
from tests.people import person_called, team_member
from tests.programmes.races import both_at_once
from tests.strict_calendar import moment, read_calendar

pytestmark = pytest.mark.django_db(transaction=True)


def names(errors):
    return sorted(type(error).__name__ for error in errors)


def count(*kinds):
    return Event.objects.filter(kind__in=kinds).count()


def mails(kind):
    """Return how many mails of a kind each address gets."""
    return Counter(
        Message.objects.filter(kind=f"matching.{kind}").values_list("to_address", flat=True)
    )


def fresh(row):
    """Return a row as a request of its own would read it."""
    return type(row).objects.get(pk=row.pk)


def one_each(world):
    return {world.mentor.email: 1, world.mentee.email: 1}


def test_both_cancel(world):
    meeting = MeetingFactory.create(match=pair(world))
    errors = both_at_once(
        partial(cancel_meeting, fresh(meeting), by=world.mentor),
        partial(cancel_meeting, fresh(meeting), by=world.mentee),
    )
    assert names(errors) == ["IllegalTransitionError"]
    assert count("meeting.cancelled") == 1
    assert mails("meeting_cancelled") == one_each(world)


def test_a_cancellation_names_the_time_to_which_somebody_moved_it(world):
    meeting = MeetingFactory.create(match=pair(world))
    seen, moved_to = fresh(meeting), ago(days=-11)
    move_meeting(meeting, by=world.mentee, starts_at=moved_to)
    cancel_meeting(seen, by=world.mentor)
    mail = Message.objects.get(recipient=world.mentee, kind="matching.meeting_cancelled")
    _head, (event,) = read_calendar(bytes(mail.attachments.first().content))
    assert (moment(event["DTSTART"]), event["SEQUENCE"]) == (moved_to, "2")


def test_one_says_it_happened_and_the_other_that_it_did_not(world):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=1))
    errors = both_at_once(
        partial(log_meeting, fresh(meeting), by=world.mentor, is_held=True),
        partial(log_meeting, fresh(meeting), by=world.mentee, is_held=False),
    )
    assert names(errors) == ["IllegalTransitionError"]
    assert count("meeting.held", "meeting.not_held") == 1
    is_held = fresh(meeting).state == MeetingState.HELD
    assert FitCheck.objects.count() == (2 if is_held else 0)


def test_both_correct(world):
    meeting = HeldMeetingFactory.create(match=pair(world))
    errors = both_at_once(
        partial(correct_meeting, fresh(meeting), by=world.mentor, is_held=False),
        partial(correct_meeting, fresh(meeting), by=world.mentee, is_held=False),
    )
    assert names(errors) == ["IllegalTransitionError"]
    assert (fresh(meeting).state, count("meeting.not_held")) == (MeetingState.NOT_HELD, 1)


def test_two_end_it(world):
    match = pair(world)
    MeetingFactory.create(match=match)
    end = [partial(end_match_early, fresh(match), by=world.coordinator) for _turn in range(2)]
    assert names(both_at_once(*end)) == ["IllegalTransitionError"]
    assert (count("match.ended_early"), count("meeting.cancelled")) == (1, 1)
    assert mails("match_ended_early") == mails("meetings_cancelled") == one_each(world)


@pytest.mark.parametrize("end", [close_match, end_match_early])
def test_one_plans_while_it_ends(world, end):
    match = pair(world)
    errors = both_at_once(
        partial(plan_meeting, fresh(match), by=world.mentor, starts_at=ago(days=-3)),
        partial(end, fresh(match), by=world.coordinator),
    )
    assert names(errors) in ([], [NotUnderWayError.__name__])
    assert fresh(match).state in ENDED_STATES
    assert not Meeting.objects.filter(state=MeetingState.PLANNED).exists()
    assert mails("meeting_planned") == mails("meetings_cancelled")


def test_one_logs_while_it_closes(world):
    trained(world.mentor_place)
    match = pair(world)
    meeting = MeetingFactory.create(match=match, starts_at=ago(days=1))
    errors = both_at_once(
        partial(log_meeting, fresh(meeting), by=world.mentor, is_held=True),
        partial(close_match, fresh(match), by=world.coordinator),
    )
    assert errors == []
    assert (fresh(match).state, fresh(meeting).state) == (MatchState.CLOSED, MeetingState.HELD)


def test_a_meeting_is_cancelled_while_somebody_goes_away(world):
    match = pair(world)
    meetings = [MeetingFactory.create(match=match, starts_at=ago(days=-n)) for n in (2, 3, 4)]
    member, today = match.members.get(side="mentee"), timezone.localdate()
    away: dict[str, Any] = {
        "starts_on": today,
        "ends_on": today + timedelta(days=9),
        "cancels_meetings": True,
    }
    errors = both_at_once(
        partial(go_away, member, by=world.mentee, **away),
        partial(cancel_meeting, fresh(meetings[1]), by=world.mentor),
    )
    assert names(errors) in ([], ["IllegalTransitionError"])
    assert Pause.objects.count() == 1
    assert count("meeting.cancelled") == 3
    assert {each.state for each in Meeting.objects.all()} == {MeetingState.CANCELLED}


def test_a_time_away_noted_and_ended_twice(world):
    member, today = pair(world).members.get(side="mentee"), timezone.localdate()
    go = partial(go_away, member, by=world.mentee, starts_on=today - timedelta(days=2))
    assert names(both_at_once(go, go)) == ["AlreadyAwayError"]
    assert (count("participant.paused"), mails("partner_away")) == (1, {world.mentor.email: 1})
    back = partial(come_back, Pause.objects.get(), by=world.mentee)
    assert both_at_once(back, back) == []
    assert (count("participant.resumed"), mails("partner_away").total()) == (1, 2)


@pytest.fixture
def unhappy(world):
    """A pair, and two more mentors with room."""
    trained(world.mentor_place)
    trained(world.mentee_place)
    for name in ("Nadia Ruiz", "Olu Brown"):
        trained(ParticipantFactory.create(cohort=world.cohort, person=person_called(name)))
    return pair(world)


def rematch(match, world, *, name, match_id, by):
    """Return the press of whoever has read the mails."""
    mentee = world.mentee_place
    found = alternatives_to(match, mentee)
    choice = next(each for each in found.choices if each.mentor.person.name == name)
    related = Match.objects.select_related("cohort__programme__organisation").with_people()
    seen = mails_of(Rematch(related.get(pk=match.pk), mentee, choice, found, match_id, ""))
    given = {"mentor_id": choice.mentor.pk, "match_id": match_id, "seal": digest_of(seen)}
    return partial(find_somebody_else, fresh(match), fresh(mentee), by=by, category="fit", **given)


def test_two_coordinators_find_somebody_else(world, unhappy):
    colleague = team_member(world.programme, "Dana Voss", Role.COORDINATOR)
    errors = both_at_once(
        rematch(unhappy, world, name="Nadia Ruiz", match_id=uuid4(), by=world.coordinator),
        rematch(unhappy, world, name="Olu Brown", match_id=uuid4(), by=colleague),
    )
    assert names(errors) == ["IllegalTransitionError"]
    assert Match.objects.filter(state=MatchState.PROPOSED).count() == 1
    assert (count("match.ended_early"), count("match.proposed")) == (1, 1)
    told = Counter(Message.objects.values_list("to_address", flat=True))
    assert len(told) == 3
    assert set(told.values()) == {1}


def test_one_coordinator_presses_twice(world, unhappy):
    press = rematch(unhappy, world, name="Nadia Ruiz", match_id=uuid4(), by=world.coordinator)
    assert both_at_once(press, press) == []
    assert (count("match.ended_early"), count("match.proposed")) == (1, 1)
    assert Message.objects.count() == 3


def test_somebody_else_is_found_while_it_closes(world, unhappy):
    errors = both_at_once(
        rematch(unhappy, world, name="Nadia Ruiz", match_id=uuid4(), by=world.coordinator),
        partial(close_match, fresh(unhappy), by=world.coordinator),
    )
    assert len(errors) == 1
    assert count("match.ended_early", "match.closed") == 1
    is_found = Match.objects.filter(state=MatchState.PROPOSED).exists()
    assert is_found == (count("match.ended_early") == 1)


def test_a_goal_set_and_settled_twice(world):
    match = pair(world)
    press = partial(set_goal, match, GoalFacts("Speak up", "other", 2), by=world.mentee)
    assert both_at_once(press, press) == []
    assert (Goal.objects.count(), count("goal.set")) == (1, 1)
    goal = GoalFactory.create(match=match)
    moves = [
        partial(move_goal, fresh(goal), to, by=goal.person)
        for to in (GoalState.REACHED, GoalState.DROPPED)
    ]
    assert len(both_at_once(*moves)) == 1
    assert count("goal.reached", "goal.dropped") == 1


def test_a_concern_raised_twice_with_one_key_is_one(world):
    case, key = a_case(world), uuid4()
    press = partial(
        raise_concern, world.programme, by=world.mentee, match=case.match, key=key, **typed()
    )
    assert both_at_once(press, press) == []
    assert (Concern.objects.count(), count("concern.raised")) == (1, 1)
    assert mails("concern_waits") == {world.coordinator.email: 1}


def test_an_answer_pressed_twice_and_a_concern_settled_twice(world):
    concern, key = raised(world, a_case(world)), uuid4()
    press = partial(reply_to_concern, concern, by=world.coordinator, words="Thank you.", key=key)
    assert both_at_once(press, press) == []
    assert (count("concern.replied"), mails("concern_news").total()) == (1, 1)
    settle = partial(
        settle_concern, concern, by=world.coordinator, outcome=ConcernOutcome.TALKED, words="Done."
    )
    assert names(both_at_once(settle, settle)) == ["IllegalTransitionError"]
    assert (count("concern.settled"), mails("concern_news").total()) == (1, 2)


def test_handed_on_while_it_is_taken(world):
    case = a_case(world)
    concern = raised(world, case)
    errors = both_at_once(
        partial(take_concern, concern, by=world.coordinator),
        partial(hand_on_concern, concern, by=world.coordinator, to=case.second),
    )
    now = fresh(concern)
    # Taken first it is handed on after; handed on first, it is not theirs to take any more.
    assert names(errors) in ([], ["NotTheirsError"])
    assert (now.handler, now.state) == (case.second, ConcernState.RAISED)
    assert count("concern.taken") == (0 if errors else 1)
    assert count("concern.handed") == 1
