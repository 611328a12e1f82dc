"""An administrator sets up domains, sign-in services and second steps."""

import html
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mentorship.accounts.models import IdentityProvider, OwnedDomain, Person, ProviderLink
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.accounts.federation.oidc_service import OidcService
from tests.accounts.federation.saml_service import key_and_certificate
from tests.factories.signing_in import (
    IdentityProviderFactory,
    OwnedDomainFactory,
    ProviderLinkFactory,
)

pytestmark = pytest.mark.django_db
AREA = "/organisation/sign-in/"


@pytest.fixture
def client(world, client_of):
    return client_of(world.administrator)


def code_of(message):
    (code,) = re.findall(r"^ {4}(\S+)\s*$", message.text, re.MULTILINE)
    return code


def claim(client, domain="Example.org", mailbox="postmaster"):
    return client.post(f"{AREA}guildhall/domain/", {"domain": domain, "mailbox": mailbox})


def test_a_domain_is_shown_by_a_code_that_goes_to_whoever_runs_its_mail(world, client):
    page = claim(client)
    message = Message.objects.get()
    domain = OwnedDomain.objects.get()
    assert message.to_address == "postmaster@example.org"
    assert domain.confirmed_at is None
    assert code_of(message) not in domain.code_hash

    wrong = client.post(page.headers["Location"], {"code": "WRONG"})
    assert "This is not the code" in wrong.text
    client.post(page.headers["Location"], {"code": code_of(message).lower()})
    assert OwnedDomain.objects.confirmed().get() == domain
    kinds = set(Event.objects.about(domain).values_list("kind", flat=True))
    assert kinds == {"sign_in.domain_claimed", "sign_in.domain_confirmed"}


def test_a_code_cannot_be_guessed_for_ever(client):
    where = claim(client).headers["Location"]
    for _ in range(5):
        client.post(where, {"code": "WRONG"})
    client.post(where, {"code": code_of(Message.objects.get())})
    assert OwnedDomain.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    "domain", ["", "example", "-a.org", "a b.org", "x@y.org", "a..org", "é" * 90]
)
def test_what_is_no_domain_is_refused_and_kept_on_the_page(client, domain):
    page = claim(client, domain)
    assert "<title>Error:" in page.text
    assert not OwnedDomain.objects.exists()


def test_a_code_goes_only_where_nobody_else_reads(client):
    assert "<title>Error:" in claim(client, mailbox="jonas").text
    assert not Message.objects.exists()


def test_a_domain_belongs_to_one_organisation(world, client):
    OwnedDomainFactory.create(organisation=world.other_organisation, domain="example.org")
    assert "Another organisation here" in claim(client).text
    assert not Message.objects.exists()


def test_a_service_is_described_tried_and_only_then_used(world, client, oidc_at):
    described = {
        "name": "Guildhall account",
        "issuer": oidc_at.issuer,
        "client_id": "mentorship",
        "secret": "a-secret:with/odd+signs",
        "joining": "nobody",
    }
    where = client.post(f"{AREA}guildhall/add/oidc/", described).headers["Location"]
    service = IdentityProvider.objects.get()
    page = client.get(where)
    assert f"/sign-in/{service.slug}/back/" in page.text
    assert "a-secret" not in page.text
    client.post(f"{where}switch/", {"to": "offered"})
    service.refresh_from_db()
    assert service.state == "draft"

    OwnedDomainFactory.create(organisation=world.organisation, domain="example.org")
    onward = client.post(f"{where}test/")
    address = html.unescape(re.findall(r'content="0; url=([^"]+)"', onward.text)[0])
    back = client.get(f"/sign-in/{service.slug}/back/", oidc_at.sign_in(address))
    assert "jonas@example.org" in back.text
    assert client.session["_auth_user_id"] == str(world.administrator.pk)
    for state in ("offered", "required"):
        client.post(f"{where}switch/", {"to": state})
        service.refresh_from_db()
        assert service.state == state

    call_command("sign_in", "relax", "guildhall")
    service.refresh_from_db()
    assert service.state == "offered"
    client.post(where, described | {"client_id": "another", "secret": ""})
    service.refresh_from_db()
    assert (service.state, service.secret) == ("draft", "a-secret:with/odd+signs")


