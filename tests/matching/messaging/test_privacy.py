"""Nobody but its people reads a message: not on a page, in a mail, in the record or in a log."""

import logging

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from matching.actions.messages import write_message
from matching.messaging.course import facts_of_messages
from matching.models import PairMessage
from matching.timeline import course_of
from matching.views import my_messages
from mentorship.audit.models import Event
from mentorship.common.together import tell_together
from mentorship.notifications.models import Message
from tests.architecture.walking import named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.matching.messaging.reported_pairs import MARK, reported_pair
from tests.people import sign_in

pytestmark = pytest.mark.django_db

# Where something about a match, its people, mails or deeds is shown, searched or handed out.
WORDS = (
    "match",
    "message",
    "report",
    "relationship",
    "person",
    "participant",
    "outbox",
    "record",
    "search",
    "today",
    "people",
    "file",
    "home",
)


def test_no_page_shows_it_to_anybody_else():
    walked = make_walked_world()
    PairMessage.objects.update(text=f"At {MARK}")
    world = walked.world
    names = [name for name in named_addresses() if any(word in name for word in WORDS)]
    assert "matching:match" in names
    seen = {}
    for person in (world.coordinator, world.administrator, world.stranger, walked.other_mentee):
        client = sign_in(person)
        for name in names:
            response = client.get(resolve(name, walked), {"q": MARK})
            if response.streaming:
                continue
            body = response.content.decode(errors="replace").replace(f'value="{MARK}"', "")
            if f"At {MARK}" in body:
                seen[name] = person.name
    assert seen == {}
    own = sign_in(world.mentor).get(reverse("matching:my-messages", args=(walked.match.pk,)))
    assert f"At {MARK}" in own.text


def test_no_mail_no_record_and_no_fact_holds_it(world):
    pair = reported_pair(world)
    for message in Message.objects.all():
        assert MARK not in message.subject + message.text + message.html
    for event in Event.objects.all():
        assert MARK not in str(event.changes)
    (facts,) = tell_together(facts_of_messages(pair.match))
    assert [fact.title for fact in facts] == ["A message was reported"]
    assert not any(name in str(facts) for name in ("Amara", "Jonas"))
    assert MARK not in str(course_of(pair.match)[0])


def test_the_course_says_nothing_to_who_is_in_the_match(world):
    pair = reported_pair(world)
    place = pair.match.members.get(side="mentee").participant
    place.person = world.coordinator
    place.save()
    fresh = type(pair.match).objects.with_people().get(pk=pair.match.pk)
    assert not any("reported" in fact.title for fact in course_of(fresh)[0])


@override_settings(DEBUG=False)
def test_no_log_line_holds_it_even_when_the_page_fails(world, monkeypatch, caplog, capfd):
    pair = reported_pair(world)
    caplog.set_level(logging.DEBUG)

    def fail(*_given, **_named):
        message = "broken"
        raise RuntimeError(message)

    monkeypatch.setattr(my_messages, "write_message", fail)
    client = sign_in(world.mentee)
    client.raise_request_exception = False
    address = reverse("matching:my-messages", args=(pair.match.pk,))
    answer = client.post(address, {"text": f"{MARK} again"})
    assert answer.status_code == 500
    Client().post(address, {"text": f"{MARK} again"})
    logged = "".join(capfd.readouterr())
    assert "RuntimeError" in logged + caplog.text
    # Statements are logged where somebody develops, and nowhere else.
    lines = [line for line in caplog.records if line.name != "django.db.backends"]
    assert MARK not in answer.text + logged + "".join(line.getMessage() for line in lines)


def test_writing_leaves_no_trace_but_the_message(world):
    pair = reported_pair(world)
    before = Event.objects.count()
    write_message(pair.match, by=world.mentor, text=MARK)
    assert Event.objects.count() == before
