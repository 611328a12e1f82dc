"""Signing in by SAML: real signed XML, and every way of bending it that we know of."""

import html
import re

import pytest
from django.test import Client
from onelogin.saml2.constants import OneLogin_Saml2_Constants

from mentorship.accounts.models import ProviderLink
from tests.accounts.federation import saml_service
from tests.accounts.federation.saml_service import AUDIENCE, key_and_certificate, moment, posted
from tests.factories.accounts import OrganisationFactory
from tests.factories.signing_in import IdentityProviderFactory

pytestmark = pytest.mark.django_db


def begin(client, provider):
    page = client.post(f"/sign-in/{provider.slug}/")
    assert page.status_code == 200, page.text
    (address,) = set(re.findall(r'content="0; url=([^"]+)"', page.text))
    return html.unescape(address)


def post(client, provider, answer):
    """Post the answer as the browser does from another site: without its cookies."""
    response = Client().post(f"/sign-in/{provider.slug}/saml/", {"SAMLResponse": answer})
    if response.status_code != 302:
        return response
    return client.get(response.headers["Location"])


def person_in(client):
    return client.session.get("_auth_user_id")


def test_somebody_known_is_let_in(world, saml, saml_provider):
    client = Client()
    answer = post(client, saml_provider, saml.answer(begin(client, saml_provider)))
    assert answer.headers["Location"] == "/"
    assert person_in(client) == str(world.mentee.pk)
    assert ProviderLink.objects.get().subject == "jw-4711"


def test_our_description_names_us_and_where_answers_go(saml, saml_provider):
    page = Client().get(f"/sign-in/{saml_provider.slug}/metadata/")
    assert page.status_code == 200
    _question, acs, issuer = saml.question_of(begin(Client(), saml_provider))
    assert f'Location="{acs}"' in page.text
    assert f'entityID="{issuer}"' in page.text


PARTS = [
    ("another audience", {"audience": AUDIENCE.format("https://other.example")}),
    ("no audience", {"audience": ""}),
    ("run out", {"until": moment(-30), "since": moment(-60)}),
    ("not yet", {"since": moment(60), "until": moment(90)}),
    ("another issuer", {"issuer": "https://idp.evil.example"}),
    ("another recipient", {"recipient": "https://other.example/saml/"}),
    ("another destination", {"destination": "https://other.example/saml/"}),
    ("a question of nobody", {"question": "_made-up"}),
    ("no question", {"question": ""}),
]


@pytest.mark.parametrize(("what", "parts"), PARTS, ids=[what for what, _ in PARTS])
def test_an_answer_that_is_not_to_us_lets_nobody_in(world, saml, saml_provider, what, parts):
    client = Client()
    answer = post(client, saml_provider, saml.answer(begin(client, saml_provider), **parts))
    assert answer.status_code == 403
    assert person_in(client) is None


def test_saying_no_there_is_said_here(saml, saml_provider):
    client = Client()
    answer = saml.answer(begin(client, saml_provider), status="Responder")
    assert "did not let you through" in post(client, saml_provider, answer).text


def test_without_a_signature_that_counts_nobody_gets_in(world, saml, saml_provider):
    key, _certificate = key_and_certificate()
    old = {
        "signature": OneLogin_Saml2_Constants.RSA_SHA1,
        "digest": OneLogin_Saml2_Constants.SHA1,
    }
    client = Client()
    for how in ({"key": key}, old):
        xml = saml.signed(saml.xml(begin(client, saml_provider)), **how)
        assert post(client, saml_provider, posted(xml)).status_code == 403
    assert (
        post(client, saml_provider, posted(saml.xml(begin(client, saml_provider)))).status_code
        == 403
    )
    assert person_in(client) is None


def test_a_signed_answer_cannot_be_changed(world, saml, saml_provider):
    client = Client()
    xml = saml.signed(saml.xml(begin(client, saml_provider)))
    for changed in (
        xml.replace("jonas@example.org", "catherine@example.org"),
        xml.replace("jw-4711", "cw-1"),
    ):
        assert changed != xml
        assert post(client, saml_provider, posted(changed)).status_code == 403
    assert person_in(client) is None


