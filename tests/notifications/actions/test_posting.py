import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from mentorship.notifications.actions import Enclosure, post, set_preference
from mentorship.notifications.enums import CancelReason, Category, MessageState
from mentorship.notifications.models import Message

AN_HOUR = timedelta(hours=1)


def test_a_message_is_written_in_the_readers_zone_and_words(posted):
    noon = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
    message = posted(context={"thing": "marmalade & scones", "at": noon})
    assert message.state == MessageState.QUEUED
    assert message.subject == "News for Amara: marmalade & scones"
    assert "at 13:00 (Africa/Lagos)" in message.text
    assert "\n\n\n" not in message.text
    assert "\n-- \nGuildhall, Ltd & Söhne\nYou get this because a test runs.\n" in message.text
    assert "marmalade &amp; scones" in message.html
    assert 'style="' in message.html


def test_the_same_message_is_posted_once_whatever_it_would_say(posted):
    first = posted(occurrence="step 1")
    again = posted(occurrence="step 1", context={"thing": "cake"})
    assert again == first
    assert "marmalade" in Message.objects.get().subject


def test_another_kind_recipient_subject_or_occurrence_is_another_message(posted, coordinator):
    posted(occurrence="1")
    posted("approval", occurrence="1")
    posted(occurrence="1", recipient=coordinator)
    posted(occurrence="1", about="tests.thing:2")
    posted(occurrence="2")
    posted(occurrence="1", recipient=None, to_address="amara@example.org")
    assert Message.objects.count() == 6
    assert len(set(Message.objects.values_list("mail_id", flat=True))) == 6


def test_addresses_without_a_person_are_one_recipient_whatever_their_capitals(posted):
    first = posted(recipient=None, to_address=" Board@Example.org ", occurrence="1")
    again = posted(recipient=None, to_address="board@example.org", occurrence="1")
    assert first == again
    assert first.to_address == "board@example.org"


@pytest.mark.parametrize("address", ["", "nobody", "a@b\nBcc: c@d.example"])
def test_a_message_to_nobody_is_refused(posted, address):
    with pytest.raises(ValueError, match="needs a person"):
        posted(recipient=None, to_address=address)


def test_line_breaks_and_nul_in_names_do_no_harm(posted):
    message = posted(context={"thing": "x\r\nBcc: all@example.org\x00"})
    assert message.subject == "News for Amara: x Bcc: all@example.org"
    assert "\x00" not in message.text + message.html


@pytest.mark.django_db
def test_somebody_without_an_address_gets_a_row_that_says_so(posted, amara):
    amara.email = None
    amara.save()
    message = posted()
    assert (message.state, message.cancel_reason) == ("cancelled", CancelReason.NO_ADDRESS)


def test_what_is_not_wanted_is_cancelled_and_what_cannot_be_switched_off_is_not(posted, amara):
    set_preference(amara, Category.TRAINING, is_wanted=False, by=amara)
    assert posted("reminder").cancel_reason == CancelReason.NOT_WANTED
    assert posted("letter").state == MessageState.QUEUED


def test_what_comes_too_late_is_cancelled(posted):
    message = posted(stale_after=timezone.now() - AN_HOUR)
    assert message.cancel_reason == CancelReason.STALE


def test_a_kind_that_needs_approval_waits_for_it(posted):
    assert posted("approval").state == MessageState.AWAITING_APPROVAL


def test_files_are_kept_with_their_digest(posted):
    pdf = Enclosure("report.pdf", "application/pdf", b"%PDF-1.7")
    message = posted(occurrence="1", attachments=[pdf])
    posted(occurrence="1", attachments=[pdf])
    (file,) = message.attachments.all()
    assert (file.filename, bytes(file.content)) == ("report.pdf", b"%PDF-1.7")
    assert file.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()


@pytest.mark.django_db(transaction=True)
def test_a_message_vanishes_with_the_change_that_caused_it(posted):
    with transaction.atomic():
        posted()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_write_one_message(kinds, organisation, amara):
    def once(_number):
        try:
            with transaction.atomic():
                return post(
                    kinds["letter"],
                    recipient=amara,
                    about="tests.thing:1",
                    occurrence="1",
                    context={"thing": "marmalade"},
                ).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(once, range(8)))
    assert ids == {Message.objects.get().pk}
