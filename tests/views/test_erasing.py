"""Tests of the pages on which people ask to be erased, and administrators do it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.accounts.actions.erasing import ask_for_erasure
from mentorship.accounts.models import Erasure, KeepingRule, Person
from tests.factories.accounts import MembershipFactory, PersonFactory


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def leaver(world):
    """Make somebody of the organisation who holds nothing any more."""
    person = PersonFactory.create(name="Zebedee Quillfeather", email="zeb@leaving.example")
    MembershipFactory.create(person=person, organisation=world.organisation)
    return person


def show_again(client, person, at: float | None = None) -> None:
    """Have somebody shown, just now or at another time, that it is them."""
    session = client.session
    session["account_authentication_methods"] = [
        {
            "method": "password",
            "reauthenticated": True,
            "at": timezone.now().timestamp() if at is None else at,
        }
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def test_a_person_asks_and_takes_it_back(world, client_of, leaver):
    client = client_of(leaver)
    page = client.get(reverse("erasing-ask"))
    assert "Ask to be erased" in page.content.decode()
    client.post(reverse("erasing-ask"))
    assert Erasure.objects.get().state == "asked"
    client.post(reverse("erasing-withdraw"))
    assert Erasure.objects.get().state == "withdrawn"


def test_an_administrator_looks_twice_and_erases(world, client_of, leaver):
    client = client_of(world.administrator)
    client.post(
        reverse("organisation-erasing"),
        {"email": leaver.email, "organisation": world.organisation.pk},
    )
    row = Erasure.objects.get()
    page = client.get(reverse("organisation-erasing-one", args=(row.pk,)))
    assert "Nothing stands in the way" in page.content.decode()

    do = reverse("organisation-erasing-do", args=(row.pk,))
    show_again(client, world.administrator)
    wrong = client.post(do, {"name": "Somebody Else"})
    assert "That is not the name" in wrong.content.decode()
    assert Person.objects.get(pk=leaver.pk).email
    client.post(do, {"name": leaver.name})
    assert Person.objects.get(pk=leaver.pk).email is None


def test_erasing_asks_who_has_not_signed_in_just_now_to_do_so(world, client_of, leaver):
    row = ask_for_erasure(leaver, organisation=world.organisation, by=leaver)
    client = client_of(world.administrator)
    show_again(client, world.administrator, at=0)
    answer = client.post(reverse("organisation-erasing-do", args=(row.pk,)), {"name": leaver.name})
    assert "reauthenticate" in answer.headers["Location"]
    assert Person.objects.get(pk=leaver.pk).email


def test_texts_are_decided_with_nothing_typed_lost(world, client_of, leaver):
    world.programme.purpose = "As Zebedee Quillfeather had it: talk."
    world.programme.save()
    row = ask_for_erasure(leaver, organisation=world.organisation, by=leaver)
    client = client_of(world.administrator)
    key = f"programmes.programme|{world.programme.pk}|purpose"
    address = reverse("organisation-erasing-texts", args=(row.pk,))
    page = client.post(address, {"key_0": key, "answer_0": "keep", "reason_0": ""})
    assert "Say why the name has to stay there." in page.content.decode()
    assert 'value="keep"' in page.content.decode()
    client.post(address, {"key_0": key, "answer_0": "keep", "reason_0": "It is a quotation."})
    assert row.mentions.get().reason == "It is a quotation."


def test_strangers_and_colleagues_stay_out(world, client_of, leaver):
    row = ask_for_erasure(leaver, organisation=world.organisation, by=leaver)
    address = reverse("organisation-erasing-one", args=(row.pk,))
    assert client_of(world.coordinator).get(address).status_code == 403
    assert client_of(world.mentee).get(address).status_code == 403


def test_declining_says_why_to_the_person(world, client_of, leaver):
    row = ask_for_erasure(leaver, organisation=world.organisation, by=leaver)
    client = client_of(world.administrator)
    address = reverse("organisation-erasing-decline", args=(row.pk,))
    assert "Please fill this in." in client.post(address, {"answer": ""}).content.decode()
    client.post(address, {"answer": "A claim is open until May."})
    page = client_of(leaver).get(reverse("erasing-ask")).content.decode()
    assert "A claim is open until May." in page


def test_keeping_is_chosen_looked_at_and_released(world, client_of):
    client = client_of(world.administrator)
    assert client.get(reverse("organisation-keeping")).status_code == 200
    address = reverse("organisation-keeping-one", args=(world.organisation.slug, "message"))
    bad = client.post(address, {"do": "set", "months": "0"})
    assert "error-summary" in bad.content.decode()
    assert not KeepingRule.objects.exists()
    client.post(address, {"do": "set", "months": "9"})
    assert "What would go tonight" in client.get(address).content.decode()
    client.post(address, {"do": "release", "months": "9"})
    assert KeepingRule.objects.get().released_by == world.administrator
    client.post(address, {"do": "stop"})
    assert KeepingRule.objects.get().released_at is None


def test_another_organisations_keeping_is_not_found(world, client_of):
    address = reverse("organisation-keeping-one", args=(world.other_organisation.slug, "message"))
    assert client_of(world.administrator).get(address).status_code == 404


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_asks_the_same_number_of_questions(
    world, client_of, django_assert_max_num_queries, people
):
    for _each in range(people):
        somebody = PersonFactory.create()
        MembershipFactory.create(person=somebody, organisation=world.organisation)
        ask_for_erasure(somebody, organisation=world.organisation, by=somebody)
    client = client_of(world.administrator)
    client.get(reverse("organisation-erasing"))
    with django_assert_max_num_queries(12):
        client.get(reverse("organisation-erasing"))


def test_somebody_is_put_on_hold_and_taken_off(world, client_of, leaver):
    client = client_of(world.administrator)
    address = reverse("organisation-holds")
    nobody = client.post(
        address,
        {"email": "x@y.example", "organisation": world.organisation.pk, "reason": "A claim"},
    )
    assert "Nobody in this organisation has this address." in nobody.content.decode()
    assert "A claim" in nobody.content.decode()
    client.post(
        address,
        {"email": leaver.email, "organisation": world.organisation.pk, "reason": "A claim"},
    )
    hold = leaver.legal_holds.get()
    stranger = client_of(world.other_coordinator)
    end = reverse("organisation-holds-end", args=(hold.pk,))
    assert stranger.post(end).status_code in {403, 404}
    client.post(end)
    hold.refresh_from_db()
    assert hold.ended_by == world.administrator
