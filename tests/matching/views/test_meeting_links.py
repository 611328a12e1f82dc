"""The signed link after a meeting: two taps from the mail, without signing in."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from matching.actions.meetings import log_meeting
from matching.afterwards.links import BrokenLinkError, WordLink
from matching.afterwards.tasks import ask_after_meetings
from matching.enums import MeetingState
from matching.models import MeetingMood
from mentorship.common.logging import hide_tokens
from mentorship.notifications.models import Message
from programmes.intake.links import EndorsementLink
from tests.factories.matching import MatchFactory, MeetingFactory, ago, pair


def over(world):
    return MeetingFactory.create(match=pair(world), starts_at=ago(days=2))


def path_of(link):
    return link.url[link.url.index("/after/") :]


def text(response):
    return response.content.decode()


def test_two_taps_from_the_mail(world):
    meeting = MeetingFactory.create(
        match=pair(world), starts_at=timezone.now() - timedelta(minutes=50)
    )
    ask_after_meetings()
    mail = Message.objects.filter(recipient=world.mentee, occurrence="asked").get()
    urls = [line for line in mail.text.splitlines() if "/after/" in line]
    client = Client(enforce_csrf_checks=False)
    path = urls[0][urls[0].index("/after/") :]
    for _scanner in range(2):
        shown = text(client.get(path))
        client.head(path)
    assert "Did you meet Amara" in shown
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED
    shown = text(client.post(path, {"happened": "yes"}, follow=True))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.logged_by) == (MeetingState.HELD, world.mentee)
    assert "How was it for you?" in shown
    shown = text(client.post(path, {"mood": "4"}, follow=True))
    assert "Thank you, that is all." in shown
    client.post(path, {"mood": "1"})
    client.post(path, {"happened": "no"})
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD
    mood = MeetingMood.objects.get()
    assert (mood.mood, mood.person) == (4, world.mentee)


def test_the_second_link_puts_the_no_first(world):
    link = WordLink.of(over(world), world.mentee)
    shown = text(Client().get(f"{path_of(link)}?it=did-not"))
    assert shown.index('value="no"') < shown.index('value="yes"')


def test_whoever_is_later_reads_what_was_said(world):
    meeting = over(world)
    log_meeting(meeting, by=world.mentor, is_held=False)
    client, path = Client(), path_of(WordLink.of(meeting, world.mentee))
    shown = text(client.post(path, {"happened": "yes"}, follow=True))
    assert "Amara said that it did not happen." in shown
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.NOT_HELD


def test_what_has_not_begun_cannot_be_said(world):
    meeting = MeetingFactory.create(match=pair(world))
    client, path = Client(), path_of(WordLink.of(meeting, world.mentee))
    shown = text(client.post(path, {"happened": "yes"}, follow=True))
    assert "It has not begun yet" in shown
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED


@pytest.mark.parametrize("method", ["get", "post"])
def test_after_two_weeks_it_has_run_out(world, method):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=16))
    path = path_of(WordLink.of(meeting, world.mentee))
    response = getattr(Client(), method)(path, {"happened": "yes"})
    assert response.status_code == 410
    assert "This link has run out" in text(response)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED


def test_links_made_for_others_or_altered_open_nothing(world):
    meeting = over(world)
    link = WordLink.of(meeting, world.mentee)
    stranger = WordLink.of(meeting, MatchFactory.create().mentees[0])
    raw = f"{meeting.pk.hex}~{world.mentee.pk.hex}~{link.ends_at}"
    other_purpose = EndorsementLink(meeting.pk, world.mentee.pk, link.ends_at).token
    for token in (stranger.token, Signer().sign(raw), other_purpose, link.token[:-1], "x", raw):
        for method in ("get", "post"):
            response = getattr(Client(), method)(f"/after/{token}/", {"happened": "yes"})
            assert response.status_code == 404, token
            assert "Amara" not in text(response)
    with pytest.raises(BrokenLinkError):
        WordLink.from_token(link.token.replace("~", "-"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED


def test_who_may_sign_in_no_more_has_no_link(world):
    path = path_of(WordLink.of(over(world), world.mentee))
    world.mentee.is_active = False
    world.mentee.save()
    assert Client().get(path).status_code == 404


def test_logs_and_other_pages_learn_no_token(world):
    path = path_of(WordLink.of(over(world), world.mentee))
    event = hide_tokens(None, "info", {"request": f"GET {path}?it=happened", "event": path})
    signature = path.rsplit(":", 1)[1].strip("/")
    assert signature not in str(event)
    response = Client().get(path)
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]
