"""Raising concerns, routing, the hour by which they are answered, and two people at once."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.concern_answers import (
    CannotBeHandedError,
    NotTheirsError,
    grade_concern,
    hand_on_concern,
    note_on_concern,
    reply_to_concern,
    settle_concern,
    take_concern,
)
from matching.actions.concern_routes import set_contact, set_route
from matching.actions.concerns import (
    NobodyNamedError,
    add_word,
    escalate,
    escalate_late,
    raise_concern,
)
from matching.concerns.emails import CONCERN_DUE, CONCERN_NEWS, CONCERN_WAITS
from matching.concerns.enums import Channel, ConcernOutcome, ConcernState, EntryKind, Severity
from matching.concerns.tasks import tend_concerns
from matching.models import Concern, ConcernContact, ConcernEntry
from mentorship.accounts.permissions import Role
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from tests.factories.programmes import TeamMemberFactory
from tests.matching.concerns.cases import SECRET, a_case, raised, typed
from tests.programmes.races import both_at_once
from training.models import RaisedReason

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return a_case(world)


def make_late(concern):
    now = timezone.now()
    Concern.objects.filter(pk=concern.pk).update(
        raised_at=now - timedelta(days=3), answer_by=now - timedelta(minutes=1)
    )


def kinds_of(concern):
    return list(Event.objects.about(concern).order_by("id").values_list("kind", flat=True))


def mails(kind):
    return list(
        Message.objects.filter(kind=kind.name)
        .order_by("created_at")
        .values_list("recipient__name", flat=True)
    )


def test_it_goes_to_a_lead_with_the_hours_of_its_severity_and_a_mail_without_its_words(world, case):
    concern = raised(world, case)
    assert concern.handler == world.coordinator
    assert concern.answer_by - concern.raised_at == timedelta(hours=48)
    message = Message.objects.get(kind=CONCERN_WAITS.name)
    assert message.recipient == world.coordinator
    for hidden in (SECRET, "Jonas", "Amara", "Boundaries"):
        assert hidden not in message.subject + message.text + message.html
    event = Event.objects.about(concern).get()
    assert (event.kind, event.organisation_id, event.changes) == ("concern.raised", None, {})


def test_the_route_names_who_and_how_soon(world, case):
    set_route(
        world.programme, by=world.coordinator, handler=case.second, deputy=None, normal_hours=72
    )
    concern = raised(world, case)
    assert concern.handler == case.second
    assert concern.answer_by - concern.raised_at == timedelta(hours=72)


def test_nobody_whom_it_is_about_reads_it(world, case):
    TeamMemberFactory.create(
        programme=world.programme, person=world.mentor, role=Role.LEAD_COORDINATOR
    )
    set_route(world.programme, by=world.coordinator, handler=world.mentor, deputy=world.mentee)
    assert raised(world, case).handler == world.coordinator
    set_contact(world.organisation, by=world.administrator, person=world.mentor, deputy=case.deputy)
    assert raised(world, case, Channel.CONTACT).handler == case.deputy


def test_no_coordinator_stands_in_as_the_organisations_contact(world, case):
    set_contact(world.organisation, by=world.administrator, person=case.second, deputy=None)
    with pytest.raises(NobodyNamedError):
        raised(world, case, Channel.CONTACT)
    assert not Concern.objects.exists()
    set_contact(world.organisation, by=world.administrator, person=None)
    assert not ConcernContact.objects.exists()


def test_sent_twice_with_one_key_it_is_one_with_one_mail(world, case):
    key = uuid.uuid4()
    first, second = (
        raise_concern(world.programme, by=world.mentee, match=case.match, key=key, **typed())
        for _ in range(2)
    )
    assert first == second
    assert mails(CONCERN_WAITS) == [world.coordinator.name]
    other = raise_concern(world.programme, by=world.mentor, match=None, key=key, **typed())
    assert other.pk != key


def test_taken_answered_noted_and_settled_each_is_kept_and_told(world, case):
    concern = raised(world, case)
    take_concern(concern, by=world.coordinator)
    key = uuid.uuid4()
    for _ in range(2):
        reply_to_concern(concern, by=world.coordinator, words=SECRET, key=key)
    note_on_concern(concern, by=world.coordinator, words=SECRET)
    settle_concern(
        concern, by=world.coordinator, outcome=ConcernOutcome.AGREED, words=f"So {SECRET}."
    )
    assert kinds_of(concern) == [
        f"concern.{kind}" for kind in ("raised", "taken", "replied", "noted", "settled")
    ]
    assert mails(CONCERN_NEWS) == [world.mentee.name] * 3
    assert not Message.objects.filter(text__contains=SECRET).exists()
    with pytest.raises(IllegalTransitionError):
        settle_concern(concern, by=world.coordinator, outcome=ConcernOutcome.AGREED, words="x")


def test_whoever_is_not_named_can_do_nothing_with_it(world, case):
    concern = raised(world, case)
    for act in (
        lambda: take_concern(concern, by=case.second),
        lambda: reply_to_concern(concern, by=case.contact, words="x"),
        lambda: note_on_concern(concern, by=world.administrator, words="x"),
    ):
        with pytest.raises(NotTheirsError):
            act()


def test_more_urgent_it_is_due_sooner_and_never_in_the_past(world, case):
    concern = raised(world, case)
    Concern.objects.filter(pk=concern.pk).update(raised_at=timezone.now() - timedelta(hours=10))
    grade_concern(concern, by=world.coordinator, severity=Severity.URGENT, words="They may leave.")
    concern.refresh_from_db()
    left = concern.answer_by - timezone.now()
    assert timedelta(hours=3, minutes=59) < left <= timedelta(hours=4)
    grade_concern(concern, by=world.coordinator, severity=Severity.LOW, words="They will not.")
    concern.refresh_from_db()
    assert concern.answer_by - concern.raised_at == timedelta(hours=120)


def test_handed_on_it_is_with_somebody_else_alone(world, case):
    concern = raised(world, case)
    for stranger in (world.mentor, case.contact, world.other_coordinator, world.coordinator):
        with pytest.raises(CannotBeHandedError):
            hand_on_concern(concern, by=world.coordinator, to=stranger)
    hand_on_concern(concern, by=world.coordinator, to=case.second, words="You know them better.")
    assert not Concern.objects.visible_to(world.coordinator).exists()
    assert Concern.objects.visible_to(case.second).get().state == ConcernState.RAISED
    assert mails(CONCERN_NEWS) == [world.mentee.name]
    assert mails(CONCERN_WAITS) == [world.coordinator.name, case.second.name]


def test_a_hidden_one_stays_with_the_contact_and_the_deputy(world, case):
    concern = raised(world, case, Channel.CONTACT)
    with pytest.raises(CannotBeHandedError):
        hand_on_concern(concern, by=case.contact, to=world.coordinator)
    hand_on_concern(concern, by=case.contact, to=case.deputy)
    assert Concern.objects.get().handler == case.deputy


def test_a_word_more_reopens_what_was_settled(world, case):
    concern = raised(world, case)
    settle_concern(concern, by=world.coordinator, outcome=ConcernOutcome.NOTHING, words="Well.")
    add_word(concern, by=world.mentee, words=SECRET)
    concern.refresh_from_db()
    assert (concern.state, concern.outcome) == (ConcernState.RAISED, "")
    assert kinds_of(concern)[-1] == "concern.reopened"
    assert concern.answer_by > timezone.now() + timedelta(hours=47)


@pytest.mark.parametrize(
    ("channel", "told"),
    [(Channel.COORDINATORS, "second"), (Channel.CONTACT, "deputy")],
)
def test_late_the_next_person_is_told_once(world, case, channel, told):
    concern = raised(world, case, channel)
    assert escalate_late(timezone.now()) == 0
    make_late(concern)
    tend_concerns()
    tend_concerns()
    concern.refresh_from_db()
    assert concern.escalated_to == getattr(case, told)
    assert kinds_of(concern).count("concern.escalated") == 1
    assert mails(CONCERN_WAITS)[1:] == [getattr(case, told).name]
    assert mails(CONCERN_NEWS) == [world.mentee.name]
    take_concern(concern, by=getattr(case, told))
    concern.refresh_from_db()
    assert concern.handler == getattr(case, told)


def test_without_a_deputy_a_hidden_one_is_late_and_no_coordinator_hears_of_it(world, case):
    set_contact(world.organisation, by=world.administrator, person=case.contact, deputy=None)
    concern = raised(world, case, Channel.CONTACT)
    make_late(concern)
    assert escalate_late(timezone.now()) == 0
    assert not Concern.objects.get().escalated_to


def test_whoever_answers_is_reminded_before_and_no_more_once_they_answered(world, case):
    concern = raised(world, case)
    tend_concerns()
    tend_concerns()
    reminder = Message.objects.get(kind=CONCERN_DUE.name)
    assert reminder.recipient == world.coordinator
    assert timedelta(hours=11) < concern.answer_by - reminder.due_at <= timedelta(hours=12)
    assert SECRET not in reminder.text
    reply_to_concern(concern, by=world.coordinator, words="We talk on Monday.")
    tend_concerns()
    reminder.refresh_from_db()
    assert reminder.state == "cancelled"


def test_in_hand_and_unanswered_at_its_hour_whoever_has_it_is_reminded_and_nobody_else(world, case):
    concern = raised(world, case)
    take_concern(concern, by=world.coordinator)
    make_late(concern)
    tend_concerns()
    assert mails(CONCERN_DUE) == [world.coordinator.name]
    assert not Concern.objects.get().escalated_at


def test_training_learns_the_category_and_of_hidden_ones_only_five_at_a_time(world, case):
    raised(world, case)
    assert RaisedReason.objects.get().category == "boundaries"
    for turn in range(5):
        hidden = raised(world, case, Channel.CONTACT)
        assert RaisedReason.objects.count() == 1, turn
        settle_concern(hidden, by=case.contact, outcome=ConcernOutcome.TALKED, words="Well.")
    assert RaisedReason.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_at_once_one_has_it(world, case):
    concern = raised(world, case)
    make_late(concern)
    escalate_late(timezone.now())
    errors = both_at_once(
        lambda: take_concern(concern, by=world.coordinator),
        lambda: take_concern(concern, by=case.second),
    )
    assert len(errors) == 1
    assert isinstance(errors[0], IllegalTransitionError | NotTheirsError)
    assert kinds_of(concern).count("concern.taken") == 1
    assert ConcernEntry.objects.filter(kind=EntryKind.TAKEN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_taken_and_told_on_at_once_leave_one_story(world, case):
    concern = raised(world, case)
    make_late(concern)
    now = timezone.now()
    assert not both_at_once(
        lambda: take_concern(concern, by=world.coordinator), lambda: escalate(concern, at=now)
    )
    concern.refresh_from_db()
    assert concern.state == ConcernState.TAKEN
    kinds = kinds_of(concern)
    was_told = "concern.escalated" in kinds
    assert kinds in (
        ["concern.raised", "concern.taken"],
        ["concern.raised", "concern.escalated", "concern.taken"],
    )
    assert was_told == (concern.escalated_to == case.second)
    assert len(mails(CONCERN_WAITS)) == 1 + was_told


@pytest.mark.django_db(transaction=True)
def test_told_on_twice_at_once_is_told_once(world, case):
    concern = raised(world, case)
    make_late(concern)
    now = timezone.now()
    assert not both_at_once(lambda: escalate(concern, at=now), lambda: escalate(concern, at=now))
    assert kinds_of(concern).count("concern.escalated") == 1
    assert len(mails(CONCERN_WAITS)) == 2
