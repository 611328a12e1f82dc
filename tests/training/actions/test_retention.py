"""Thanks reach their mentor and nobody else; calls are made once; milestones are thanked once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from matching.enums import MatchState
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from tests.factories.dates import days_ago
from tests.factories.fresh import CareCallFactory, RecognitionFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.training import EntryFactory, initial_training
from training.actions.recognition import (
    AlreadyThankedError,
    look_after_mentors,
    note_milestones,
    thank_for_milestone,
)
from training.actions.reminders import keep_reminding
from training.actions.retention import (
    AlreadyDoneError,
    close_care_call,
    keep_return_intent,
    note_departure,
    note_hard_match,
)
from training.actions.thanks import (
    NotTheirMentorError,
    change_consent,
    thank_mentor,
    withdraw_thanks,
)
from training.enums import EntryKind, EntrySource
from training.models import CareCall, ReturnIntent, ThankYou
from training.retention.enums import CareChannel, CareReason, Intent, LeavingCause, MilestoneOf
from training.retention.milestones import milestones_of
from training.retention.returning import causes, cohort_returns, left


@pytest.fixture
def match(world):
    return MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place],
        mentees=[world.mentee_place],
        state=MatchState.ACTIVE,
    )


def thank(world, **fields):
    words = "You asked the question nobody had asked."
    given: dict[str, Any] = {"words": words, "may_be_shared": False}
    return thank_mentor(world.programme, world.mentor, by=world.mentee, **(given | fields))


def test_thanks_reach_the_mentor_and_nobody_else(world, match):
    note = thank(world)

    assert Message.objects.get().recipient == world.mentor
    seen = ThankYou.objects.visible_to
    assert seen(world.mentor).get() == seen(world.mentee).get() == note
    assert not seen(world.coordinator).exists()
    assert "question" not in str(list(Event.objects.values()))


def test_the_team_reads_what_may_be_shared_until_it_is_taken_back(world, match):
    note = thank(world, may_be_shared=True)
    seen = ThankYou.objects.visible_to
    assert seen(world.coordinator).exists()
    assert not seen(world.other_coordinator).exists()

    change_consent(note, may_be_shared=False, by=world.mentee)
    assert not seen(world.coordinator).exists()
    change_consent(note, may_be_shared=True, by=world.mentee)
    withdraw_thanks(note, by=world.mentee)
    change_consent(note, may_be_shared=True, by=world.mentee)
    assert not seen(world.coordinator).exists()


def test_pressed_twice_thanks_are_sent_once(world, match):
    assert thank(world) == thank(world)
    assert Message.objects.count() == 1
    assert thank(world, words="And for the tea.") != thank(world)


def test_nobody_thanks_themselves_for_a_milestone(world):
    reached = RecognitionFactory.create(programme=world.programme, person=world.coordinator)
    with pytest.raises(ValueError, match="themselves"):
        thank_for_milestone(reached, by=world.coordinator)


def test_only_ones_own_mentor_can_be_thanked(world):
    with pytest.raises(NotTheirMentorError):
        thank(world)


def test_a_call_is_asked_for_once_and_made_once(world):
    for _ in range(2):
        note_hard_match(world.programme, world.mentor, occasion_key="match 1", on=days_ago(1)())
    call = CareCall.objects.get()
    close_care_call(call, channel=CareChannel.CALL, note="A rest until May.", by=world.coordinator)

    with pytest.raises(AlreadyDoneError):
        close_care_call(call, channel=CareChannel.CALL, note="", by=world.administrator)
    call.refresh_from_db()
    assert call.done_by == world.coordinator


def test_nobody_makes_the_call_about_themselves(world):
    call = CareCallFactory.create(programme=world.programme, person=world.coordinator)
    with pytest.raises(ValueError, match="themselves"):
        close_care_call(call, channel=CareChannel.CALL, note="", by=world.coordinator)


def test_intents_replace_each_other_and_small_ones_are_refused(world):
    def tell(**fields):
        given = {
            "role": ParticipantRole.MENTOR,
            "intent": Intent.YES,
            "wave_key": "w",
            "count": 4,
            "answers": 9,
            "measured_on": days_ago(1)(),
        }
        keep_return_intent(world.cohort, **(given | fields))  # type: ignore[arg-type]  # as given

    tell()
    tell(count=5)
    assert ReturnIntent.objects.get().count == 5
    for wrong in ({"answers": 4}, {"count": 10}, {"count": -1}):
        with pytest.raises(ValueError, match=r"five|cannot"):
            tell(**wrong)


@pytest.fixture
def two_cohorts(world):
    """Make the world's mentor serve in two cohorts, and another only in the first."""
    first = world.cohort
    type(first).objects.filter(pk=first.pk).update(
        state=CohortState.CLOSED,
        closed_at=timezone.now(),
        starts_on=days_ago(800)(),
        ends_on=days_ago(500)(),
    )
    ParticipantFactory.create(
        cohort=first, state=ParticipantState.FINISHED, person__name="Gone Away"
    )
    world.mentor_place.state = ParticipantState.FINISHED
    world.mentor_place.save()
    second = CohortFactory.create(
        programme=world.programme,
        number=first.number + 1,
        state=CohortState.RUNNING,
        starts_on=days_ago(100)(),
        ends_on=timezone.localdate() + timedelta(days=100),
    )
    ParticipantFactory.create(cohort=second, person=world.mentor, state=ParticipantState.MATCHED)
    return first, second


