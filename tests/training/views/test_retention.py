"""Retention pages show who came back; thanks, calls and milestones are dealt with in a press."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.enums import MatchState
from tests.factories.accounts import PersonFactory
from tests.factories.fresh import CareCallFactory, RecognitionFactory, ThankYouFactory
from tests.factories.matching import MatchFactory
from training.models import CareCall, Recognition, ThankYou


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def url(world, name, *args):
    return reverse(f"training:{name}", args=(world.programme.slug, *args))


def read(response):
    return response.content.decode()


def test_retention_says_that_nobody_can_have_come_back_yet(world, client):
    assert "Nobody can have come back yet" in read(client.get(url(world, "retention")))


def test_a_call_is_listed_and_written_down(world, client):
    call = CareCallFactory.create(programme=world.programme, person=world.mentor)
    page = read(client.get(url(world, "care-list")))
    assert "One person wants a call" in page
    assert world.mentor.name in page

    client.post(url(world, "care", call.pk), {"channel": "call", "note": "A rest until May."})
    assert CareCall.objects.get().note == "A rest until May."
    assert "A rest until May." in read(client.get(url(world, "care-list") + "?done=yes"))
    again = client.post(url(world, "care", call.pk), {"channel": "call"}, follow=True)
    assert CareCall.objects.get().note == "A rest until May."
    assert "toast" in read(again)


def test_a_call_without_a_way_is_refused_and_what_was_typed_stays(world, client):
    call = CareCallFactory.create(programme=world.programme, person=world.mentor)
    answer = client.post(url(world, "care", call.pk), {"channel": "", "note": "We spoke."})

    assert "We spoke." in read(answer)
    assert CareCall.objects.get().done_at is None


def test_a_milestone_is_previewed_and_thanked(world, client):
    row = RecognitionFactory.create(programme=world.programme, person=world.mentor)
    here = url(world, "recognition-thank", row.pk)
    assert "Thank you: 3 years as a mentor" in read(client.get(here))
    assert Recognition.objects.get().thanked_at is None

    client.post(here)
    assert Recognition.objects.get().thanked_by == world.coordinator


def test_a_mentee_thanks_their_mentor_and_chooses_who_reads_it(world, client_of, client):
    MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place],
        mentees=[world.mentee_place],
        state=MatchState.ACTIVE,
    )
    mentee, here = client_of(world.mentee), reverse("training:thanks-list")
    empty = mentee.post(here, {"mentor": str(world.mentor.pk), "words": ""})
    assert empty.status_code == 422

    mentee.post(here, {"mentor": str(world.mentor.pk), "words": "For every Tuesday."})
    note = ThankYou.objects.get()
    assert "For every Tuesday." not in read(client.get(url(world, "retention")))
    mentee.post(reverse("training:thanks-share", args=(note.pk,)), {"share": "yes"})
    assert "For every Tuesday." in read(client.get(url(world, "retention")))

    mentor = client_of(world.mentor)
    assert "A note from" in read(mentor.get(reverse("programmes:home")))
    assert "For every Tuesday." in read(mentor.get(here))
    assert "A note from" in read(mentor.get(reverse("programmes:home")))  # looking changes nothing
    mentor.post(here, {"read": "1"})
    assert "I have read it" not in read(mentor.get(here))
    assert "A note from" not in read(mentor.get(reverse("programmes:home")))
    assert mentor.post(reverse("training:thanks-withdraw", args=(note.pk,))).status_code == 404


def test_a_stranger_cannot_be_thanked_by_a_forged_form(world, client_of):
    mentee = client_of(world.mentee)
    mentee.post(
        reverse("training:thanks-list"), {"mentor": str(world.stranger.pk), "words": "Hello"}
    )
    assert not ThankYou.objects.exists()


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_pages_ask_as_much_for_many_rows_as_for_one(world, client):
    def add(count):
        for person in PersonFactory.create_batch(count):
            CareCallFactory.create(programme=world.programme, person=person)
            RecognitionFactory.create(programme=world.programme, person=person)
            ThankYouFactory.create(programme=world.programme, mentor=person, may_be_shared=True)

    add(1)
    pages = [url(world, name) for name in ("care-list", "recognition-list", "retention")]
    client.get(pages[0])
    before = [queries(client, page) for page in pages]
    add(29)

    assert [queries(client, page) for page in pages] == before
