"""Reports about messages, on the coordinators' pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.actions.messages import write_message
from matching.models import MessageReport, PairMessage
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory
from tests.factories.relationships import MessageReportFactory
from tests.matching.messaging.reported_pairs import MARK, reported_pair

pytestmark = pytest.mark.django_db

LIST = "/programmes/leaders/relationships/reports/"


@pytest.fixture
def pair(world):
    return reported_pair(world)


def url(pair, end=""):
    return reverse(f"matching:reported{end}", args=("leaders", pair.report.pk))


def test_coordinators_see_who_reported_and_why_and_never_the_message(world, pair, client_of):
    client = client_of(world.coordinator)
    listed = client.get(LIST).text
    assert "1 report about a message waits" in listed
    assert "Amara Okafor" in listed
    shown = client.get(url(pair)).text
    for words in ("Amara Okafor reported a message", "Pressure or threats", "Please call me."):
        assert words in shown
    assert MARK not in listed + shown
    assert "No report is settled yet" in client.get(LIST, {"state": "settled"}).text


def test_settling_shows_the_mail_first(world, pair, client_of):
    client, typed = client_of(world.coordinator), {"words": "We talked with him."}
    assert client.post(url(pair, "-settle"), {"words": ""}).status_code == 422
    preview = client.post(url(pair, "-settle"), typed).text
    assert "Read the mail that Amara gets" in preview
    assert "We talked with him." in preview
    changing = client.post(url(pair, "-settle"), typed | {"change": "1"}).text
    assert "We talked with him.</textarea>" in changing
    assert MessageReport.objects.get().settled_at is None
    client.post(url(pair, "-settle"), typed | {"send": "1"})
    again = client_of(pair.second).post(url(pair, "-settle"), typed | {"send": "1"}, follow=True)
    assert "Catherine settled the report" in again.text
    told = client_of(world.mentor).get(f"/messages/{pair.message.pk}/report/").text
    assert "We talked with him." in told
    assert Message.objects.filter(kind="matching.report_settled").count() == 1


def test_two_together_open_it_step_by_step(world, pair, client_of):
    one, two = client_of(world.coordinator), client_of(pair.second)
    typed = {"reason": "Somebody may come to harm."}
    assert "Read the mail that Tom gets" in one.post(url(pair, "-open"), typed).text
    one.post(url(pair, "-open"), typed | {"send": "1"})
    assert "Nothing is open yet" in one.get(url(pair)).text
    assert one.get(url(pair, "-confirm")).status_code == 302
    refused = one.post(url(pair, "-confirm"), follow=True).text
    assert "Somebody else has to do this" in refused
    assert "Catherine Ward asks you to open" in two.get(url(pair)).text
    asked = two.get(url(pair, "-confirm")).text
    assert "Read the mail that Jonas gets" in asked
    assert MARK not in asked
    assert two.get(url(pair, "-thread")).status_code == 302
    two.post(url(pair, "-confirm"))
    before = Event.objects.filter(kind="message_report.read").count()
    assert MARK not in two.get(url(pair, "-thread")).text
    assert Event.objects.filter(kind="message_report.read").count() == before
    assert MARK in two.post(url(pair, "-thread")).text
    assert Event.objects.filter(kind="message_report.read").count() == before + 1
    theirs = client_of(world.mentee).get(reverse("matching:my-messages", args=(pair.match.pk,)))
    assert "Somebody may come to harm." in theirs.text


def test_where_nothing_is_opened_nobody_can_ask(world, client_of):
    pair = reported_pair(world, may_open=False)
    client = client_of(world.coordinator)
    assert "Nobody can open this conversation" in client.get(url(pair)).text
    for end in ("-open", "-confirm", "-thread"):
        assert client.get(url(pair, end)).status_code == 302
        client.post(url(pair, end), {"reason": "Please", "send": "1"})
    report = MessageReport.objects.get()
    assert (report.opening_asked_at, report.opened_at) == (None, None)


def test_a_colleague_in_the_match_finds_nothing_of_it(world, pair, client_of):
    place = pair.match.members.get(side="mentee").participant
    place.person = world.coordinator
    place.save()
    client = client_of(world.coordinator)
    assert "Amara" not in client.get(LIST).text
    for end in ("", "-settle", "-open", "-confirm", "-thread"):
        assert client.get(url(pair, end)).status_code == 404


def test_many_reports_cost_as_much_as_one(world, pair, client_of):
    client = client_of(world.coordinator)
    asked = []
    for number in (0, 24):
        for _turn in range(number):
            match = MatchFactory.create(cohort=world.cohort)
            message = write_message(match, by=match.mentees[0], text="Hello")
            MessageReportFactory.create(match=match, message=message)
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert PairMessage.objects.count() == 25
