"""A conversation on the pages of its people."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.actions import messages as actions
from matching.actions.messages import write_message
from matching.enums import MatchState
from matching.messaging.cards import cards_of_messages
from matching.models import Match, MessageReport, PairMessage, ThreadRead
from matching.pair_page import parts_of
from tests.cards import told_by
from tests.factories.matching import MatchFactory
from tests.factories.programmes import MenteeFactory
from tests.factories.setup import ProgrammePolicyFactory
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def match(world):
    return MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )


def url(match, end=""):
    return reverse(f"matching:my-messages{end}", args=(match.pk,))


def key_in(page):
    return re.search(r'name="key" value="([^"]+)"', page.text)[1]


def test_they_write_to_each_other_and_lines_and_links_are_kept(world, match, client_of):
    mentee, mentor = client_of(world.mentee), client_of(world.mentor)
    page = mentee.get(url(match))
    assert "Say hello to Amara" in page.text
    assert "Only you and Amara can read this. Coordinators cannot." in page.text
    text = "Look:\r\n<b>https://example.org/a</b>"
    sent = mentee.post(url(match), {"text": text, "key": key_in(page)})
    assert sent.url == f"{url(match)}#newest"
    shown = mentor.get(url(match)).text
    assert "Look:<br>&lt;b&gt;" in shown
    assert '<a href="https://example.org/a" rel="noopener nofollow">' in shown
    assert "Report" in shown
    assert "Report<span" not in mentee.get(url(match)).text


def test_a_page_sent_twice_is_one_message(world, match, client_of):
    client = client_of(world.mentee)
    typed = {"text": "Hello", "key": key_in(client.get(url(match)))}
    assert client.post(url(match), typed).status_code == 302
    assert client.post(url(match), typed).status_code == 302
    assert PairMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Write something first."), ("Ö" * 4001, "This is 4001 characters long")],
)
def test_what_cannot_be_sent_stays_in_the_form(world, match, client_of, typed, said):
    page = client_of(world.mentee).post(url(match), {"text": typed, "key": str(uuid.uuid4())})
    assert page.status_code == 422
    assert said in page.text
    assert f">\n{typed}</textarea>" in page.text or f">{typed}</textarea>" in page.text


def test_a_closed_conversation_is_read_and_keeps_what_was_typed(world, match, client_of):
    client = client_of(world.mentee)
    write_message(match, by=world.mentor, text="All the best")
    end = timezone.localdate() - timedelta(days=31)
    Match.objects.update(state=MatchState.CLOSED, ended_on=end)
    page = client.get(url(match)).text
    assert "All the best" in page
    assert "<textarea" not in page
    late = client.post(url(match), {"text": "One more", "key": str(uuid.uuid4())})
    assert "Your words are kept below" in late.text
    assert "One more</textarea>" in late.text


def test_too_many_in_an_hour_are_kept_in_the_form(world, match, client_of, monkeypatch):
    monkeypatch.setattr(actions, "MOST_AN_HOUR", 0)
    page = client_of(world.mentee).post(url(match), {"text": "Wait", "key": ""})
    assert "That is a lot for one hour" in page.text
    assert "Wait</textarea>" in page.text


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(world, match):
    client = Client()
    sent = client.post(url(match), {"text": "Do not lose me", "key": ""})
    assert sent.url.startswith("/accounts/login/?next=")
    assert not PairMessage.objects.exists()
    client.force_login(world.mentee)
    page = client.get(url(match))
    assert "You had been signed out" in page.text
    assert "Do not lose me</textarea>" in page.text
    client.post(url(match), {"text": "Do not lose me", "key": key_in(page)})
    assert "</textarea>" in client.get(url(match)).text
    assert "Do not lose me</textarea>" not in client.get(url(match)).text


def test_an_old_form_is_refused_with_its_words_kept_unless_another_site_sent_it(world, match):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.mentee)
    address, typed = url(match), {"text": "Typed before", "key": "", "csrfmiddlewaretoken": "x"}
    foreign = client.post(address, typed, headers={"Origin": "https://elsewhere.example"})
    assert foreign.status_code == 403
    assert "Typed before" not in client.get(address).text
    kept = client.post(address, typed, headers={"Origin": "http://testserver"})
    assert kept.url == f"{address}#write"
    assert "Typed before</textarea>" in client.get(address).text
    assert not PairMessage.objects.exists()
    signed_out = Client(enforce_csrf_checks=True).post(address, typed)
    assert signed_out.status_code == 403


def test_looking_changes_nothing_and_reading_is_said(world, match, client_of):
    message = write_message(match, by=world.mentee, text="Hello")
    client = client_of(world.mentor)
    client.get(url(match))
    assert not ThreadRead.objects.exists()
    (card,) = told_by(world.mentor, cards_of_messages)
    assert card.title == "Jonas wrote to you"
    (part,) = [part for part in parts_of(match, world.mentor) if part.key == "messages"]
    assert (part.text, part.wants_you) == ("1 new message", True)

    quiet = client.post(url(match, "-read"), {"until": message.pk}, headers={"HX-Request": "true"})
    assert (quiet.status_code, quiet.content) == (200, b"")
    assert client.post(url(match, "-read"), {"until": "nonsense"}).status_code == 302
    assert told_by(world.mentor, cards_of_messages) == []
    (part,) = [part for part in parts_of(match, world.mentor) if part.key == "messages"]
    assert not part.wants_you


def test_an_open_page_hears_of_what_is_new(world, match, client_of):
    first = write_message(match, by=world.mentor, text="One")
    client = client_of(world.mentor)
    assert client.get(url(match, "-new"), {"after": first.pk}).status_code == 204
    write_message(match, by=world.mentee, text="Two")
    news = client.get(url(match, "-new"), {"after": first.pk}).text
    assert "Two" in news
    assert "One" not in news
    assert "<html" not in news
    assert client.get(url(match, "-new"), {"after": "nonsense"}).status_code == 200
    assert client.get(url(match, "-new"), {"after": uuid.uuid4()}).status_code == 204


@pytest.mark.parametrize("state", [MatchState.DECLINED, MatchState.EXPIRED])
def test_what_came_to_nothing_is_not_shown(world, match, client_of, state):
    Match.objects.update(state=state)
    assert client_of(world.mentee).get(url(match)).status_code == 404
    parts = parts_of(Match.objects.get(), world.mentee)
    assert "messages" not in [part.key for part in parts]


def test_a_proposal_says_when_they_can_write(world, client_of):
    match = MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place],
        mentees=[world.mentee_place],
        state=MatchState.PROPOSED,
    )
    assert "You can write to each other soon" in client_of(world.mentee).get(url(match)).text
    match.members.update(talk_asked_at=timezone.now())
    assert "<textarea" in client_of(world.mentee).get(url(match)).text


def test_a_group_is_named_and_each_line_by_its_writer(world, client_of):
    other = MenteeFactory.create(cohort=world.cohort, person__name="Mia Lund")
    group = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place, other]
    )
    write_message(group, by=other.person, text="Hi all")
    page = client_of(world.mentee).get(url(group)).text
    assert "Only you and Amara and Mia can read this" in page
    assert "<strong>Mia</strong>" in page


def test_three_hundred_messages_cost_as_much_as_one(world, match, client_of):
    client = client_of(world.mentee)
    asked = []
    for number in (1, 29, 270):
        PairMessage.objects.bulk_create(
            PairMessage(match=match, by=world.mentor, text="Hello") for _turn in range(number)
        )
        client.get(url(match))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(url(match))
        asked.append(len(captured))
    assert asked[2] == asked[1] == asked[0]
    assert page.text.count('<article class="said') == 30
    earlier = re.search(r'href="([^"]+before=[^"]+)"', page.text)[1]
    assert "Back to the newest" in client.get(earlier).text


def test_reporting_says_who_learns_what_and_then_how_it_stands(world, match, client_of):
    message = write_message(match, by=world.mentee, text="Buy this")
    client, address = client_of(world.mentor), f"/messages/{message.pk}/report/"
    asked = client.get(address).text
    assert "Catherine Ward will learn that you reported a message of Jonas" in asked
    assert "cannot open the conversation" in asked
    typed = {"reason": "sales", "words": "x" * 1001}
    wrong = client.post(address, typed)
    assert wrong.status_code == 422
    assert "x" * 1001 in wrong.text
    client.post(address, {"reason": "sales", "words": "Again."})
    assert MessageReport.objects.get().words == "Again."
    assert "The coordinators know" in client.get(address).text
    assert client_of(world.mentee).get(address).status_code == 404


def test_it_is_said_beforehand_where_two_coordinators_may_open_it(world, match, client_of):
    ProgrammePolicyFactory.create(
        programme=world.programme, may_open_reports=True, reports_open_since=timezone.now()
    )
    page = client_of(world.mentee).get(url(match)).text
    assert "two coordinators together may open the conversation with a reason" in page
    assert "you would be told" in page


def test_strangers_and_colleagues_find_nothing(world, match):
    message = write_message(match, by=world.mentee, text="Hello")
    for person in (world.coordinator, world.administrator, world.stranger, world.reviewer):
        client = sign_in(person)
        for address in (url(match), url(match, "-new"), f"/messages/{message.pk}/report/"):
            assert client.get(address).status_code == 404
        assert client.post(url(match), {"text": "Me too"}).status_code == 404
        assert client.post(url(match, "-read"), {"until": message.pk}).status_code == 404
    assert PairMessage.objects.get() == message
