"""Working out how relationships fare, and what coordinators do about it."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.care import (
    SomebodyWasQuickerError,
    note_contact,
    nudge,
    snooze,
    work_out_health,
)
from matching.actions.meetings import cancel_meeting, log_meeting, plan_meeting
from matching.afterwards.enums import FitAnswer
from matching.care.enums import HealthReason
from matching.concerns.enums import Channel
from matching.enums import MatchState, MeetingState
from matching.models import CareStep, Match, MatchHealth
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.models import ProgrammePolicy
from tests.factories.dates import days_ago
from tests.factories.health import work_out_all
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago, pair
from tests.factories.programmes import PauseFactory, TeamMemberFactory
from tests.factories.relationships import (
    AgreementInForceFactory,
    ConcernFactory,
    FitCheckFactory,
    MeetingMoodFactory,
)
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db


def reasons(match):
    work_out_all()
    match.refresh_from_db()
    return [reason["reason"] for reason in match.health.reasons]


def well(world):
    """Return a pair that agreed to meet every two weeks and met last week."""
    match = pair(world, proposed_at=ago(days=93))
    AgreementInForceFactory.create(match=match)
    HeldMeetingFactory.create(match=match)
    return match


def met_with_moods(match, *moods):
    for number, said in enumerate(moods):
        meeting = HeldMeetingFactory.create(
            match=match, starts_at=ago(days=7 * (len(moods) - number)), logged_by=match.mentors[0]
        )
        for person, mood in zip(match.people, said, strict=True):
            MeetingMoodFactory.create(meeting=meeting, person=person, mood=mood)


def test_a_pair_in_good_order(world):
    match = well(world)
    assert reasons(match) == []
    health = match.health
    assert (health.level, health.score, health.every_weeks) == ("well", 0, 2)
    assert health.is_cadence_agreed
    assert health.last_met_on == days_ago(7)()


def test_quiet_is_measured_by_what_was_agreed_else_by_the_programme(world):
    match = pair(world, proposed_at=ago(days=93))
    agreement = AgreementInForceFactory.create(match=match, every_weeks=2)
    HeldMeetingFactory.create(match=match, starts_at=ago(days=41))
    assert reasons(match) == ["quiet"]
    assert match.health.reasons == [{"reason": "quiet", "days": 41, "weeks": 2, "agreed": 1}]
    agreement.delete()
    ProgrammePolicy.objects.create(programme=world.programme, meets_every_weeks=8)
    assert reasons(match) == ["unsigned"]


def test_days_of_rest_do_not_count(world):
    match = well(world)
    match.meetings.update(starts_at=ago(days=41))
    PauseFactory.create(
        participant=world.mentor_place, starts_on=days_ago(30)(), ends_on=days_ago(10)()
    )
    assert reasons(match) == []
    match.rests.create(starts_on=days_ago(1)())
    assert (reasons(match), match.health.level) == ([], "not_scored")


def test_what_somebody_said_of_the_fit_last_counts(world):
    match = well(world)
    member = match.members.get(side="mentee")
    said = {"answered_at": ago(days=1)}
    FitCheckFactory.create(member=member, answer=FitAnswer.NOT_GOOD, **said)
    FitCheckFactory.create(member=match.members.get(side="mentor"), answer=FitAnswer.GOOD, **said)
    assert reasons(match) == ["fit"]
    assert match.health.reasons == [{"reason": "fit"}]
    FitCheckFactory.create(member=member, turn=2)
    assert reasons(match) == ["fit"]
    member.fit_checks.filter(turn=2).update(answer=FitAnswer.GOOD, **said)
    assert reasons(match) == []


def test_moods_are_read_as_a_tendency_and_kept_nowhere(world):
    match = well(world)
    match.meetings.all().delete()
    met_with_moods(match, (5, 5), (5, 4), (4, 4))
    assert reasons(match) == ["mood"]
    assert match.health.reasons == [{"reason": "mood"}]


def test_two_missed_since_the_last_meeting_and_those_without_a_word(world):
    match = well(world)
    missed = {"match": match, "state": MeetingState.NOT_HELD}
    MeetingFactory.create(starts_at=ago(days=9), **missed)
    MeetingFactory.create(starts_at=ago(days=5), **missed)
    assert reasons(match) == []
    MeetingFactory.create(starts_at=ago(days=4), **missed)
    MeetingFactory.create(match=match, starts_at=ago(days=8))
    assert reasons(match) == ["missed", "unsaid"]


def test_hidden_concerns_are_not_hinted_at(world):
    match = well(world)
    shown = ConcernFactory.create(match=match, handler=world.coordinator)
    hidden = ConcernFactory.create(match=match, handler=world.coordinator, channel=Channel.CONTACT)
    assert reasons(match) == ["concern"]
    shown.delete()
    assert reasons(match) == []
    hidden.refresh_from_db()


@pytest.mark.parametrize(
    "state", [MatchState.PROPOSED, MatchState.PAUSED, MatchState.CLOSED, MatchState.ENDED_EARLY]
)
def test_what_does_not_run_is_not_scored(world, state):
    match = pair(world, state, proposed_at=ago(days=90))
    assert (reasons(match), match.health.level, match.health.score) == ([], "not_scored", 0)


def test_one_pass_makes_as_many_queries_for_1_and_30(world, django_assert_num_queries):
    MatchFactory.create(cohort=world.cohort)
    with django_assert_num_queries(12):
        assert work_out_all() == 1
    for _number in range(29):
        HeldMeetingFactory.create(match=MatchFactory.create(cohort=world.cohort))
    with django_assert_num_queries(12):
        assert work_out_all() == 30
    assert MatchHealth.objects.count() == 30


def test_health_follows_what_is_recorded_at_once(world):
    match = pair(world, proposed_at=ago(days=43))
    plan_meeting(match, by=world.mentor, starts_at=ago(days=-5))
    meeting = match.meetings.get()
    assert match.health.next_meeting_at == meeting.starts_at
    assert [each["reason"] for each in match.health.reasons] == ["unsigned"]
    cancel_meeting(meeting, by=world.mentor)
    health = MatchHealth.objects.get()
    assert health.reasons[0] == {"reason": "no_first_meeting", "days": 40}
    log_meeting(
        MeetingFactory.create(match=match, starts_at=ago(days=1)), by=world.mentor, is_held=True
    )
    health.refresh_from_db()
    assert health.last_met_on == days_ago(1)()


def write(match, world, **given):
    said = {"people": match.people, "subject": "Hello", "text": "How is it?"}
    said |= {"by": world.coordinator, "occasion": uuid.uuid4()} | given
    return nudge(match, **said)


def test_a_nudge_leaves_once_and_is_kept(world):
    match = pair(world, proposed_at=ago(days=43))
    work_out_all()
    occasion = uuid.uuid4()
    assert write(match, world, occasion=occasion) == write(match, world, occasion=occasion)
    step = CareStep.objects.get()
    assert (step.kind, step.by) == ("nudged", world.coordinator)
    assert step.reasons == ["no_first_meeting", "unsigned"]
    assert Message.objects.filter(kind="matching.care_nudge").count() == 2
    event = Event.objects.get(kind="care.nudged")
    assert "How is it?" not in str(event.changes)


def test_the_second_of_two_coordinators_reads_who_was_quicker(world):
    colleague = TeamMemberFactory.create(programme=world.programme, role="coordinator").person
    match = pair(world)
    first = write(match, world)
    with pytest.raises(SomebodyWasQuickerError) as quicker:
        write(match, world, by=colleague)
    assert quicker.value.step == first
    with pytest.raises(SomebodyWasQuickerError):
        snooze(match, by=colleague, until=days_ago(-5)(), words="Later.")
    write(match, world, by=colleague, seen=first.pk)
    assert match.care_steps.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_the_same_instant_write_once(world):
    colleague = TeamMemberFactory.create(programme=world.programme, role="coordinator").person
    match = Match.objects.with_people().select_related("cohort").get(pk=pair(world).pk)
    wrong = both_at_once(lambda: write(match, world), lambda: write(match, world, by=colleague))
    assert [type(error) for error in wrong] == [SomebodyWasQuickerError]
    assert CareStep.objects.count() == 1
    assert Message.objects.filter(kind="matching.care_nudge").count() == 2
    assert Event.objects.filter(kind="care.nudged").count() == 1


def test_what_is_put_off_comes_back_with_its_day_or_a_graver_reason(world):
    match = pair(world, proposed_at=ago(days=43))
    work_out_all()
    until = days_ago(-9)()
    snooze(match, by=world.coordinator, until=until, words="On leave.")
    health = MatchHealth.objects.get()
    assert (health.snoozed_until, health.level) == (until, "help")
    work_out_health(Match.objects.all(), on=until)
    health.refresh_from_db()
    assert health.snoozed_until is None
    FitCheckFactory.create(
        member=match.members.first(), answer=FitAnswer.NOT_GOOD, answered_at=timezone.now()
    )
    assert HealthReason.FIT in reasons(match)
    assert match.health.snoozed_until is None


def test_a_note_is_for_its_kinds_alone(world):
    match = pair(world)
    assert note_contact(match, by=world.coordinator, kind="called", words="Fine.").words == "Fine."
    with pytest.raises(ValueError, match="nudged"):
        note_contact(match, by=world.coordinator, kind="nudged")
    assert not Event.objects.filter(changes__icontains="Fine.").exists()
    assert match.care_steps.get().at - timezone.now() < timedelta(minutes=1)
