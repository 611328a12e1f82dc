"""Signing in by OpenID Connect, against a real service on this machine."""

import html
import re
import time

import pytest
from django.test import Client

from mentorship.accounts.federation.identities import DistrustedError
from mentorship.accounts.federation.outward import ask
from mentorship.accounts.models import Membership, Person, ProviderLink
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.accounts.federation.oidc_service import new_key
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def begin(client, provider):
    page = client.post(f"/sign-in/{provider.slug}/")
    assert page.status_code == 200, page.text
    (address,) = set(re.findall(r'content="0; url=([^"]+)"', page.text))
    return html.unescape(address)


def sign_in(client, provider, service, **claims):
    query = service.sign_in(begin(client, provider), **claims)
    return client.get(f"/sign-in/{provider.slug}/back/", query)


def person_in(client):
    return client.session.get("_auth_user_id")


def test_somebody_known_is_let_in_and_known_by_the_services_own_name(world, oidc, oidc_provider):
    client = Client()
    answer = sign_in(client, oidc_provider, oidc)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert person_in(client) == str(world.mentee.pk)
    assert ProviderLink.objects.get().subject == "248289761001"
    assert Event.objects.filter(kind="sign_in.linked").get().actor_id == world.mentee.pk

    # From then on by that name, even where the address at the service has changed.
    again = Client()
    sign_in(again, oidc_provider, oidc, email="jonas.weber@example.org")
    assert person_in(again) == str(world.mentee.pk)
    assert ProviderLink.objects.count() == 1


def test_one_comes_to_the_page_one_wanted_and_never_to_another_site(world, oidc, oidc_provider):
    for wanted, reached in (("/me/", "/me/"), ("https://evil.example/", "/")):
        client = Client()
        client.post(f"/sign-in/{oidc_provider.slug}/", {"next": wanted})
        page = client.post(f"/sign-in/{oidc_provider.slug}/", {"next": wanted})
        address = html.unescape(re.findall(r"url=([^\"]+)\"", page.text)[0])
        answer = client.get(f"/sign-in/{oidc_provider.slug}/back/", oidc.sign_in(address))
        assert answer.headers["Location"] == reached


HOSTILE = [
    ("another audience", {"aud": "another-program"}),
    ("another issuer", {"iss": "https://login.evil.example"}),
    ("another nonce", {"nonce": "made-up"}),
    ("no nonce", {"nonce": None}),
    ("run out", {"exp": int(time.time()) - 600}),
    ("never runs out", {"exp": None}),
    ("nobody", {"sub": None}),
    ("made for another program too", {"aud": ["mentorship", "other"], "azp": "other"}),
]


@pytest.mark.parametrize(("what", "claims"), HOSTILE, ids=[what for what, _ in HOSTILE])
def test_a_token_that_is_not_ours_lets_nobody_in(world, oidc, oidc_provider, what, claims):
    client = Client()
    answer = sign_in(client, oidc_provider, oidc, **claims)
    assert answer.status_code == 403
    assert "could not be trusted" in answer.text
    assert person_in(client) is None
    assert not ProviderLink.objects.exists()


def test_signatures_count(world, oidc, oidc_provider):
    for algorithm, key in (
        ("RS256", new_key()),
        ("none", ""),
        # The public key, taken for a shared secret.
        ("HS256", "x" * 32),
    ):
        oidc.algorithm, oidc.signs_with = algorithm, key
        client = Client()
        assert sign_in(client, oidc_provider, oidc).status_code == 403, algorithm
        assert person_in(client) is None


def test_an_answer_counts_once_and_in_the_browser_that_began(world, oidc, oidc_provider):
    client, other = Client(), Client()
    query = oidc.sign_in(begin(client, oidc_provider))
    back = f"/sign-in/{oidc_provider.slug}/back/"
    begin(other, oidc_provider)

    assert other.get(back, query).status_code == 403
    assert person_in(other) is None
    assert client.get(back, query).status_code == 302
    client.post("/accounts/logout/")
    assert client.get(back, query).status_code == 403
    assert person_in(client) is None


def test_a_code_without_our_verifier_is_worth_nothing(world, oidc, oidc_provider):
    client, thief = Client(), Client()
    stolen = oidc.sign_in(begin(client, oidc_provider))
    own = oidc.sign_in(begin(thief, oidc_provider))
    answer = thief.get(
        f"/sign-in/{oidc_provider.slug}/back/", {"code": stolen["code"], "state": own["state"]}
    )
    assert answer.status_code == 503
    assert person_in(thief) is None


