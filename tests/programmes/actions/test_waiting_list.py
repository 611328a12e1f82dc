"""Who waits, whose turn it is, and never more than there are places."""

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.actions import withdraw_participant
from programmes.actions.waiting_list import (
    CannotWaitError,
    DecisionUnderWayError,
    NobodyWaitsError,
    NoPlaceFreeError,
    NotWaitingError,
    OutOfTurnError,
    join_waiting_list,
    leave_waiting_list,
    promote_next,
    set_priority,
)
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole, ParticipantState
from programmes.intake.enums import PromotionRule, WaitingState
from programmes.intake.queries import places_free
from programmes.models import Decision, IntakePolicy, Participant, WaitingPlace
from programmes.selection.enums import DecisionReason, DecisionState, Outcome
from programmes.signals import decision_published
from tests.factories.accounts import PersonFactory
from tests.factories.choosing import (
    ApplicationFactory,
    ApplicationWindowFactory,
    waiting_place,
)
from tests.factories.programmes import CohortFactory, MenteeFactory
from tests.programmes.races import both_at_once


@pytest.fixture
def cohort(world):
    """A cohort with one mentee, and two places."""
    window(world.cohort, 2)
    return world.cohort


def window(cohort, places):
    ApplicationWindowFactory.create(cohort=cohort, role=ParticipantRole.MENTEE, places=places)


@pytest.mark.django_db
def test_who_came_first_gets_the_place_and_is_told(world, cohort):
    later, first = waiting_place(cohort, days=1, priority=1), waiting_place(cohort, days=5)
    assert promote_next(cohort, by=world.coordinator) == first

    first.refresh_from_db()
    assert (first.state, first.rule) == (WaitingState.PROMOTED, PromotionRule.FIRST_COME)
    place = Participant.objects.get(person=first.application.person)
    assert (place.role, place.state) == (ParticipantRole.MENTEE, ParticipantState.ACCEPTED)
    decision = Decision.objects.get(application=first.application)
    assert (decision.outcome, decision.state) == (Outcome.ACCEPT, DecisionState.PUBLISHED)
    mail = Message.objects.get(kind="programmes.place_free")
    assert mail.recipient == first.application.person
    event = Event.objects.get(kind="waiting_list.promoted")
    assert (event.changes["rule"], event.changes["position"]) == ("first_come", 1)
    later.refresh_from_db()
    assert later.state == WaitingState.WAITING


@pytest.mark.django_db
def test_by_priority_the_better_one_goes_first(world, cohort):
    IntakePolicy.objects.create(programme=world.programme, promotion_rule=PromotionRule.PRIORITY)
    waiting_place(cohort, days=5)
    urgent = waiting_place(cohort, days=1)
    set_priority(urgent, priority=1, reason="Was on the last list", by=world.coordinator)
    assert promote_next(cohort, by=world.coordinator) == urgent


@pytest.mark.django_db
def test_never_more_than_there_are_places(world, cohort):
    first, second = waiting_place(cohort, days=2), waiting_place(cohort, days=1)
    promote_next(cohort, by=world.coordinator)
    assert places_free(cohort) == 0
    with pytest.raises(NoPlaceFreeError):
        promote_next(cohort, by=world.coordinator)
    with pytest.raises(NotWaitingError):
        promote_next(cohort, by=world.coordinator, instead=first)
    place = Participant.objects.get(person=first.application.person)
    withdraw_participant(place, by=world.coordinator)
    assert promote_next(cohort, by=world.coordinator) == second
    with pytest.raises(NobodyWaitsError):
        promote_next(cohort, by=world.coordinator)


@pytest.mark.django_db
def test_out_of_turn_takes_a_reason(world, cohort):
    waiting_place(cohort, days=2)
    later = waiting_place(cohort)
    with pytest.raises(OutOfTurnError):
        promote_next(cohort, by=world.coordinator, instead=later, reason="  ")
    promote_next(cohort, by=world.coordinator, instead=later, reason="Moves abroad in June")
    later.refresh_from_db()
    assert later.out_of_turn_reason == "Moves abroad in June"
    assert Event.objects.get(kind="waiting_list.promoted").changes["position"] == 2


