"""A sending leaves once, whole or told; before that, nothing does."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as mailbox
from django.utils import timezone

from matching.actions.delivering import (
    ChangedMeanwhileError,
    deliver,
    let_go,
    send,
    send_due,
)
from matching.actions.sendings import change_words, leave_out, schedule, stage
from matching.enums import MatchOrigin, MatchState
from matching.models import Match, Sending
from matching.publishing.enums import LineState, SendingState
from matching.publishing.mails import preview_mail
from matching.publishing.reviewing import Review
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory
from tests.factories.sending import draft_of
from tests.programmes.races import both_at_once


def staged(world, **shape):
    return stage(draft_of(world, **shape), by=world.coordinator)


def in_two_hours():
    return timezone.now() + timedelta(hours=2)


def three_hours_later():
    return time_machine.travel(timezone.now() + timedelta(hours=3), tick=True)


def mails():
    return Message.objects.filter(kind="matching.match_proposed")


def test_nothing_leaves_until_it_is_sent_and_then_word_for_word(world):
    sending = staged(world, mentors=2, mentees_each=2)
    change_words(sending, words="A word <b>of mine</b>.", answer_days=5, by=world.coordinator)
    sending.refresh_from_db()
    review = Review(sending)
    shown = {
        (mail.recipient.pk, mail.role): preview_mail(mail, sending, until=review.until)
        for mail in review.mails
    }
    assert len(shown) == 6
    assert not Message.objects.exists()
    assert not Match.objects.exists()
    assert mailbox.outbox == []

    result = send(sending, by=world.coordinator, seen=review.digest())

    assert (len(result.asked), result.refused, result.waiting) == (4, [], 0)
    assert mails().count() == 6
    for message in mails():
        seen = next(words for (pk, _role), words in shown.items() if pk == message.recipient_id)
        assert (message.subject, message.text, message.html) == (
            seen.subject,
            seen.text,
            seen.html,
        )
    for match in Match.objects.all():
        assert (match.origin, match.state) == (MatchOrigin.ENGINE, MatchState.PROPOSED)
        assert match.answer_by == review.until
        assert match.draft_pairs.get().sending == sending


def test_a_mentor_hears_of_all_their_mentees_in_one_mail_and_nobody_of_points_or_wishes(world):
    send(staged(world, mentors=1, mentees_each=2), by=world.coordinator)

    to_mentor = mails().get(to_address="mentor-0@example.org")
    assert to_mentor.subject == "Mentee 0 and Mentee 1 could be your mentees"
    assert to_mentor.text.count("a language that you both speak") == 2
    for message in mails():
        assert "ishes" not in message.text
        assert "of 100" not in message.text
        assert "8400" not in message.text
        assert "please answer by" in message.text


def test_who_cannot_be_asked_any_more_is_told_and_the_others_are_asked(world):
    sending = staged(world, mentors=2)
    taken = sending.lines.order_by("mentee__person__name").first()
    MatchFactory.create(cohort=world.cohort, mentees=[taken.mentee], state=MatchState.ACTIVE)

    result = send(sending, by=world.coordinator)

    (refused,) = result.refused
    assert refused.reason == "Mentee 0 is matched already, or is being asked."
    assert [line.mentee.person.name for line in result.asked] == ["Mentee 1"]
    assert {message.to_address for message in mails()} == {
        "mentee-1@example.org",
        "mentor-1@example.org",
    }


def test_what_was_left_out_can_be_staged_later(world):
    sending = staged(world, mentors=2)
    line = sending.lines.order_by("mentee__person__name").first()
    leave_out(line, by=world.coordinator, reason="Away until May")
    send(sending, by=world.coordinator)
    assert Match.objects.count() == 1

    rest = stage(sending.draft, by=world.coordinator)

    assert [row.mentee for row in rest.lines.all()] == [line.mentee]


def test_a_changed_preview_is_shown_again_and_nothing_leaves(world):
    sending = staged(world)
    seen = Review(sending).digest()
    change_words(sending, words="Another word.", answer_days=7, by=world.coordinator)

    with pytest.raises(ChangedMeanwhileError):
        send(sending, by=world.coordinator, seen=seen)

    assert not Message.objects.exists()
    sending.refresh_from_db()
    assert sending.state == SendingState.STAGED


def test_a_pair_that_left_the_draft_before_its_time_is_not_asked(world):
    sending = staged(world)
    schedule(sending, at=in_two_hours(), by=world.coordinator)
    gone = sending.draft.pairs.order_by("mentee__person__name").first()
    gone.delete()
    with three_hours_later():
        send_due(timezone.now())

    assert Match.objects.count() == 1
    refused = sending.lines.get(state=LineState.REFUSED)
    assert refused.mentee == gone.mentee
    assert "no longer has this pair" in refused.reason


def test_a_scheduled_sending_leaves_at_its_time_and_once(world):
    sending = staged(world)
    schedule(sending, at=in_two_hours(), by=world.coordinator)

    send_due(timezone.now())
    assert not Match.objects.exists()
    assert not Message.objects.exists()

    with three_hours_later():
        send_due(timezone.now())
        send_due(timezone.now())
    assert Match.objects.count() == 2
    assert mails().count() == 4
    assert Event.objects.filter(kind="sending.sent").count() == 1
    assert Event.objects.get(kind="sending.sent").actor_id == world.coordinator.pk


def test_what_a_killed_worker_left_is_finished_by_the_next_minute(world):
    sending = staged(world, mentors=3)
    let_go(sending, by=world.coordinator)
    assert not Match.objects.exists()

    send_due(timezone.now())
    deliver(sending.pk)

    assert Match.objects.count() == 3
    assert mails().count() == 6


@pytest.mark.django_db(transaction=True)
def test_a_pair_taken_out_while_it_is_sent_is_asked_or_told_never_both(world):
    sending = staged(world, mentors=1)
    draft = sending.draft

    assert (
        both_at_once(
            lambda: send(Sending.objects.get(pk=sending.pk), by=world.coordinator),
            lambda: draft.pairs.all().delete(),
        )
        == []
    )

    asked = Match.objects.count()
    assert sending.lines.filter(state=LineState.ASKED).count() == asked
    assert sending.lines.filter(state=LineState.REFUSED).count() == 1 - asked
    assert mails().count() == 2 * asked


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_send_once(world):
    sending = staged(world, mentors=3)
    firsts = []

    def press():
        mine = Sending.objects.get(pk=sending.pk)
        firsts.append(send(mine, by=world.coordinator).is_first)

    assert both_at_once(press, press) == []
    assert sorted(firsts) == [False, True]
    assert Match.objects.count() == 3
    assert mails().count() == 6
    assert Event.objects.filter(kind="sending.sent").count() == 1
