"""The sponsors' page, and handing over in one act."""

import pytest
from django.utils import timezone

from mentorship.notifications.models import Message
from programmes.models import Sponsorship
from tests.factories.charters import signed_charter
from tests.factories.programmes import SponsorshipFactory

PAGE = "/programmes/leaders/sponsors/"


@pytest.fixture
def lead(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def form():
    return {
        "reason": "Moved to Lisbon",
        "name": "Ines Rossi",
        "email": "ines@example.org",
        "position": "CFO",
        "plan": "ask",
    }


def test_the_page_shows_today_and_before(world, lead):
    SponsorshipFactory.create(
        programme=world.programme,
        person__name="Bashir Iyer",
        ended_on=timezone.localdate(),
        ended_reason="Retired",
    )
    page = lead.get(PAGE)
    for words in ("Helena Sørensen stands for Leaders", "Bashir Iyer", "Retired"):
        assert words in page.text


def test_without_a_sponsor_the_page_offers_the_first_step(world, lead):
    world.programme.sponsorships.all().delete()
    assert "Name a sponsor" in lead.get(PAGE).text


def test_a_change_is_shown_before_it_happens_and_then_is_one_act(world, lead, form):
    signed_charter(world.programme)
    former = world.programme.sponsorships.get()
    address = f"{PAGE}{former.pk}/change/"
    assert "Why does Helena Sørensen stop?" in lead.get(address).text

    check = lead.post(address, {**form, "sends_pack": "on"})
    for words in ("Ines Rossi follows Helena", "hand-over pack", "asks you to sign", "version 2"):
        assert words in check.text
    assert not Message.objects.exists()
    assert Sponsorship.objects.current().get() == former
    assert "Moved to Lisbon" in lead.post(address, {**form, "change": "yes"}).text

    done = lead.post(address, {**form, "checked": "yes", "sends_pack": "on"}, follow=True)

    assert "Ines Rossi stands for Leaders now" in done.text
    assert sorted(Message.objects.values_list("kind", flat=True)) == [
        "programmes.charter_request",
        "programmes.hand_over",
    ]
    assert lead.get(address).status_code == 404


def test_nobody_follows_themselves(world, lead, form):
    address = f"{PAGE}{world.programme.sponsorships.get().pk}/change/"
    wanted = {**form, "email": "helena@example.org", "checked": "yes"}
    assert "They stand for the programme already" in lead.post(address, wanted).text


def test_a_reason_is_asked_for(world, lead, form):
    address = f"{PAGE}{world.programme.sponsorships.get().pk}/change/"
    page = lead.post(address, {**form, "reason": "", "checked": "yes"})
    assert "Ines Rossi" in page.text
    assert world.programme.sponsorships.current().get().person == world.sponsor
    end = f"{PAGE}{world.programme.sponsorships.get().pk}/end/"
    assert lead.post(end, {"reason": ""}).status_code == 200
    assert "stands down" in lead.post(end, {"reason": "Retired"}, follow=True).text
    assert not world.programme.sponsorships.current().exists()


def test_the_pack_is_previewed_downloaded_and_sent(world, lead):
    address = f"{PAGE}{world.programme.sponsorships.get().pk}/pack/"
    assert "Leaders: all you need to know as its sponsor" in lead.get(address).text
    assert lead.get(f"{address}pdf/").content.startswith(b"%PDF")
    assert not Message.objects.exists()
    assert "on its way to Helena" in lead.post(address, follow=True).text
    assert Message.objects.get().kind == "programmes.hand_over"


def test_the_page_makes_no_more_queries_with_many_sponsors(
    world, lead, django_assert_max_num_queries
):
    lead.get(PAGE)
    with django_assert_max_num_queries(20) as few:
        lead.get(PAGE)
    for _number in range(30):
        SponsorshipFactory.create(programme=world.programme, ended_on=timezone.localdate())
    with django_assert_max_num_queries(len(few)):
        lead.get(PAGE)