def test_who_left_is_counted_by_cause(world, two_cohorts):
    (row,) = cohort_returns(world.programme)
    (gone,) = left(world.programme)
    assert (row.returned, row.of) == (1, 2)
    assert [cause.cause for cause in causes(left(world.programme))] == [LeavingCause.UNKNOWN]

    for cause in (LeavingCause.TIME, LeavingCause.BREAK):
        note_departure(gone, cause=cause, may_ask_again=True, by=world.coordinator)
    (counted,) = causes(left(world.programme))
    assert (counted.cause, counted.count) == (LeavingCause.BREAK, 1)


def reached(world):
    return {
        (row.of, row.number, row.on)
        for row in milestones_of(world.programme, timezone.localdate())
        if row.person == world.mentor.pk
    }


def test_years_run_from_the_first_cohort_and_cohorts_are_counted(world, two_cohorts):
    numbers = {(of, number) for of, number, _on in reached(world)}

    assert numbers == {
        (MilestoneOf.YEARS, 1),
        (MilestoneOf.YEARS, 2),
        (MilestoneOf.COHORTS, 2),
    }


def test_hours_and_people_are_counted_from_practice(world):
    for number in range(5):
        EntryFactory.create(
            programme=world.programme,
            person=world.mentor,
            kind=EntryKind.PRACTICE,
            source=EntrySource.PRACTICE,
            counterpart=ParticipantFactory.create(cohort=world.cohort).person,
            hours=Decimal("5.5"),
            earned_on=days_ago(50 - number)(),
        )
    found = reached(world)

    assert (MilestoneOf.MENTEES, 5, days_ago(46)()) in found
    assert (MilestoneOf.HOURS, 25, days_ago(46)()) in found
    assert not any(of == MilestoneOf.HOURS and number > 25 for of, number, _on in found)


def test_milestones_are_noted_once_and_thanked_once_with_a_certificate(world, two_cohorts):
    assert note_milestones(world.programme) > 0
    assert note_milestones(world.programme) == 0
    Message.objects.all().delete()

    recognition = RecognitionFactory.create(programme=world.programme, person=world.mentor)
    thank_for_milestone(recognition, by=world.coordinator)
    recognition.refresh_from_db()
    assert recognition.certificate.title == "3 years as a mentor"
    assert Message.objects.get().recipient == world.mentor
    with pytest.raises(AlreadyThankedError):
        thank_for_milestone(recognition, by=world.administrator)


def test_who_is_in_grace_is_called_once_for_each_period(world):
    initial_training(world.programme, world.mentor, days=380)
    keep_reminding()
    for _ in range(2):
        look_after_mentors(world.programme)

    assert CareCall.objects.get().reason == CareReason.ABOUT_TO_LAPSE
