"""Seeing the product as somebody else: reading alone, recorded, told, and never what is private."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from mentorship.accounts.models import Membership, Sighting, Viewing
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.audit.models import Event
from mentorship.views import me
from tests.factories.accounts import MembershipFactory, SecondFactorFactory

REASON = {"reason": "Jonas cannot find where to book."}


def begin(client, person):
    return client.post(f"/organisation/view-as/{person.pk}/", REASON)


@pytest.fixture
def looking(world, client_of):
    """Let the administrator look as the mentee."""
    client = fresh(client_of(world.administrator), world.administrator)
    assert begin(client, world.mentee).headers["Location"] == "/"
    return client


def fresh(client, person):
    """Let it be as if they had just been asked whether it is still them."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": timezone.now().timestamp(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def kinds():
    return list(Event.objects.filter(kind__startswith="viewing.").values_list("kind", flat=True))


@pytest.mark.django_db
def test_pages_are_the_persons_own_and_say_so(world, looking):
    page = looking.get("/home/")
    assert page.status_code == 200
    assert "You see this as Jonas Weber does" in page.text
    assert "Be yourself again" in page.text
    assert looking.get("/me/").context["request"].resolver_match.view_name == "me"
    assert "jonas@example.org" in looking.get("/me/").text


@pytest.mark.django_db
def test_beginning_each_page_and_the_end_are_on_record_and_told(world, looking, client_of):
    looking.get("/home/")
    looking.get("/me/")
    looking.post("/viewing/")

    assert kinds()[::-1] == [
        "viewing.began",
        "viewing.page_seen",
        "viewing.page_seen",
        "viewing.ended",
    ]
    events = Event.objects.filter(kind__startswith="viewing.")
    assert {event.actor_id for event in events} == {world.administrator.pk}
    assert {event.changes["person"] for event in events} == {str(world.mentee.pk)}
    told = client_of(world.mentee).get("/me/looks/").text
    assert "Adaeze Nwosu" in told
    assert "cannot find where to book" in told
    assert "2 pages" in told
    assert "Adaeze" not in client_of(world.mentor).get("/me/looks/").text
    # One look a day beside all others at their record, of whoever really looked.
    seen = Sighting.objects.values_list("viewer", "person", "kind")
    assert list(seen) == [(world.administrator.pk, world.mentee.pk, SightingKind.VIEWED_AS)]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_changed(world, looking, method):
    answer = getattr(looking, method)("/me/", {"name": "Somebody"})
    assert answer.status_code == 403
    world.mentee.refresh_from_db()
    assert world.mentee.name == "Jonas Weber"
    # It was tried by the administrator, and not by whom they look as.
    assert Event.objects.get(kind="access.denied").actor_id == world.administrator.pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/meetings/", "theirs alone"),
        ("/accounts/email/", "their own business"),
        ("/accounts/logout/", "their own business"),
        ("/me/looks/", "Only pages that show nothing confidential"),
        ("/organisation/", "Only pages that show nothing confidential"),
    ],
)
def test_the_rest_stays_shut_and_says_why(looking, address, why):
    page = looking.get(address)
    assert page.status_code == 403
    assert why in page.text
    assert "viewing.page_seen" not in kinds()


@pytest.mark.django_db
def test_it_ends_by_itself_and_by_a_button(world, looking):
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert "You see this as" not in looking.get("/me/").text
        assert "adaeze@example.org" in looking.get("/me/").text


@pytest.mark.django_db
def test_one_is_oneself_again(world, looking):
    assert looking.post("/viewing/").headers["Location"] == "/organisation/view-as/"
    assert "adaeze@example.org" in looking.get("/me/").text
    assert Viewing.objects.get().ended_at is not None


@pytest.mark.django_db
def test_who_may_not_any_more_looks_no_further(world, looking):
    Membership.objects.filter(person=world.administrator).update(ended_on="2199-01-01")
    assert "You see this as" not in looking.get("/me/").text


@pytest.mark.django_db
def test_nobody_looks_as_another_administrator_or_into_another_organisation(world, client_of):
    client = fresh(client_of(world.administrator), world.administrator)
    assert begin(client, world.stranger).status_code == 404
    assert begin(client, world.administrator).status_code == 404
    MembershipFactory.create(person=world.mentee, organisation=world.other_organisation)
    page = begin(client, world.mentee)
    assert "another organisation as well" in page.text
    other = MembershipFactory.create(organisation=world.organisation)
    other.roles.create(role="administrator", started_on="2026-01-01")
    assert "Nobody looks as another administrator" in begin(client, other.person).text
    assert not Viewing.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["coordinator", "mentor", "reviewer"])
def test_only_administrators_look(world, client_of, who):
    assert begin(client_of(getattr(world, who)), world.mentee).status_code == 403


@pytest.mark.django_db
def test_a_reason_and_a_fresh_sign_in_are_asked_for(world, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client = Client()
    client.force_login(world.administrator)
    assert "sign out and in again" in begin(client, world.mentee).text
    SecondFactorFactory.create(user=world.administrator)
    assert "/reauthenticate/" in begin(client, world.mentee).headers["Location"]
    # Asked before there is anything to type: no reason is lost on the way there and back.
    address = f"/organisation/view-as/{world.mentee.pk}/"
    assert "/reauthenticate/" in client.get(address).headers["Location"]
    client = fresh(client, world.administrator)
    page = client.post(address, {"reason": "short"})
    assert "<title>Error:" in page.text
    assert not Viewing.objects.exists()


@pytest.mark.django_db
def test_what_pages_remember_is_forgotten(world, client_of):
    client = fresh(client_of(world.administrator), world.administrator)
    begin(client, world.coordinator)
    assert client.get("/programmes/leaders/").status_code == 200
    assert "programme" not in " ".join(client.session.keys())


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_what_a_page_would_write(world, client_of, monkeypatch):
    """Even a page that wrote something on a GET could not while somebody else looks."""

    def writes(request, *_):
        world.mentee.name = "Changed"
        world.mentee.save()

    client = fresh(client_of(world.administrator), world.administrator)
    begin(client, world.mentee)
    monkeypatch.setattr(me, "render", writes)
    page = client.get("/me/")
    assert page.status_code == 403
    assert "Nothing can be changed" in page.text
    world.mentee.refresh_from_db()
    assert world.mentee.name == "Jonas Weber"
    monkeypatch.undo()
    assert client.post("/viewing/").status_code == 302