def wrapped(xml, where):
    """Wrap the signed assertion away, and put one about the coordinator where it stood."""
    start, end = xml.index("<saml:Assertion "), xml.index("</saml:Assertion>") + 17
    before, signed, after = xml[:start], xml[start:end], xml[end:]
    signature = signed[signed.index("<ds:Signature") : signed.index("</ds:Signature>") + 15]
    bare = signed.replace(signature, "")
    evil = bare.replace("jonas@", "catherine@").replace("jw-4711", "cw-1")
    evil = re.sub(r' ID="[^"]+"', ' ID="_evil"', evil, count=1)
    hiding = signature.replace("</ds:Signature>", f"<ds:Object>{bare}</ds:Object></ds:Signature>")
    extended = f"<samlp:Extensions>{signed}</samlp:Extensions><samlp:Status>"
    shapes = {
        "before": before + evil + signed + after,
        "after": before + signed + evil + after,
        "within": before + evil.replace("<saml:Subject>", f"{signed}<saml:Subject>", 1) + after,
        "in its signature": before
        + evil.replace("<saml:Subject>", f"{hiding}<saml:Subject>", 1)
        + after,
        "in an extension": before.replace("<samlp:Status>", extended) + evil + after,
    }
    return shapes[where]


@pytest.mark.parametrize(
    "where", ["before", "after", "within", "in its signature", "in an extension"]
)
def test_a_signed_part_moved_elsewhere_signs_nothing(world, saml, saml_provider, where):
    client = Client()
    xml = saml.signed(saml.xml(begin(client, saml_provider)))
    answer = post(client, saml_provider, posted(wrapped(xml, where)))
    assert answer.status_code == 403
    assert person_in(client) is None


def test_a_comment_in_an_address_does_not_shorten_it(world, saml, saml_provider):
    """catherine@example.org<!-- -->.evil.example is never read as catherine@example.org."""
    client = Client()
    xml = saml.signed(
        saml.xml(begin(client, saml_provider), email="catherine@example.org.evil.example")
    )
    split = xml.replace("example.org.evil", "example.org<!-- -->.evil")
    post(client, saml_provider, posted(split))
    assert person_in(client) is None


def test_an_answer_counts_once_and_in_the_browser_that_asked(world, saml, saml_provider):
    client, other = Client(), Client()
    answer = saml.answer(begin(client, saml_provider))
    begin(other, saml_provider)

    assert post(other, saml_provider, answer).status_code == 403
    assert person_in(other) is None
    assert post(client, saml_provider, answer).status_code == 302
    client.post("/accounts/logout/")
    assert post(client, saml_provider, answer).status_code == 403
    assert person_in(client) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "!!!",
        posted("<a/>"),
        posted("no xml"),
        posted('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        posted("<a>" * 5000),
        "\x00",
    ],
)
def test_anything_else_that_is_posted_is_refused_in_words(saml_provider, typed):
    page = Client().post(f"/sign-in/{saml_provider.slug}/saml/", {"SAMLResponse": typed})
    assert page.status_code == 403
    assert "Nobody was let in" in page.text


def test_what_the_browser_carries_cannot_be_made_up(world, saml, saml_provider):
    client = Client()
    begin(client, saml_provider)
    for carried in ("", "x", "gAAAAAB"):
        page = client.get(f"/sign-in/{saml_provider.slug}/saml/done/", {"carried": carried})
        assert page.status_code == 403
    assert person_in(client) is None


def test_what_another_service_vouched_for_opens_nothing_here(world, saml, saml_provider):
    """An administrator elsewhere runs a service too, and lets it answer the question asked here."""
    rival = saml_service.SamlService()
    elsewhere = IdentityProviderFactory.create(
        organisation=OrganisationFactory.create(),
        kind="saml",
        entity_id="https://idp.rival.example",
        sso_url="https://idp.rival.example/sso",
        certificates=rival.certificate_pem,
    )
    client = Client()
    question = saml.question_of(begin(client, saml_provider))[0]
    theirs = begin(Client(), elsewhere)
    answer = rival.answer(theirs, issuer="https://idp.rival.example", question=question)
    judged = Client().post(f"/sign-in/{elsewhere.slug}/saml/", {"SAMLResponse": answer})
    assert judged.status_code == 302
    carried = judged.headers["Location"].partition("?carried=")[2]
    page = client.get(f"/sign-in/{saml_provider.slug}/saml/done/?carried={carried}")
    assert page.status_code == 403
    assert person_in(client) is None


def test_a_certificate_may_change_while_both_are_known(world, saml, saml_provider):
    _key, other = key_and_certificate()
    saml_provider.certificates = other + saml_provider.certificates
    saml_provider.save()
    client = Client()
    post(client, saml_provider, saml.answer(begin(client, saml_provider)))
    assert person_in(client) == str(world.mentee.pk)
