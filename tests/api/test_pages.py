"""The administrator's pages of tokens and endpoints, and the guide that needs no sign-in."""

import pytest
from django.test import Client
from django.urls import reverse

from mentorship.api.actions import endpoints as actions
from mentorship.api.enums import EndpointState
from mentorship.api.models import AccessToken, Delivery, Endpoint
from tests.api.given import program_of
from tests.api.receiving import INSIDE

pytestmark = pytest.mark.django_db

TOKEN = {"name": "Warehouse", "scopes": ["matches:read"], "days": 90, "a_minute": 60}


@pytest.fixture(autouse=True)
def inside(settings):
    settings.WEBHOOK_INSIDE_NETWORKS = INSIDE


def endpoint_of(world):
    return actions.add_endpoint(
        organisation=world.organisation,
        name="Hub",
        url="https://127.0.0.1/",
        kinds=["match.started"],
        by=world.administrator,
    )


def test_a_token_is_made_shown_once_used_and_taken_back(world, client_of):
    admin = client_of(world.administrator)
    assert "No program reads here" in admin.get(reverse("organisation-tokens")).text
    form = admin.get(reverse("organisation-token-add"))
    assert form.status_code == 200
    sent = TOKEN | {"organisation": world.organisation.pk, "networks": "127.0.0.1\n"}
    shown = admin.post(reverse("organisation-token-add"), sent)
    token = AccessToken.objects.get()
    text = shown.context["text"]
    assert text in shown.text
    headers = {"Authorization": f"Bearer {text}"}
    assert Client().get("/api/v1/matches", headers=headers).status_code == 200
    listed = admin.get(reverse("organisation-tokens"))
    detail = admin.get(reverse("organisation-token", args=[token.pk]))
    assert text not in listed.text + detail.text
    assert "read-matches" in detail.text
    for words in ("opens nothing any more", "took “Warehouse” back before"):
        done = admin.post(reverse("organisation-token-revoke", args=[token.pk]), follow=True)
        assert words in done.text
    assert Client().get("/api/v1/matches", headers=headers).status_code == 401


def test_what_is_typed_wrongly_is_kept_and_explained(world, client_of):
    sent = TOKEN | {"organisation": world.organisation.pk, "networks": "everywhere", "scopes": []}
    response = client_of(world.administrator).post(reverse("organisation-token-add"), sent)
    assert "192.0.2.0/24" in response.text
    assert "everywhere" in response.text
    assert not AccessToken.objects.exists()


def test_no_organisation_of_others_is_taken(world, client_of):
    sent = TOKEN | {"organisation": world.other_organisation.pk, "networks": ""}
    response = client_of(world.administrator).post(reverse("organisation-token-add"), sent)
    assert response.context["form"].errors["organisation"]
    assert not AccessToken.objects.exists()


def test_others_see_none_of_it(world, client_of):
    token, endpoint = program_of(world).token, endpoint_of(world)
    pages = [
        reverse("organisation-tokens"),
        reverse("organisation-token", args=[token.pk]),
        reverse("organisation-webhooks"),
        reverse("organisation-webhook", args=[endpoint.pk]),
    ]
    for person in (world.coordinator, world.mentor, world.stranger):
        client = client_of(person)
        assert {client.get(page).status_code for page in pages} == {403}


def test_an_endpoint_is_set_up_tested_paused_and_removed(world, client_of):
    admin = client_of(world.administrator)
    assert "No program is told of news" in admin.get(reverse("organisation-webhooks")).text
    sent = {
        "organisation": world.organisation.pk,
        "name": "Hub",
        "url": "https://127.0.0.1/hear",
        "kinds": ["match.started", "session.cancelled"],
    }
    shown = admin.post(reverse("organisation-webhook-add"), sent)
    secret = shown.context["text"]
    assert secret.startswith("whsec_")
    endpoint = Endpoint.objects.get()
    page = reverse("organisation-webhook", args=[endpoint.pk])
    assert secret not in admin.get(page).text
    admin.post(reverse("organisation-webhook-step", args=[endpoint.pk, "test"]))
    assert "endpoint.tested" in admin.get(page).text
    changed = admin.post(reverse("organisation-webhook-secret", args=[endpoint.pk]))
    assert changed.context["text"] != secret
    change = reverse("organisation-webhook-change", args=[endpoint.pk])
    assert "https://127.0.0.1/hear" in admin.get(change).text
    admin.post(change, sent | {"name": "Other hub"})
    for step, state in (("pause", "paused"), ("pause", "paused"), ("resume", "active")):
        admin.post(reverse("organisation-webhook-step", args=[endpoint.pk, step]))
        endpoint.refresh_from_db()
        assert endpoint.state == state
    assert endpoint.name == "Other hub"
    unknown = admin.post(reverse("organisation-webhook-step", args=[endpoint.pk, "explode"]))
    assert unknown.status_code == 404
    admin.post(reverse("organisation-webhook-step", args=[endpoint.pk, "remove"]))
    endpoint.refresh_from_db()
    assert endpoint.state == EndpointState.REMOVED
    assert admin.get(page).status_code == 404
    assert Delivery.objects.get().state == "cancelled"


def test_news_is_sent_again_by_hand(world, client_of):
    delivery = actions.send_test(endpoint_of(world), by=world.administrator)
    Delivery.objects.update(state="failed", settled_at=delivery.happened_at)
    admin = client_of(world.administrator)
    again = reverse("organisation-news-again", args=[delivery.pk])
    assert "once more" in admin.post(again, follow=True).text
    assert "on its way already" in admin.post(again, follow=True).text
    delivery.refresh_from_db()
    assert delivery.state == "queued"


@pytest.mark.parametrize("url", ["https://10.0.0.1/", "http://93.184.215.14/", "javascript:x", ""])
def test_addresses_that_lead_inside_are_refused_in_the_form(world, client_of, url):
    sent = {"organisation": world.organisation.pk, "name": "x", "url": url, "kinds": KIND}
    response = client_of(world.administrator).post(reverse("organisation-webhook-add"), sent)
    assert response.context["form"].errors["url"]
    assert not Endpoint.objects.exists()


KIND = ["match.started"]


def test_the_guide_needs_no_sign_in_and_names_nobody(world):
    page = Client().get("/api/")
    assert page.status_code == 200
    for words in ("/api/v1/participants", "participants:read", "match.ended_early", "/api/scim/v2"):
        assert words in page.text
    assert world.organisation.name not in page.text


def test_lists_take_as_many_queries_for_many(world, client_of, django_assert_max_num_queries):
    endpoint = endpoint_of(world)
    for _each in range(30):
        program_of(world)
        actions.send_test(endpoint, by=world.administrator)
    admin = client_of(world.administrator)
    for name, args in (
        ("organisation-tokens", []),
        ("organisation-webhooks", []),
        ("organisation-webhook", [endpoint.pk]),
    ):
        with django_assert_max_num_queries(12):
            assert admin.get(reverse(name, args=args)).status_code == 200
