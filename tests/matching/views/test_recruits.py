"""Asking somebody to help find a mentor: previewed, sent once, and no mentee named."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.models import RecruitRequest
from mentorship.notifications.models import Message
from tests.factories.rounds import RecruitRequestFactory
from tests.matching.trying.making import small_round

pytestmark = pytest.mark.django_db

MENTORS = {"Li Wei Chen": ("Finance", ["strategy"], 1)}
MENTEES = {
    "Ines Carvalho": ("Law", ["strategy"]),
    "Kwame Boateng": ("Law", ["pricing"]),
}


@pytest.fixture
def small(world):
    return small_round(world.programme, mentors=MENTORS, mentees=MENTEES)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def url(world, name, pk):
    return reverse(
        f"matching:recruit-{name}" if name else "matching:recruit", args=(world.programme.slug, pk)
    )


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def mails():
    return Message.objects.filter(kind="matching.recruit_asked")


def send(client, world, asked, mark=None):
    if mark is None:
        mark = client.get(url(world, "", asked.pk)).context["mark_form"].initial["mark"]
    return client.post(url(world, "send", asked.pk), {"mark": mark}, follow=True)


def test_words_begin_with_the_missing_mentor_and_name_no_mentee(coordinator, world, small):
    draft = small.draft()
    page = coordinator.get(reverse("matching:draft-nobody", args=(world.programme.slug, draft.pk)))
    (card,) = page.context["missing"]
    form = coordinator.get(card.url).context["form"]
    said = form["title"].value() + form["words"].value()
    assert "Department: any but Law" in said
    assert not any(name.split()[0] in said for name in MENTEES)


def test_kept_previewed_and_sent_once(coordinator, world, small):
    key = str(uuid4())
    typed = {"title": "A mentor in sales", "words": "Somebody who has sold.", "key": key}
    typed["member"] = str(world.sponsor.pk)
    for _turn in range(2):
        coordinator.post(url(world, "add", small.round.pk), typed)
    asked = RecruitRequest.objects.get()
    assert str(asked.pk) == key
    shown = text(coordinator.get(url(world, "", asked.pk)))
    assert f"What {world.sponsor.name} would read" in shown
    assert "Somebody who has sold." in shown
    assert not mails().exists()
    assert "It is on its way." in text(send(coordinator, world, asked))
    send(coordinator, world, asked)
    mail = mails().get()
    assert mail.recipient == world.sponsor
    assert world.coordinator.name in mail.subject
    assert "Somebody who has sold." in mail.text
    asked.refresh_from_db()
    assert asked.sent_at is not None
    assert asked.by == world.coordinator
    listed = text(coordinator.get(url(world, "list", small.round.pk)))
    assert f"Sent to {world.sponsor.name}" in listed


def test_other_words_than_were_previewed_are_not_sent(coordinator, world, small):
    asked = RecruitRequestFactory.create(round=small.round, words="One.", sent_to=world.sponsor)
    page = coordinator.get(url(world, "", asked.pk))
    mark = page.context["mark_form"].initial["mark"]
    RecruitRequest.objects.update(words="Two.")
    assert "read it once more" in text(send(coordinator, world, asked, mark))
    assert not mails().exists()


def test_nobody_chosen_sends_nothing(coordinator, world, small):
    asked = RecruitRequestFactory.create(round=small.round, words="One.", by=world.coordinator)
    page = coordinator.get(url(world, "", asked.pk))
    assert "goes to nobody yet" in text(page)
    send(coordinator, world, asked, page.context["mark_form"].initial["mark"])
    assert not mails().exists()


def test_somebody_else_by_name_and_nothing_typed_is_lost(coordinator, world, small):
    add = url(world, "add", small.round.pk)
    typed = {"title": "A mentor", "words": "Words.", "key": str(uuid4()), "other": "Nobody Known"}
    response = coordinator.post(add, typed)
    assert "Nobody in the organisation is called that." in text(response)
    assert response.context["form"]["other"].value() == "Nobody Known"
    coordinator.post(add, typed | {"other": world.mentor.name.upper()})
    assert RecruitRequest.objects.get().sent_to == world.mentor
    stranger = coordinator.post(add, typed | {"other": world.stranger.email, "key": str(uuid4())})
    assert "Nobody in the organisation is called that." in text(stranger)
    foreign = typed | {"other": "", "member": str(world.stranger.pk), "key": str(uuid4())}
    assert coordinator.post(add, foreign).context["form"].errors["member"]


def test_what_was_sent_cannot_be_changed_and_begins_another(coordinator, world, small):
    asked = RecruitRequestFactory.create(
        round=small.round, words="Once.", sent_to=world.sponsor, by=world.coordinator
    )
    send(coordinator, world, asked)
    typed = {"title": "Other", "words": "Twice.", "key": str(asked.pk)}
    response = coordinator.post(url(world, "change", asked.pk), typed, follow=True)
    assert "stays as it was sent" in text(response)
    asked.refresh_from_db()
    assert asked.words == "Once."
    again = coordinator.get(response.context["again_url"])
    assert again.context["form"]["words"].value() == "Once."
    other = RecruitRequestFactory.create(round=small.round, by=world.coordinator)
    coordinator.post(url(world, "change", other.pk), typed | {"member": str(world.coordinator.pk)})
    other.refresh_from_db()
    assert (other.words, other.sent_to) == ("Twice.", world.coordinator)


def test_who_may_read_and_who_may_ask(world, client_of, small):
    asked = RecruitRequestFactory.create(round=small.round, by=world.coordinator)
    for person, status in ((world.mentor, 403), (world.reviewer, 403), (world.stranger, 404)):
        client = client_of(person)
        for name, pk in (("list", small.round.pk), ("add", small.round.pk), ("", asked.pk)):
            assert client.get(url(world, name, pk)).status_code == status
        assert client.post(url(world, "send", asked.pk)).status_code == status
    other = client_of(world.other_coordinator)
    assert other.get(url(world, "", asked.pk)).status_code == 404


def test_as_many_queries_for_thirty_requests_as_for_one(coordinator, world, small):
    page = url(world, "list", small.round.pk)
    RecruitRequestFactory.create(round=small.round, by=world.coordinator)
    coordinator.get(page)
    with CaptureQueriesContext(connection) as one:
        coordinator.get(page)
    RecruitRequestFactory.create_batch(30, round=small.round, by=world.coordinator)
    with CaptureQueriesContext(connection) as many:
        coordinator.get(page)
    assert len(one) == len(many)
