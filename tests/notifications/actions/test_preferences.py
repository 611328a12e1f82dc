import pytest

from mentorship.audit.models import Event
from mentorship.notifications.actions import set_preference, unsubscribe
from mentorship.notifications.actions.preferences import SpentLinkError
from mentorship.notifications.enums import CancelReason, Category, MessageState
from mentorship.notifications.links import BrokenLinkError, UnsubscribeLink
from mentorship.notifications.models import Message, Preference

pytestmark = pytest.mark.django_db


def wants(person):
    return Preference.objects.wants(person, Category.TRAINING)


def test_without_an_answer_it_is_a_yes(amara):
    assert wants(amara)


def test_a_no_is_kept_recorded_and_cancels_what_waits(amara, posted):
    reminder, letter = posted("reminder"), posted("letter")
    set_preference(amara, Category.TRAINING, is_wanted=False, by=amara)
    assert not wants(amara)
    assert Preference.objects.wants(amara, Category.MEETINGS)
    for row in (reminder, letter):
        row.refresh_from_db()
    assert (reminder.state, reminder.cancel_reason) == ("cancelled", CancelReason.NOT_WANTED)
    assert letter.state == MessageState.QUEUED
    event = Event.objects.get(kind="mail_preference.changed")
    assert event.changes == {"category": "training", "is_wanted": False}


def test_the_same_answer_twice_is_one_change(amara):
    set_preference(amara, Category.TRAINING, is_wanted=True, by=amara)
    assert not Event.objects.exists()


def test_a_link_switches_off_as_often_as_it_is_pressed(amara):
    link = UnsubscribeLink.from_token(UnsubscribeLink.of(amara, Category.TRAINING).token)
    unsubscribe(link)
    unsubscribe(link)
    assert not wants(amara)
    assert Event.objects.count() == 1


def test_switching_back_on_takes_the_power_from_old_links(amara):
    old = UnsubscribeLink.of(amara, Category.TRAINING)
    unsubscribe(old)
    set_preference(amara, Category.TRAINING, is_wanted=True, by=amara)
    with pytest.raises(SpentLinkError):
        unsubscribe(old)
    assert wants(amara)
    unsubscribe(UnsubscribeLink.of(amara, Category.TRAINING))
    assert not wants(amara)


def test_a_link_that_somebody_changed_is_broken(amara, coordinator):
    token = UnsubscribeLink.of(amara, Category.TRAINING).token
    for forged in (
        token[:-1],
        token.replace(amara.pk.hex, coordinator.pk.hex),
        token.replace("training", "meetings"),
        token.replace("~1:", "~2:"),
        "",
    ):
        with pytest.raises(BrokenLinkError):
            UnsubscribeLink.from_token(forged)


def test_mail_for_nobody_here_carries_no_link(posted):
    message = posted("reminder", recipient=None, to_address="board@example.org")
    assert "Stop mails of this kind" not in message.text
    assert Message.objects.get().state == MessageState.QUEUED
