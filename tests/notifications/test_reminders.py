"""Reminders end up as they should be, from whatever they were, and what has left is left alone."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mentorship.notifications import reminders
from mentorship.notifications.actions import cancel_message, set_preference
from mentorship.notifications.enums import PENDING, CancelReason, Category, MessageState
from mentorship.notifications.models import Message
from mentorship.notifications.reminders import (
    Existing,
    Reconciled,
    ReminderPlan,
    Step,
    Timing,
    decide,
    reconcile,
)
from tests.factories.accounts import PersonFactory

A_DAY = timedelta(days=1)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)

timings = st.builds(
    Timing,
    st.sampled_from([NOON, NOON + A_DAY]),
    st.sampled_from([None, NOON + 2 * A_DAY]),
    st.sampled_from(["one", "two"]),
)
existing = st.builds(
    Existing,
    timings,
    st.sampled_from(MessageState),
    st.sampled_from(["", CancelReason.NO_LONGER_NEEDED, CancelReason.BY_PERSON]),
)


def after(step, wanted, there):
    """What the outbox then holds, by the words of the rule: create, move, revive, cancel, leave."""
    if step == Step.CREATE:
        return Existing(wanted, MessageState.QUEUED)
    if step in {Step.MOVE, Step.REVIVE}:
        return Existing(wanted, MessageState.QUEUED)
    if step == Step.CANCEL:
        return Existing(there.timing, MessageState.CANCELLED, CancelReason.NO_LONGER_NEEDED)
    return there


@given(st.none() | timings, st.none() | existing)
def test_one_step_makes_it_right_and_a_second_finds_nothing_to_do(wanted, there):
    now = after(decide(wanted, there), wanted, there)
    assert decide(wanted, now) == Step.LEAVE
    untouchable = there is not None and not there.is_pending and not there.is_revivable
    if untouchable:
        assert now == there
    elif wanted is None:
        assert now is None or not now.is_pending
    else:
        assert now.is_pending
        assert now.timing == wanted


@pytest.fixture
def plan(amara, organisation):
    def make(occurrence="1", **fields):
        fields = {
            "recipient": amara,
            "about": "tests.thing:1",
            "occurrence": occurrence,
            "organisation": organisation,
            "due_at": NOON,
            "context": {"thing": "marmalade"},
        } | fields
        return ReminderPlan(**fields)

    return make


def test_missing_ones_are_created_and_found_again(kinds, plan):
    wanted = [plan("1"), plan("2")]
    assert reconcile(kinds["reminder"], wanted) == Reconciled(created=2)
    assert reconcile(kinds["reminder"], wanted) == Reconciled(left=2)
    assert Message.objects.filter(state=MessageState.QUEUED, due_at=NOON).count() == 2


def test_a_moved_date_moves_the_row_with_its_words(kinds, plan):
    reconcile(kinds["reminder"], [plan()])
    later = plan(due_at=NOON + A_DAY, context={"thing": "cake"})
    assert reconcile(kinds["reminder"], [later]) == Reconciled(moved=1)
    row = Message.objects.get()
    assert (row.due_at, row.next_try_at) == (NOON + A_DAY, NOON + A_DAY)
    assert "cake" in row.subject
    assert reconcile(kinds["reminder"], [later]) == Reconciled(left=1)


def test_what_nobody_needs_is_cancelled_and_comes_back_when_needed(kinds, plan):
    reconcile(kinds["reminder"], [plan()])
    assert reconcile(kinds["reminder"], []) == Reconciled(cancelled=1)
    assert Message.objects.get().cancel_reason == CancelReason.NO_LONGER_NEEDED
    again = plan(due_at=NOON + A_DAY)
    assert reconcile(kinds["reminder"], [again]) == Reconciled(revived=1)
    row = Message.objects.get()
    assert (row.state, row.due_at, row.cancel_reason) == ("queued", NOON + A_DAY, "")


def test_what_left_or_was_decided_by_a_person_is_left_alone(kinds, plan, coordinator, amara):
    reconcile(kinds["reminder"], [plan("sent"), plan("cancelled")])
    sent, cancelled = Message.objects.order_by("-occurrence")
    Message.objects.filter(pk=sent.pk).update(state=MessageState.SENT, sent_at=timezone.now())
    cancel_message(cancelled, by=coordinator)
    moved = [plan("sent", due_at=NOON + A_DAY), plan("cancelled", due_at=NOON + A_DAY)]
    assert reconcile(kinds["reminder"], moved) == Reconciled(left=2)
    assert reconcile(kinds["reminder"], []) == Reconciled()


def test_switching_off_is_kept_across_reconciling(kinds, plan, amara):
    reconcile(kinds["reminder"], [plan()])
    set_preference(amara, Category.TRAINING, is_wanted=False, by=amara)
    assert reconcile(kinds["reminder"], [plan(), plan("2")]) == Reconciled(created=1, left=1)
    assert not Message.objects.filter(state__in=PENDING).exists()


def test_only_what_is_asked_about_is_looked_at(kinds, plan):
    reconcile(kinds["reminder"], [plan(about="a"), plan(about="b")])
    assert reconcile(kinds["reminder"], [], about=["a"]) == Reconciled(cancelled=1)
    assert Message.objects.filter(state=MessageState.QUEUED).get().about == "b"
    with pytest.raises(ValueError, match="outside"):
        reconcile(kinds["reminder"], [plan(about="b")], about=["a"])


def test_a_date_put_off_by_the_server_is_no_moved_date(kinds, plan):
    reconcile(kinds["reminder"], [plan()])
    Message.objects.update(next_try_at=NOON + A_DAY)
    assert reconcile(kinds["reminder"], [plan()]) == Reconciled(left=1)


def test_a_reminder_that_a_sender_takes_meanwhile_is_not_moved(kinds, plan, monkeypatch):
    reconcile(kinds["reminder"], [plan()])

    def taken_meanwhile(*given):
        found = original(*given)
        Message.objects.update(
            state=MessageState.CLAIMED, claim_token=uuid4(), lease_until=timezone.now()
        )
        return found

    original = reminders._existing
    monkeypatch.setattr(reminders, "_existing", taken_meanwhile)
    assert reconcile(kinds["reminder"], [plan(due_at=NOON + A_DAY)]) == Reconciled()
    assert Message.objects.get().due_at == NOON
    Message.objects.update(state=MessageState.QUEUED, claim_token=None, lease_until=None)
    assert reconcile(kinds["reminder"], []) == Reconciled()
    assert Message.objects.get().state == MessageState.CLAIMED


@pytest.mark.usefixtures("kinds")
class TestAgainstAModel(TestCase):
    """The outbox, after any history of wishes, is what a dictionary would be."""

    @pytest.fixture(autouse=True)
    def _given(self, kinds):
        self.kind = kinds["reminder"]

    @hypothesis_settings(max_examples=25, deadline=None)
    @given(
        st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), max_size=3), max_size=5)
    )
    def test_any_history_ends_where_its_last_wish_says(self, history):
        person = PersonFactory.create()
        for wish in history:
            plans = [
                ReminderPlan(
                    recipient=person,
                    about="tests.thing:1",
                    occurrence=occurrence,
                    due_at=NOON + days * A_DAY,
                    context={"thing": f"day {days}"},
                )
                for occurrence, days in wish.items()
            ]
            reconcile(self.kind, plans)
            waiting = Message.objects.filter(recipient=person, state__in=PENDING)
            assert {
                row.occurrence: ((row.due_at - NOON).days, row.subject[-5:]) for row in waiting
            } == {occurrence: (days, f"day {days}") for occurrence, days in wish.items()}
        ever = {occurrence for wish in history for occurrence in wish}
        assert Message.objects.filter(recipient=person).count() == len(ever)
