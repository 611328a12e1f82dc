"""Asking a line manager, reminding them, and what they answer."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from mentorship.accounts.models import Membership, Person
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.actions.endorsements import (
    AlreadyAskedError,
    AlreadyEndorsedError,
    AskedTooOftenError,
    CannotBeEndorsedError,
    EndorsementAnswer,
    EndorsesThemselvesError,
    LinkClosedError,
    NudgedTodayError,
    PassedOnTooOftenError,
    answer_endorsement,
    ask_endorsement,
    nudge_endorsement,
    pass_endorsement_on,
    remind_endorsers,
)
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole
from programmes.intake.enums import EndorsementState
from programmes.models import Endorsement, IntakePolicy, Profile
from programmes.signals import application_submitted
from tests.factories.choosing import ApplicationFactory
from tests.factories.setup import ProgrammePolicyFactory
from tests.programmes.races import both_at_once

ENDORSED = EndorsementAnswer(EndorsementState.ENDORSED)


@pytest.fixture
def application(world):
    return ApplicationFactory.create(
        cohort=world.cohort, person=world.mentee, role=ParticipantRole.MENTEE
    )


def ask(application, by, name="Ann Lee", email="ann@example.org"):
    return ask_endorsement(application, endorser_name=name, endorser_email=email, by=by)


def mails(kind):
    return Message.objects.filter(kind=f"programmes.endorsement_{kind}")


@pytest.mark.django_db
def test_asking_writes_to_somebody_who_belongs_nowhere_by_it(world, application):
    IntakePolicy.objects.create(programme=world.programme, endorsement_days=7)
    asked = ask(application, world.coordinator)

    assert asked.expires_at - asked.asked_at == timedelta(days=7)
    assert not Membership.objects.filter(person=asked.endorser).exists()
    mail = mails("request").get()
    assert mail.subject == "Can Jonas Weber have the time for a mentor?"
    assert "/endorsements/" in mail.text
    assert Event.objects.filter(kind="endorsement.asked").count() == 1


@pytest.mark.django_db
def test_who_can_be_asked_about_what(world, application):
    with pytest.raises(EndorsesThemselvesError):
        ask(application, world.coordinator, email=world.mentee.email)
    ask(application, world.coordinator)
    with pytest.raises(AlreadyAskedError):
        ask(application, world.coordinator, email="ANN@example.org")
    application.state = ApplicationState.DECIDED
    application.save()
    with pytest.raises(CannotBeEndorsedError):
        ask(application, world.coordinator, email="bo@example.org")


@pytest.mark.django_db
def test_a_substitute_takes_the_place_of_who_was_asked(world, application):
    first = ask(application, world.coordinator)
    second = ask(application, world.mentee, name="Bo", email="bo@example.org")
    first.refresh_from_db()
    assert (first.state, second.instead_of) == (EndorsementState.WITHDRAWN, first)
    with pytest.raises(LinkClosedError):
        answer_endorsement(first, answer=ENDORSED)
    answer_endorsement(second, answer=ENDORSED)
    with pytest.raises(AlreadyEndorsedError):
        ask(application, world.coordinator, email="cy@example.org")


@pytest.mark.django_db
def test_an_applicant_cannot_make_the_product_write_to_everybody(world, application):
    for number in range(4):
        ask(application, world.mentee, email=f"{number}@example.org")
    with pytest.raises(AskedTooOftenError):
        ask(application, world.mentee, email="more@example.org")
    ask(application, world.coordinator, email="more@example.org")


@pytest.mark.django_db
def test_after_the_deadline_the_same_person_can_be_asked_again(world, application):
    first = ask(application, world.coordinator)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        with pytest.raises(LinkClosedError):
            answer_endorsement(first, answer=ENDORSED)
        again = ask(application, world.coordinator)
        answer_endorsement(again, answer=ENDORSED)
    assert again.endorser == first.endorser


@pytest.mark.django_db
def test_an_answer_with_conditions_is_told_to_both(world, application):
    asked = ask(application, world.coordinator)
    answer = EndorsementAnswer(EndorsementState.CONDITIONAL, Decimal(2), "Not in May")
    answer_endorsement(asked, answer=answer)
    assert (mails("receipt").get().recipient, mails("news").get().recipient) == (
        asked.endorser,
        world.mentee,
    )
    for mail in (*mails("receipt"), *mails("news")):
        assert "Not in May" in mail.text
    event = Event.objects.get(kind="endorsement.answered")
    assert "May" not in str(event.changes)


@pytest.mark.django_db
def test_who_is_not_the_right_person_names_another_and_not_for_ever(world, application):
    asked = ask(application, world.coordinator)
    with pytest.raises(AlreadyAskedError):
        pass_endorsement_on(asked, name="Ann", email="ann@example.org")
    with pytest.raises(EndorsesThemselvesError):
        pass_endorsement_on(asked, name="Me", email=world.mentee.email)
    second = pass_endorsement_on(asked, name="Bo", email="bo@example.org")
    assert Endorsement.objects.get(pk=asked.pk).state == EndorsementState.PASSED_ON
    third = pass_endorsement_on(second, name="Cy", email="cy@example.org")
    with pytest.raises(PassedOnTooOftenError):
        pass_endorsement_on(third, name="Di", email="di@example.org")
    assert Person.objects.filter(email="di@example.org").count() == 0
    answer_endorsement(third, answer=ENDORSED)


@pytest.mark.django_db
def test_a_withdrawn_application_closes_the_link(world, application):
    asked = ask(application, world.coordinator)
    application.state, application.withdrawn_at = ApplicationState.WITHDRAWN, timezone.now()
    application.save()
    with pytest.raises(LinkClosedError) as closed:
        answer_endorsement(asked, answer=ENDORSED)
    assert closed.value.state == "not_needed"


@pytest.mark.django_db
def test_a_nudge_leaves_once_a_day_at_most(world, application):
    asked = ask(application, world.coordinator)
    with pytest.raises(NudgedTodayError):
        nudge_endorsement(asked, by=world.coordinator)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        nudge_endorsement(asked, by=world.coordinator)
        with pytest.raises(NudgedTodayError):
            nudge_endorsement(asked, by=world.coordinator)
    assert mails("request").count() == 2


@pytest.mark.django_db
def test_reminders_are_reconciled_and_end_with_the_answer(world, application):
    asked = ask(application, world.coordinator)
    remind_endorsers()
    assert mails("reminder").count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert remind_endorsers().created == 1
        assert remind_endorsers().created == 0
        assert {row.occurrence for row in mails("reminder")} == {"after 5 days", "after 10 days"}
        answer_endorsement(asked, answer=ENDORSED)
        assert remind_endorsers().cancelled == 2


@pytest.mark.django_db
def test_handing_in_asks_the_manager_of_the_profile_where_the_programme_wants_it(
    world, application
):
    membership = world.mentee.memberships.get()
    Profile.objects.create(
        membership=membership, line_manager_name="Ann Lee", line_manager_email="ann@example.org"
    )
    facts = {"sender": type(application), "application": application, "by": world.mentee}
    application_submitted.send(**facts)
    assert not Endorsement.objects.exists()
    ProgrammePolicyFactory.create(programme=world.programme, asks_endorsement=True)
    application_submitted.send(**facts)
    application_submitted.send(**facts)
    assert Endorsement.objects.get().endorser.name == "Ann Lee"


@pytest.mark.django_db
def test_handing_in_asks_nobody_where_somebody_named_themselves(world, application):
    ProgrammePolicyFactory.create(programme=world.programme, asks_endorsement=True)
    Profile.objects.create(
        membership=world.mentee.memberships.get(), line_manager_email=world.mentee.email
    )
    application_submitted.send(sender=None, application=application, by=world.mentee)
    assert not Endorsement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_link_pressed_twice_at_once_is_answered_once():
    application = ApplicationFactory.create(role=ParticipantRole.MENTEE)
    asked = ask(application, None)

    def press(state, words):
        return lambda: answer_endorsement(
            Endorsement.objects.select_related("application__cohort__programme").get(pk=asked.pk),
            answer=EndorsementAnswer(state, None, words),
        )

    errors = both_at_once(
        press(EndorsementState.ENDORSED, ""), press(EndorsementState.NOT_NOW, "Too busy")
    )
    assert [type(error) for error in errors] == [LinkClosedError]
    assert Event.objects.filter(kind="endorsement.answered").count() == 1
    assert (mails("receipt").count(), mails("news").count()) == (1, 1)
