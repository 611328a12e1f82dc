from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.actions import (
    approve_message,
    cancel_message,
    hold_message,
    pause_outbox,
    resume_address,
    resume_outbox,
    send_again,
)
from mentorship.notifications.actions.addresses import note_refusal
from mentorship.notifications.actions.outbox import NothingToSendError
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import AddressHealth, Message, OutboxSwitch

pytestmark = pytest.mark.django_db

ACTIONS = [send_again, approve_message, hold_message, cancel_message]
MAY = {
    MessageState.AWAITING_APPROVAL: {approve_message, cancel_message},
    MessageState.QUEUED: {hold_message, cancel_message},
    MessageState.FAILED: {send_again},
    MessageState.UNKNOWN: {send_again},
}


def in_state(message, state):
    now = timezone.now()
    held = state in {MessageState.CLAIMED, MessageState.TRANSMITTING}
    Message.objects.filter(pk=message.pk).update(
        state=state,
        claim_token=message.pk if held else None,
        lease_until=now if held else None,
        sent_at=now if state == MessageState.SENT else None,
        cancelled_at=now if state == MessageState.CANCELLED else None,
        cancel_reason="stale" if state == MessageState.CANCELLED else "",
    )
    message.refresh_from_db()
    return message


@pytest.mark.parametrize("state", MessageState)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_each_state_allows_what_makes_sense_in_it(posted, coordinator, state, action):
    message = in_state(posted(), state)
    before = Message.objects.values().get()
    if action in MAY.get(state, set()):
        action(message, by=coordinator)
        assert Event.objects.get().actor_id == coordinator.pk
        return
    with pytest.raises(IllegalTransitionError):
        action(message, by=coordinator)
    assert Message.objects.values().get() == before
    assert not Event.objects.exists()


def test_sending_again_makes_a_new_mail_of_the_same_message(posted, coordinator):
    message = in_state(posted(stale_after=timezone.now() + timedelta(hours=1)), "unknown")
    first = message.mail_id
    send_again(message, by=coordinator)
    message.refresh_from_db()
    assert message.state == MessageState.QUEUED
    assert message.mail_id != first
    assert message.sending == 2
    assert message.stale_after is None
    assert Event.objects.get().changes == {"from": "unknown", "sending": 2}


def test_what_was_erased_cannot_be_sent_again(posted, coordinator):
    message = in_state(posted("secret"), "failed")
    message.erased_at = timezone.now()
    with pytest.raises(NothingToSendError):
        send_again(message, by=coordinator)


def test_approved_held_and_approved_again(posted, coordinator):
    message = posted("approval")
    approve_message(message, by=coordinator)
    hold_message(message, by=coordinator)
    assert (message.approved_at, message.approved_by) == (None, None)
    approve_message(message, by=coordinator)
    message.refresh_from_db()
    assert message.approved_by == coordinator


def test_pausing_and_resuming_are_recorded_and_keep_one_row(coordinator):
    pause_outbox(reason="Restored from a backup.", by=None)
    pause_outbox(reason="Once more.", by=coordinator)
    resume_outbox(by=coordinator)
    switch = OutboxSwitch.objects.get()
    assert (switch.is_paused, switch.changed_by) == (False, coordinator)
    kinds = Event.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["outbox.paused", "outbox.paused", "outbox.resumed"]


def test_an_address_is_opened_again_by_a_person(coordinator):
    for _ in range(7):
        note_refusal("Gone@example.org", "550 no")
    health = AddressHealth.objects.paused().get()
    assert health.refusals == 7
    resume_address(health, by=coordinator)
    assert not AddressHealth.objects.exists()
    assert Event.objects.get().kind == "address.resumed"
