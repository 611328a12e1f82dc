"""Whether the two fit: who is asked, who answers, and what nobody learns."""

import pytest

from matching.actions.fit import (
    FitClosedError,
    NotAskedError,
    answer_fit,
    take_back_fit,
)
from matching.actions.meetings import correct_meeting, log_meeting
from matching.afterwards.enums import FitAnswer
from matching.afterwards.queries import fit_counts, mood_by_meeting, says_not_good
from matching.enums import MatchSide, MatchState
from matching.models import FitCheck
from mentorship.audit.models import Event
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago, pair
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.factories.relationships import FitCheckFactory, MeetingMoodFactory, fit_check_of
from tests.programmes.races import both_at_once


def met(match, days=1):
    meeting = MeetingFactory.create(match=match, starts_at=ago(days=days))
    log_meeting(meeting, by=match.people[0], is_held=True)
    return meeting


def test_everybody_is_asked_after_the_first_meeting_alone(world):
    others = [ParticipantFactory.create(cohort=world.cohort), world.mentor_place]
    group = MatchFactory.create(
        cohort=world.cohort,
        mentors=others,
        mentees=[world.mentee_place, MenteeFactory.create(cohort=world.cohort)],
    )
    met(group, 9)
    met(group, 2)
    assert FitCheck.objects.count() == 4
    assert set(FitCheck.objects.values_list("turn", "answer")) == {(1, "")}
    assert Event.objects.filter(kind="fit.asked").count() == 1
    assert fit_counts(group) == (4, 0)


def test_peers_are_asked_alike(world):
    match = pair(world)
    match.members.update(side=MatchSide.PEER)
    met(match)
    assert {check.member.person for check in FitCheck.objects.all()} == {world.mentor, world.mentee}


def test_a_meeting_that_did_not_happen_asks_nobody(world):
    match = pair(world)
    meeting = MeetingFactory.create(match=match, starts_at=ago(days=1))
    log_meeting(meeting, by=world.mentor, is_held=False)
    assert not FitCheck.objects.exists()
    correct_meeting(meeting, by=world.mentor, is_held=True)
    assert FitCheck.objects.count() == 2
    correct_meeting(meeting, by=world.mentor, is_held=False)
    assert not FitCheck.objects.exists()


def test_an_answer_outlives_the_correction(world):
    match = pair(world)
    FitCheckFactory.create(member=match.members.first())
    answered = fit_check_of(match, match.members.first().person)
    answer_fit(answered, by=answered.member.person, answer=FitAnswer.GOOD)
    take_back_fit(match)
    assert FitCheck.objects.get().answer == FitAnswer.GOOD


def test_answers_are_changed_while_the_turn_is_the_latest(world):
    match = pair(world)
    met(match)
    check = fit_check_of(match, world.mentee)
    answer_fit(check, by=world.mentee, answer=FitAnswer.NOT_GOOD)
    assert says_not_good([match.pk]) == {match.pk}
    answer_fit(check, by=world.mentee, answer=FitAnswer.DECIDING)
    assert says_not_good([match.pk]) == set()
    assert fit_counts(match) == (2, 1)
    FitCheckFactory.create(member=check.member, turn=2)
    assert fit_counts(match) == (2, 1)
    with pytest.raises(FitClosedError):
        answer_fit(check, by=world.mentee, answer=FitAnswer.GOOD)
    later = fit_check_of(match, world.mentee)
    answer_fit(later, by=world.mentee, answer=FitAnswer.NOT_GOOD)
    assert says_not_good([match.pk]) == {match.pk}


def test_only_whoever_was_asked_answers_and_only_in_time(world):
    match = pair(world)
    met(match)
    check = fit_check_of(match, world.mentee)
    with pytest.raises(NotAskedError):
        answer_fit(check, by=world.mentor, answer=FitAnswer.GOOD)
    with pytest.raises(ValueError, match="splendid"):
        answer_fit(check, by=world.mentee, answer="splendid")
    match.state, match.ended_on = MatchState.ENDED_EARLY, ago(days=0).date()
    match.save()
    with pytest.raises(FitClosedError):
        answer_fit(check, by=world.mentee, answer=FitAnswer.GOOD)
    assert not FitCheck.objects.exclude(answer="").exists()


def test_the_record_tells_neither_who_nor_what(world):
    match = pair(world)
    met(match)
    before = set(Event.objects.values_list("pk", flat=True))
    answer_fit(fit_check_of(match, world.mentee), by=world.mentee, answer=FitAnswer.NOT_GOOD)
    event = Event.objects.exclude(pk__in=before).get()
    assert (event.kind, event.actor_id, event.changes) == ("fit.answered", None, {})
    assert event.about_id == str(match.pk)


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_it_is_recorded_once(world):
    match = pair(world)
    met(match)
    checks = [fit_check_of(match, world.mentee) for _each in range(2)]
    failures = both_at_once(
        lambda: answer_fit(checks[0], by=world.mentee, answer=FitAnswer.GOOD),
        lambda: answer_fit(checks[1], by=world.mentee, answer=FitAnswer.GOOD),
    )
    assert failures == []
    assert Event.objects.filter(kind="fit.answered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_answer_at_once_and_both_count(world):
    match = pair(world)
    met(match)
    own, other = fit_check_of(match, world.mentee), fit_check_of(match, world.mentor)
    failures = both_at_once(
        lambda: answer_fit(own, by=world.mentee, answer=FitAnswer.GOOD),
        lambda: answer_fit(other, by=world.mentor, answer=FitAnswer.NOT_GOOD),
    )
    assert failures == []
    assert fit_counts(match) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_two_first_meetings_logged_at_once_ask_once(world):
    match = pair(world)
    one, other = (MeetingFactory.create(match=match, starts_at=ago(days=day)) for day in (1, 2))
    failures = both_at_once(
        lambda: log_meeting(one, by=world.mentee, is_held=True),
        lambda: log_meeting(other, by=world.mentor, is_held=True),
    )
    assert failures == []
    assert FitCheck.objects.count() == 2
    assert Event.objects.filter(kind="fit.asked").count() == 1


def test_moods_are_averaged_by_meeting_in_one_query(world, django_assert_num_queries):
    match = pair(world)
    late, early = (HeldMeetingFactory.create(match=match, starts_at=ago(days=d)) for d in (3, 9))
    for meeting, person, mood in (
        (late, world.mentee, 2),
        (late, world.mentor, 5),
        (early, world.mentee, 4),
    ):
        MeetingMoodFactory.create(meeting=meeting, person=person, mood=mood)
    with django_assert_num_queries(1):
        found = mood_by_meeting([match.pk])
    assert found == {match.pk: [(early.starts_at, 4.0), (late.starts_at, 3.5)]}
    with django_assert_num_queries(1):
        says_not_good([match.pk])