def test_another_services_answer_is_refused(world, oidc, oidc_provider):
    client = Client()
    query = oidc.sign_in(begin(client, oidc_provider)) | {"iss": "https://login.evil.example"}
    assert client.get(f"/sign-in/{oidc_provider.slug}/back/", query).status_code == 403


def test_saying_no_there_is_said_here(world, oidc, oidc_provider):
    client = Client()
    state = oidc.sign_in(begin(client, oidc_provider))["state"]
    answer = client.get(
        f"/sign-in/{oidc_provider.slug}/back/", {"error": "access_denied", "state": state}
    )
    assert "did not let you through" in answer.text


def test_a_service_vouches_for_its_own_domains_alone(world, oidc, oidc_provider):
    """The coordinator of another organisation, with an address elsewhere, cannot be taken over."""
    Person.objects.filter(pk=world.other_coordinator.pk).update(email="ottilie@harbour.example")
    client = Client()
    answer = sign_in(client, oidc_provider, oidc, email="ottilie@harbour.example")
    assert answer.status_code == 403
    assert "not one of its own" in answer.text
    assert person_in(client) is None


@pytest.mark.parametrize("email", ["jonas@sub.example.org", "jonas@example.org.evil.example", ""])
def test_domains_are_meant_as_they_stand(world, oidc, oidc_provider, email):
    client = Client()
    assert sign_in(client, oidc_provider, oidc, email=email).status_code == 403
    assert person_in(client) is None


def test_an_address_that_the_service_did_not_check_does_not_count(world, oidc, oidc_provider):
    client = Client()
    answer = sign_in(client, oidc_provider, oidc, email_verified=False)
    assert "did not tell us a checked e-mail address" in answer.text
    assert person_in(client) is None


def test_of_two_names_for_one_address_the_first_stays(world, oidc, oidc_provider):
    sign_in(Client(), oidc_provider, oidc)
    client = Client()
    assert sign_in(client, oidc_provider, oidc, sub="another").status_code == 403
    assert person_in(client) is None


def test_who_was_shut_out_or_left_stays_out(world, oidc, oidc_provider):
    sign_in(Client(), oidc_provider, oidc)
    Membership.objects.filter(person=world.mentee).update(ended_on="2199-01-01")
    client = Client()
    assert sign_in(client, oidc_provider, oidc).status_code == 403
    Membership.objects.filter(person=world.mentee).update(ended_on=None)
    Person.objects.filter(pk=world.mentee.pk).update(is_active=False)
    assert sign_in(client, oidc_provider, oidc).status_code == 403
    assert person_in(client) is None


def test_newcomers_are_added_only_where_the_organisation_wants_it(world, oidc, oidc_provider):
    new = {"sub": "new", "email": "nora@example.org", "name": "Nora Lind"}
    client = Client()
    assert "Please ask whoever runs" in sign_in(client, oidc_provider, oidc, **new).text
    assert not Person.objects.filter(email="nora@example.org").exists()

    oidc_provider.joining = "members"
    oidc_provider.save()
    sign_in(client, oidc_provider, oidc, **new)
    nora = Person.objects.get(email="nora@example.org")
    assert person_in(client) == str(nora.pk)
    membership = nora.memberships.get()
    assert membership.organisation == world.organisation
    assert not membership.roles.exists()


def test_an_address_may_stand_on_the_services_page_about_the_person(world, oidc, oidc_provider):
    oidc.claims = {"sub": "248289761001"}
    oidc.userinfo = {"sub": "somebody-else", "email": "jonas@example.org"}
    assert sign_in(Client(), oidc_provider, oidc).status_code == 403
    oidc.userinfo = {"sub": "248289761001", "email": "jonas@example.org"}
    client = Client()
    sign_in(client, oidc_provider, oidc)
    assert person_in(client) == str(world.mentee.pk)


def test_a_service_that_was_switched_off_lets_nobody_in(world, oidc, oidc_provider):
    oidc_provider.state = "tested"
    oidc_provider.save()
    client = Client()
    assert "not open at the moment" in client.get(f"/sign-in/{oidc_provider.slug}/").text
    assert sign_in(client, oidc_provider, oidc).status_code == 403
    assert person_in(client) is None


def test_a_service_that_does_not_answer_is_said_to_be_away(world, oidc, oidc_provider):
    oidc_provider.issuer = "http://127.0.0.1:9"
    oidc_provider.save()
    page = Client().post(f"/sign-in/{oidc_provider.slug}/")
    assert page.status_code == 503
    assert "does not answer" in page.text


