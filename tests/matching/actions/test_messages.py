"""Writing to each other, and the one note by mail until it is read."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions import messages as actions
from matching.actions.messages import (
    ThreadClosedError,
    TooManyMessagesError,
    read_messages,
    tend_notices,
    write_message,
)
from matching.actions.proposals import NotInMatchError, decline_match
from matching.enums import MatchState
from matching.models import Match, PairMessage, ThreadRead
from mentorship.audit.models import Event
from mentorship.notifications.actions.preferences import set_preference
from mentorship.notifications.delivery import deliver
from mentorship.notifications.enums import Category, MessageState
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory
from tests.factories.programmes import MenteeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def match(world):
    return MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )


def notes():
    return Message.objects.filter(kind="matching.message_waiting").order_by("due_at")


def write(match, by, text="Shall we meet?"):
    return write_message(match, by=by, text=text)


def test_three_lines_are_one_note_that_leaves_in_five_minutes_and_says_nothing(world, match):
    first = write(match, world.mentee, "A secret plan")
    write(match, world.mentee, "Another one")
    write(match, world.mentee, "And a third")
    note = notes().get()
    assert (note.recipient, note.state) == (world.mentor, MessageState.QUEUED)
    assert note.due_at == first.sent_at + timedelta(minutes=5)
    assert note.subject == "Jonas wrote to you"
    for words in ("secret", "Another", "third"):
        assert words not in note.subject + note.text + note.html
    assert f"/matches/{match.pk}/messages/#newest" in note.text
    assert not note.kind.startswith("matching.match")
    assert not Event.objects.exists()


def test_a_note_is_dropped_when_it_is_read_in_time_and_the_next_burst_has_its_own(world, match):
    read_messages(match, by=world.mentor, until=write(match, world.mentee).pk)
    assert notes().get().state == MessageState.CANCELLED
    write(match, world.mentee)
    write(match, world.mentee)
    assert [note.state for note in notes()] == [MessageState.CANCELLED, MessageState.QUEUED]


def test_after_the_note_left_no_other_follows_until_it_is_read(world, match):
    write(match, world.mentee)
    notes().update(state=MessageState.SENT, sent_at=timezone.now())
    last = write(match, world.mentee)
    assert notes().count() == 1
    read_messages(match, by=world.mentor, until=last.pk)
    write(match, world.mentee)
    assert notes().count() == 2


def test_reading_goes_forward_only_and_up_to_what_was_seen(world, match):
    one, two = write(match, world.mentee), write(match, world.mentee)
    read_messages(match, by=world.mentor, until=one.pk)
    assert PairMessage.objects.unread_by(world.mentor).get() == two
    assert notes().exclude(state=MessageState.CANCELLED).count() == 1
    read_messages(match, by=world.mentor, until=two.pk)
    read_messages(match, by=world.mentor, until=one.pk)
    read_messages(match, by=world.mentor, until=uuid.uuid4())
    assert ThreadRead.objects.get().read_at == two.sent_at
    with pytest.raises(NotInMatchError):
        read_messages(match, by=world.coordinator, until=two.pk)


def test_whoever_switched_the_notes_off_gets_none(world, match):
    set_preference(world.mentor, Category.MESSAGES, is_wanted=False, by=world.mentor)
    write(match, world.mentee)
    assert notes().get().state == MessageState.CANCELLED


def test_answers_by_mail_go_nowhere_and_the_mail_says_so(world, match, smtp_server):
    write(match, world.mentee)
    notes().update(due_at=timezone.now(), next_try_at=timezone.now())
    deliver(notes().get().pk)
    mail = smtp_server.messages[0]
    assert mail["Reply-To"].startswith('"No answers by e-mail')
    assert mail["Reply-To"].addresses[0].username == "no-reply"
    assert "an answer to this e-mail reaches nobody" in mail.get_body(("plain",)).get_content()


def test_everybody_else_in_a_group_hears_of_it(world):
    other = MenteeFactory.create(cohort=world.cohort)
    group = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place, other]
    )
    write(group, world.mentee)
    assert {note.recipient for note in notes()} == {world.mentor, other.person}


def test_pressed_twice_it_is_sent_once_and_nobody_takes_anothers_key(world, match):
    key = uuid.uuid4()
    once = write_message(match, by=world.mentee, text="Hello", key=key)
    assert write_message(match, by=world.mentee, text="Hello", key=key) == once
    answer = write_message(match, by=world.mentor, text="Mine", key=key)
    assert answer.pk != key
    assert list(match.messages.values_list("text", flat=True)) == ["Hello", "Mine"]


def test_only_its_people_write_while_it_is_open_and_what_has_words(world, match):
    with pytest.raises(NotInMatchError):
        write(match, world.coordinator)
    for text in ("", " \n ", "x" * 4001):
        with pytest.raises(ValueError, match="1 to 4000"):
            write(match, world.mentee, text)
    Match.objects.update(
        state=MatchState.CLOSED, ended_on=timezone.localdate() - timedelta(days=31)
    )
    with pytest.raises(ThreadClosedError):
        write(match, world.mentee)
    assert not PairMessage.objects.exists()


def test_there_is_a_limit_for_an_hour(world, match, monkeypatch):
    monkeypatch.setattr(actions, "MOST_AN_HOUR", 2)
    write(match, world.mentee)
    write(match, world.mentee)
    with pytest.raises(TooManyMessagesError):
        write(match, world.mentee)
    write(match, world.mentor)
    PairMessage.objects.filter(by=world.mentee).update(
        sent_at=timezone.now() - timedelta(minutes=61)
    )
    write(match, world.mentee)


def test_notes_go_when_the_proposal_comes_to_nothing(world):
    match = MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place],
        mentees=[world.mentee_place],
        state=MatchState.PROPOSED,
    )
    match.members.update(talk_asked_at=timezone.now())
    write(match, world.mentee)
    assert tend_notices() == 0
    decline_match(match, by=world.mentor, reason="no_time")
    assert tend_notices() == 1
    assert notes().get().state == MessageState.CANCELLED
