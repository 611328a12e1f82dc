import pytest
from django.test import Client
from django.urls import reverse

from mentorship.notifications.actions import set_preference
from mentorship.notifications.enums import Category
from mentorship.notifications.links import UnsubscribeLink
from mentorship.notifications.models import Preference

pytestmark = pytest.mark.django_db
PAGE = reverse("notifications:preferences")


def wants(person, category=Category.TRAINING):
    return Preference.objects.wants(person, category)


@pytest.fixture
def link(amara):
    return UnsubscribeLink.of(amara, Category.TRAINING)


@pytest.fixture
def address(link):
    return reverse("notifications:unsubscribe", args=(link.token,))


def test_opening_the_link_only_asks(address, amara):
    """Mail scanners open every link they find."""
    page = Client().get(address)
    assert page.status_code == 200
    assert "Stop “Reminders of training and refreshers”?" in page.content.decode()
    assert Client().head(address).status_code == 200
    assert wants(amara)


def test_the_button_on_the_page_switches_off(address, amara):
    page = Client(enforce_csrf_checks=True).post(address)
    assert page.status_code == 200
    assert "Done: these mails stop" in page.content.decode()
    assert not wants(amara)


def test_a_mail_program_switches_off_with_one_click(address, amara):
    answer = Client(enforce_csrf_checks=True).post(
        address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert not wants(amara)


def test_the_page_tells_no_stranger_whose_link_it_is(address, amara):
    for page in (Client().get(address), Client().post(address)):
        assert amara.email not in page.content.decode()
        assert "Amara" not in page.content.decode()


def test_a_spent_link_says_so_and_does_nothing(address, link, amara):
    Client().post(address)
    set_preference(amara, Category.TRAINING, is_wanted=True, by=amara)
    assert "has done its work" in Client().post(address).content.decode()
    assert wants(amara)


def test_a_broken_link_is_a_kind_404(address):
    page = Client().post(address.removesuffix("/")[:-1] + "/")
    assert page.status_code == 404
    assert "not whole" in page.content.decode()


def test_preferences_ask_to_sign_in():
    assert Client().get(PAGE).status_code == 302


def ticked(client):
    return {field.name for field in client.get(PAGE).context["form"] if field.initial}


def test_a_person_chooses_and_sees_the_choice(kinds, amara, client_of):
    client = client_of(amara)
    offered = ticked(client)
    assert "training" in offered
    kept = offered - {"training"}
    assert client.post(PAGE, dict.fromkeys(kept, "on")).status_code == 302
    assert not wants(amara)
    assert all(wants(amara, Category(name)) for name in kept)
    assert ticked(client) == kept


def test_unticking_everything_is_an_answer(kinds, amara, client_of):
    client_of(amara).post(PAGE, {})
    assert not wants(amara)


def test_a_category_that_does_not_exist_changes_nothing(kinds, amara, client_of):
    client = client_of(amara)
    offered = ticked(client)
    client.post(PAGE, dict.fromkeys({*offered, "everything"}, "on"))
    assert ticked(client) == offered
    assert not Preference.objects.filter(is_wanted=False).exists()