def test_nothing_inside_this_network_is_asked_unless_that_is_said(
    world, oidc, oidc_provider, settings
):
    settings.SIGN_IN_INSIDE_NETWORK = False
    assert Client().post(f"/sign-in/{oidc_provider.slug}/").status_code == 503
    oidc_provider.issuer = oidc_provider.issuer.replace("http:", "https:")
    oidc_provider.save()
    assert Client().post(f"/sign-in/{oidc_provider.slug}/").status_code == 503


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "169.254.169.254", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:a00::]"],
)
def test_an_inside_address_is_not_even_connected_to(settings, host):
    """Nor one that a gateway would turn into such an address."""
    settings.SIGN_IN_INSIDE_NETWORK = False
    with pytest.raises(DistrustedError) as refused:
        ask(f"https://{host}/keys")
    assert "lies inside this network" in refused.value.detail


def test_the_secret_is_kept_sealed(oidc_provider):
    assert "a-secret" not in oidc_provider.sealed_secret
    assert oidc_provider.secret == "a-secret:with/odd+signs"


def test_a_second_step_at_the_service_counts_where_the_organisation_says_so(
    world, oidc, oidc_provider, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    who = {"sub": "cw", "email": "catherine@example.org"}
    client = Client()
    sign_in(client, oidc_provider, oidc, **who, amr=["pwd", "mfa"])
    assert client.get("/programmes/leaders/").headers["Location"] == "/accounts/2fa/"

    oidc_provider.counts_second_step = True
    oidc_provider.save()
    client = Client()
    sign_in(client, oidc_provider, oidc, **who, amr=["pwd"])
    assert client.get("/programmes/leaders/").headers["Location"] == "/accounts/2fa/"
    client = Client()
    sign_in(client, oidc_provider, oidc, **who, amr=["pwd", "mfa"])
    assert client.get("/programmes/leaders/").status_code == 200


class TestWhereItMustBeUsed:
    @pytest.fixture(autouse=True)
    def _required(self, oidc_provider):
        oidc_provider.state = "required"
        oidc_provider.save()

    @pytest.mark.parametrize("email", ["jonas@example.org", "nobody@example.org"])
    def test_codes_and_passwords_lead_there_whether_one_is_known_or_not(
        self, world, oidc_provider, email
    ):
        there = f"/sign-in/{oidc_provider.slug}/"
        for address, typed in (
            ("/accounts/login/code/", {"email": email}),
            ("/accounts/login/", {"login": email, "password": "mentoring-stays-fresh"}),
        ):
            answer = Client().post(address, typed)
            assert (answer.status_code, answer.headers["Location"]) == (302, there)
        assert not Message.objects.exists()

    def test_no_other_way_leads_in(self, world, oidc_provider):
        """A new password by a mailed code signs nobody in either."""
        person = world.mentee
        person.set_password("mentoring-stays-fresh")
        person.save()
        client = Client()
        client.post("/accounts/password/reset/", {"email": person.email})
        message = Message.objects.get()
        (code,) = re.findall(r"^ {4}(\S+)\s*$", message.text, re.MULTILINE)
        client.post("/accounts/password/reset/code/confirm/", {"code": code}, follow=True)
        new = "a-quite-different-secret"
        client.post(
            "/accounts/password/reset/key/", {"password1": new, "password2": new}, follow=True
        )
        assert person_in(client) is None

    def test_the_service_leads_in(self, world, oidc, oidc_provider):
        client = Client()
        sign_in(client, oidc_provider, oidc)
        assert person_in(client) == str(world.mentee.pk)

    def test_people_of_other_domains_sign_in_as_before(self, world):
        other = PersonFactory.create(email="ada@elsewhere.example", password="mentoring-stays-x")
        client = Client()
        client.post("/accounts/login/", {"login": other.email, "password": "mentoring-stays-x"})
        assert person_in(client) == str(other.pk)


def test_the_way_is_found_by_the_domain_alone(world, oidc_provider):
    for email in ("jonas@example.org", "nobody@example.org"):
        answer = Client().post("/sign-in/", {"email": email})
        assert answer.headers["Location"] == f"/sign-in/{oidc_provider.slug}/"
    answer = Client().post("/sign-in/", {"email": "jonas@elsewhere.example"})
    assert "Use a code" in answer.text
