"""A request on the two people's own pages."""

import pytest
from django.urls import reverse

from matching.enums import DeclineReason
from matching.models import Match, MatchRequest
from matching.wishing.enums import RequestState
from tests.factories.rounds import MatchRequestFactory
from tests.matching.wishing.open_rounds import asking

VERBS = ("", "-accept", "-decline", "-withdraw")


def url(request, verb=""):
    return reverse(f"matching:my-request{verb}", args=(request.pk,))


def text(response):
    return response.content.decode()


@pytest.fixture
def made(world):
    return MatchRequestFactory.create(
        round=asking(world),
        mentee=world.mentee_place,
        mentor=world.mentor_place,
        words="Because of <maps>.",
    )


def test_a_mentor_reads_the_words_and_says_yes(world, made, client_of):
    client = client_of(world.mentor)
    shown = text(client.get(url(made)))
    assert "Jonas Weber asks you to be their mentor" in shown
    assert "Because of &lt;maps&gt;." in shown
    response = client.post(url(made, "-accept"))
    assert response.url == reverse("matching:my-match", args=(Match.objects.get().pk,))
    assert "You said yes to Jonas Weber" in text(client.get(url(made)))
    assert "Amara Okafor said yes" in text(client_of(world.mentee).get(url(made)))


def test_a_mentor_says_no_after_reading_what_the_mentee_gets(world, made, client_of):
    client = client_of(world.mentor)
    shown = text(client.get(url(made, "-decline")))
    assert "Amara Okafor cannot be your mentor this time" in shown
    assert client.post(url(made, "-decline"), {"reason": "nonsense"}).status_code == 200
    client.post(url(made, "-decline"), {"reason": DeclineReason.NO_TIME})
    mine = text(client_of(world.mentee).get(url(made)))
    assert "cannot be your mentor this time" in mine
    assert str(DeclineReason.NO_TIME.label) not in mine


def test_a_mentee_takes_it_back_and_the_mentor_reads_who_was_quicker(world, made, client_of):
    client = client_of(world.mentee)
    assert "has taken their request back" in text(client.get(url(made, "-withdraw")))
    client.post(url(made, "-withdraw"))
    assert MatchRequest.objects.get().state == RequestState.WITHDRAWN
    late = client_of(world.mentor).post(url(made, "-accept"), follow=True)
    assert "Jonas Weber took the request back on" in text(late)
    assert not Match.objects.exists()


def test_nobody_else_opens_or_answers_it(world, made, client_of):
    for person in (world.coordinator, world.administrator, world.stranger, world.reviewer):
        for verb in VERBS:
            assert client_of(person).post(url(made, verb)).status_code in {404, 405}
            assert client_of(person).get(url(made, verb)).status_code in {404, 405}
    for verb in ("-accept", "-decline"):
        assert client_of(world.mentee).post(url(made, verb)).status_code == 404
    assert client_of(world.mentor).post(url(made, "-withdraw")).status_code == 404
    assert MatchRequest.objects.get().state == RequestState.ASKED
