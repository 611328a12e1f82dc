"""Each way a delivery can end, with a mail server that behaves accordingly."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.notifications import delivery
from mentorship.notifications.actions import pause_outbox, resume_outbox, send_again, set_preference
from mentorship.notifications.backoff import MOST_TIMES_PUT_OFF
from mentorship.notifications.enums import AttemptOutcome, CancelReason, Category, MessageState
from mentorship.notifications.models import AddressHealth, Attempt, Message
from mentorship.notifications.smtp import Conversation
from tests.notifications.faulty_server import DROP, HANG, closed_port

pytestmark = pytest.mark.django_db


def delivered(message):
    """Deliver a message and return it as it is then."""
    assert delivery.deliver(message.pk)
    message.refresh_from_db()
    return message


def last_try(message):
    return message.tries.last()


def test_an_accepted_message_is_sent(posted, smtp_server):
    message = delivered(posted())
    assert message.state == MessageState.SENT
    assert message.sent_at is not None
    assert (message.claim_token, message.lease_until) == (None, None)
    assert last_try(message).outcome == AttemptOutcome.ACCEPTED
    assert last_try(message).reply == "250 OK"
    (mail,) = smtp_server.messages
    assert mail["Subject"] == message.subject
    assert smtp_server.envelopes[0].rcpt_tos == ["amara@example.org"]


def test_what_is_sent_is_not_sent_again(posted, smtp_server):
    message = delivered(posted())
    assert not delivery.deliver(message.pk)
    assert not delivery.deliver_next()
    assert len(smtp_server.envelopes) == 1


def test_what_is_not_due_stays(posted, smtp_server):
    message = posted(due_at=timezone.now() + timedelta(minutes=1))
    assert not delivery.deliver(message.pk)
    assert not delivery.deliver_next()


def test_the_longest_due_goes_first(posted, smtp_server):
    now = timezone.now()
    for minutes in (1, 3, 2):
        thing = {"thing": f"{minutes} minutes"}
        posted(due_at=now - timedelta(minutes=minutes), context=thing)
    while delivery.deliver_next():
        pass
    assert [mail["Subject"][-9:] for mail in smtp_server.messages] == [
        "3 minutes",
        "2 minutes",
        "1 minutes",
    ]


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "end"])
def test_four_hundred_and_something_puts_off(posted, faulty, step):
    faulty.script[step] = ["450 4.2.0 greylisted, come back"]
    message = delivered(posted())
    assert message.state == MessageState.QUEUED
    assert message.last_error == "450 4.2.0 greylisted, come back"
    assert timedelta(seconds=50) < message.next_try_at - timezone.now() <= timedelta(minutes=1)
    assert last_try(message).outcome == AttemptOutcome.PUT_OFF
    assert not delivery.deliver(message.pk)
    Message.objects.update(next_try_at=timezone.now())
    assert delivered(message).state == MessageState.SENT
    assert len(faulty.taken) == 1


def test_each_put_off_doubles_the_wait(posted, faulty):
    faulty.script["RCPT"] = ["451 later"] * 8
    message = posted()
    waits = []
    for _ in range(8):
        Message.objects.update(next_try_at=timezone.now())
        before = timezone.now()
        waits.append(round((delivered(message).next_try_at - before) / timedelta(minutes=1)))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_three_days_of_later_are_a_no(posted, faulty):
    message = posted()
    now = timezone.now()
    Attempt.objects.bulk_create(
        Attempt(
            message=message,
            number=number,
            mail_id=message.mail_id,
            started_at=now,
            ended_at=now,
            outcome=AttemptOutcome.PUT_OFF,
        )
        for number in range(1, MOST_TIMES_PUT_OFF)
    )
    Message.objects.update(attempts=MOST_TIMES_PUT_OFF - 1)
    faulty.script["RCPT"] = ["451 later"]
    assert delivered(message).state == MessageState.FAILED


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "end"])
def test_five_hundred_and_something_fails_at_once(posted, faulty, step):
    faulty.script[step] = ["550 5.7.1 not here"]
    message = delivered(posted())
    assert message.state == MessageState.FAILED
    assert message.last_error == "550 5.7.1 not here"
    assert last_try(message).outcome == AttemptOutcome.REFUSED
    assert not faulty.taken


@pytest.mark.parametrize("answer", ["554 no service", "421 busy", DROP, HANG])
@pytest.mark.parametrize("step", ["banner", "EHLO"])
def test_a_server_that_is_not_well_is_tried_again_soon(posted, faulty, step, answer):
    faulty.script[step] = [answer] * 2
    faulty.script["HELO"] = [answer]
    message = delivered(posted())
    assert message.state == MessageState.QUEUED
    assert last_try(message).outcome == AttemptOutcome.UNREACHABLE
    assert message.last_error


def test_nobody_listening_is_tried_again_soon(posted, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    message = delivered(posted())
    assert message.state == MessageState.QUEUED
    assert "refused" in message.last_error


@pytest.mark.parametrize("kind", ["letter", "secret"])
@pytest.mark.parametrize("answer", [DROP, HANG])
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_silence_before_the_last_line_means_it_has_not_left(posted, faulty, step, answer, kind):
    faulty.script[step] = [answer]
    message = delivered(posted(kind))
    assert message.state == MessageState.QUEUED
    Message.objects.update(next_try_at=timezone.now())
    assert delivered(message).state == MessageState.SENT
    assert len(faulty.taken) == 1


@pytest.mark.parametrize("answer", [DROP, HANG, "421 closing", "xyz"])
def test_silence_after_the_last_line_leaves_a_once_message_unknown(posted, faulty, answer):
    faulty.script["end"] = [answer]
    message = delivered(posted("letter"))
    assert message.state == MessageState.UNKNOWN
    assert last_try(message).outcome == AttemptOutcome.UNKNOWN
    assert not delivery.deliver(message.pk)
    assert not delivery.deliver_next()


def test_silence_after_the_last_line_resends_what_is_harmless_twice(posted, faulty):
    faulty.script["end"] = [DROP]
    message = delivered(posted("secret"))
    assert message.state == MessageState.QUEUED
    assert delivered(message).state == MessageState.SENT
    first, second = (mail.partition(b"Message-ID: ")[2].split()[0] for mail in faulty.taken)
    assert first == second


def test_an_unknown_message_sent_again_is_a_new_mail(posted, faulty, coordinator):
    faulty.script["end"] = [DROP]
    message = delivered(posted("letter"))
    send_again(message, by=coordinator)
    assert delivered(message).state == MessageState.SENT
    first, second = (mail.partition(b"Message-ID: ")[2].split()[0] for mail in faulty.taken)
    assert first != second
    assert [one.outcome for one in message.tries.all()] == ["unknown", "accepted"]


def test_a_sender_that_lost_its_message_stops_before_the_last_line(posted, faulty):
    message = posted()

    def freed_by_a_sweep():
        Message.objects.update(state=MessageState.QUEUED, claim_token=None, lease_until=None)

    original = Conversation.offer

    def slowly(self, mail):
        original(self, mail)
        freed_by_a_sweep()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Conversation, "offer", slowly)
        delivery.deliver(message.pk)
    assert not faulty.taken
    message.refresh_from_db()
    assert message.state == MessageState.QUEUED
    assert delivered(message).state == MessageState.SENT
    assert len(faulty.taken) == 1


def test_a_late_answer_settles_what_a_sweep_called_unknown(posted, faulty):
    message = posted()
    original = Conversation.finish

    def slowly(self):
        reply = original(self)
        Message.objects.update(state=MessageState.UNKNOWN, lease_until=None)
        return reply

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Conversation, "finish", slowly)
        assert delivered(message).state == MessageState.SENT


def test_five_refusals_in_a_row_pause_an_address(posted, faulty):
    faulty.script["RCPT"] = ["550 no such mailbox"] * 5
    for _ in range(4):
        delivered(posted())
    assert not AddressHealth.objects.paused().exists()
    delivered(posted())
    (health,) = AddressHealth.objects.paused()
    assert (health.address, health.last_reply) == ("amara@example.org", "550 no such mailbox")
    held = delivered(posted())
    assert held.state == MessageState.FAILED
    assert "paused" not in held.last_error
    assert held.attempts == 0


def test_a_code_still_goes_to_a_paused_address_and_opens_it_again(posted, faulty):
    faulty.script["RCPT"] = ["550 no such mailbox"] * 5
    for _ in range(5):
        delivered(posted())
    assert delivered(posted("secret")).state == MessageState.SENT
    assert not AddressHealth.objects.exists()
    assert delivered(posted()).state == MessageState.SENT


def test_a_success_forgets_earlier_refusals(posted, faulty):
    faulty.script["RCPT"] = ["550 no"] * 4
    for _ in range(6):
        delivered(posted())
    assert not AddressHealth.objects.exists()


def test_a_refusal_that_is_not_about_the_address_does_not_count(posted, faulty):
    faulty.script["end"] = ["554 looks like spam"] * 6
    for _ in range(6):
        delivered(posted())
    assert not AddressHealth.objects.exists()


def test_the_address_is_looked_up_again_when_it_leaves(posted, amara, faulty, smtp_server):
    message = posted()
    amara.email = "amara@new.example"
    amara.save()
    assert delivered(message).to_address == "amara@new.example"
    assert smtp_server.envelopes[0].rcpt_tos == ["amara@new.example"]


def test_an_address_that_was_taken_away_cancels(posted, amara, smtp_server):
    message = posted()
    amara.email = None
    amara.save()
    assert delivered(message).cancel_reason == CancelReason.NO_ADDRESS


def test_what_is_switched_off_meanwhile_does_not_leave(posted, amara, smtp_server):
    message = posted("reminder", due_at=timezone.now() + timedelta(days=1))
    set_preference(amara, Category.TRAINING, is_wanted=False, by=amara)
    message.refresh_from_db()
    assert message.cancel_reason == CancelReason.NOT_WANTED


def test_a_paused_outbox_lets_only_codes_out(posted, smtp_server):
    letter, code = posted(), posted("secret")
    pause_outbox(reason="Restored from a backup.", by=None)
    assert not delivery.deliver(letter.pk)
    assert delivered(code).state == MessageState.SENT
    assert not delivery.deliver_next()
    resume_outbox(by=None)
    assert delivery.deliver_next()
    assert len(smtp_server.envelopes) == 2


def test_a_secret_is_erased_when_it_left_and_kept_until_then(posted, faulty):
    faulty.script["RCPT"] = ["451 later"]
    message = delivered(posted("secret"))
    assert "marmalade" in message.text
    Message.objects.update(next_try_at=timezone.now())
    message = delivered(message)
    assert (message.text, message.html) == ("", "")
    assert message.erased_at


def test_a_refused_secret_is_erased_too(posted, faulty):
    faulty.script["RCPT"] = ["550 no"]
    assert delivered(posted("secret")).text == ""


def test_an_address_nobody_can_send_to_fails_visibly(posted, faulty, amara):
    Message.objects.filter(pk=posted().pk).update(recipient=None, to_address="jürgen@example.org")
    message = delivered(Message.objects.get())
    assert message.state == MessageState.FAILED
    assert last_try(message).outcome == AttemptOutcome.BROKEN


def test_a_kind_that_no_app_knows_any_more_fails_visibly(posted, faulty):
    message = posted()
    Message.objects.update(kind="tests.gone")
    message = delivered(message)
    assert message.state == MessageState.FAILED
    assert "tests.gone" in message.last_error