@pytest.mark.django_db
def test_an_earlier_decision_gives_way_and_a_staged_one_stops_it(world, cohort):
    place = waiting_place(cohort)
    facts = {
        "application": place.application,
        "outcome": Outcome.WAIT,
        "reason": DecisionReason.NO_PLACE,
        "staged_by": world.coordinator,
        "staged_at": timezone.now(),
    }
    staged = Decision.objects.create(**facts)
    with pytest.raises(DecisionUnderWayError):
        promote_next(cohort, by=world.coordinator)
    assert WaitingPlace.objects.get().state == WaitingState.WAITING
    Decision.objects.filter(pk=staged.pk).update(
        state=DecisionState.PUBLISHED, published_by=world.coordinator, published_at=timezone.now()
    )
    heard = []
    decision_published.connect(hear := lambda decision, **_: heard.append(decision), weak=False)
    promote_next(cohort, by=world.coordinator)
    decision_published.disconnect(hear)
    staged.refresh_from_db()
    assert staged.state == DecisionState.SUPERSEDED
    assert heard == [Decision.objects.in_force().get()]
    assert Event.objects.filter(kind="decision.published", about_id=heard[0].pk).exists()


@pytest.mark.django_db
def test_joining_leaving_and_joining_again_behind_the_others(world, cohort):
    application = ApplicationFactory.create(cohort=cohort, role=ParticipantRole.MENTEE)
    place = join_waiting_list(application, by=world.coordinator)
    assert join_waiting_list(application, by=world.coordinator).joined_at == place.joined_at
    leave_waiting_list(place, by=application.person)
    with pytest.raises(NotWaitingError):
        leave_waiting_list(place, by=application.person)
    again = join_waiting_list(application, by=world.coordinator)
    assert again.pk == place.pk
    assert again.joined_at > place.joined_at
    with pytest.raises(CannotWaitError):
        join_waiting_list(ApplicationFactory.create(cohort=cohort), by=world.coordinator)


@pytest.mark.django_db
def test_who_withdraws_waits_no_more(world, cohort):
    place = waiting_place(cohort)
    participant = MenteeFactory.create(
        cohort=cohort, person=place.application.person, state=ParticipantState.APPLIED
    )
    withdraw_participant(participant, by=participant.person)
    place.refresh_from_db()
    assert place.state == WaitingState.LEFT


@pytest.mark.django_db
def test_a_withdrawn_application_is_nobodys_turn(world, cohort):
    place = waiting_place(cohort)
    application = place.application
    application.state, application.withdrawn_at = ApplicationState.WITHDRAWN, timezone.now()
    application.save()
    with pytest.raises(NobodyWaitsError):
        promote_next(cohort, by=world.coordinator)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_and_one_place():
    cohort = CohortFactory.create()
    window(cohort, 1)
    waiting_place(cohort, days=2)
    waiting_place(cohort, days=1)
    by = PersonFactory.create()

    def press():
        promote_next(type(cohort).objects.get(pk=cohort.pk), by=by)

    errors = both_at_once(press, press)
    assert [type(error) for error in errors] == [NoPlaceFreeError]
    assert Participant.objects.filter(cohort=cohort).count() == 1
    assert Event.objects.filter(kind="waiting_list.promoted").count() == 1
    assert Message.objects.filter(kind="programmes.place_free").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_place_is_given_while_its_person_withdraws():
    cohort = CohortFactory.create()
    place = waiting_place(cohort)
    participant = MenteeFactory.create(
        cohort=cohort, person=place.application.person, state=ParticipantState.APPLIED
    )
    by = PersonFactory.create()
    errors = both_at_once(
        lambda: promote_next(type(cohort).objects.get(pk=cohort.pk), by=by),
        lambda: withdraw_participant(Participant.objects.get(pk=participant.pk), by=by),
    )
    place.refresh_from_db()
    participant.refresh_from_db()
    assert len(errors) == 1
    assert (place.state, participant.state) in {
        (WaitingState.PROMOTED, ParticipantState.ACCEPTED),
        (WaitingState.LEFT, ParticipantState.WITHDRAWN),
    }