@pytest.fixture
def oidc_at(settings):
    settings.SIGN_IN_INSIDE_NETWORK = True
    service = OidcService()
    yield service
    service.close()


def test_bad_descriptions_are_refused_and_kept_on_the_page(client):
    _key, certificate = key_and_certificate()
    good = {
        "name": "Guildhall",
        "entity_id": "https://idp.example",
        "sso_url": "https://idp.example/sso",
        "certificates": certificate,
        "joining": "nobody",
    }
    for bad in (
        {"sso_url": "javascript:alert(1)"},
        {"sso_url": "http://idp.example"},
        {"certificates": "none"},
        {"certificates": ""},
        {"joining": "everybody"},
        {"name": "a\x00b"},
    ):
        page = client.post(f"{AREA}guildhall/add/saml/", good | bad)
        assert "<title>Error:" in page.text, bad
        assert "https://idp.example" in page.text
    assert client.post(f"{AREA}guildhall/add/saml/", good).status_code == 302


def test_another_organisations_area_is_not_there(world, client):
    theirs = IdentityProviderFactory.create(organisation=world.other_organisation)
    domain = OwnedDomainFactory.create(organisation=world.other_organisation)
    link = ProviderLinkFactory.create(provider=theirs)
    for address in (
        "harbour-trust/add/oidc/",
        "harbour-trust/domain/",
        "harbour-trust/second-step/",
        f"service/{theirs.pk}/",
        f"service/{theirs.pk}/people/",
        f"domain/{domain.pk}/",
    ):
        assert client.get(AREA + address).status_code == 404, address
    for address in (
        f"service/{theirs.pk}/test/",
        f"service/{theirs.pk}/switch/",
        f"domain/{domain.pk}/remove/",
        f"link/{link.pk}/forget/",
    ):
        assert client.post(AREA + address, {"to": "required"}).status_code == 404, address
    assert theirs.name not in client.get(AREA).text


def test_a_name_is_forgotten(world, client):
    service = IdentityProviderFactory.create(organisation=world.organisation)
    link = ProviderLinkFactory.create(provider=service, person=world.mentee)
    assert "Jonas Weber" in client.get(f"{AREA}service/{service.pk}/people/").text
    client.post(f"{AREA}link/{link.pk}/forget/")
    assert not ProviderLink.objects.exists()


def test_a_domain_that_people_must_sign_in_by_stays(world, client):
    domain = OwnedDomainFactory.create(organisation=world.organisation)
    service = IdentityProviderFactory.create(organisation=world.organisation, state="required")
    client.post(f"{AREA}domain/{domain.pk}/remove/")
    assert OwnedDomain.objects.exists()
    IdentityProvider.objects.filter(pk=service.pk).update(state="offered")
    client.post(f"{AREA}domain/{domain.pk}/remove/")
    assert not OwnedDomain.objects.exists()


@pytest.mark.parametrize(
    ("asked", "who", "is_asked"),
    [
        ({"roles": ["reviewer"]}, "reviewer", True),
        ({"roles": ["reviewer"]}, "mentee", False),
        ({"is_for_everybody": "on"}, "mentee", True),
        ({"is_for_everybody": "on"}, "stranger", False),
        ({}, "mentee", False),
    ],
)
def test_an_organisation_asks_more_people_for_a_second_step(
    world, client, settings, asked, who, is_asked
):
    client.post(f"{AREA}guildhall/second-step/", asked)
    settings.SECOND_FACTOR_REQUIRED = True
    person = Client()
    person.force_login(Person.objects.get(pk=getattr(world, who).pk))
    answer = person.get("/me/")
    assert (answer.status_code == 302) is is_asked


def test_an_operator_says_whose_a_domain_is(world):
    call_command("sign_in", "own", "guildhall", "Example.org")
    assert OwnedDomain.objects.get().domain == "example.org"
    with pytest.raises(CommandError):
        call_command("sign_in", "own", "harbour-trust", "example.org")


def test_the_page_asks_no_more_for_more_rows(world, client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(AREA)
        return len(queries)

    OwnedDomainFactory.create(organisation=world.organisation)
    IdentityProviderFactory.create(organisation=world.organisation)
    few = count()
    OwnedDomainFactory.create_batch(30, organisation=world.organisation)
    IdentityProviderFactory.create_batch(30, organisation=world.organisation)
    assert count() == few
