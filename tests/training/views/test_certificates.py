"""Certificates: taken or issued, printed, and verified by whoever holds one."""

import pytest
from django.urls import reverse

from tests.factories.fresh import CertificateFactory
from training.actions import record_attendance
from training.actions.certificates import issue_certificate
from training.models import Certificate


@pytest.fixture
def held(world, over):
    record_attendance(over, {world.mentor: True, world.mentee: False}, by=world.coordinator)
    return over


@pytest.fixture
def certificate(world, held):
    return issue_certificate(held, world.mentor, by=world.coordinator)


def verify(code):
    return reverse("training:certificate-verify", args=(code,))


def test_a_person_takes_their_own(world, client_of, held):
    client = client_of(world.mentor)
    page = reverse("training:my-certificates")
    assert "Get it" in client.get(page).content.decode()
    take = reverse("training:own-certificate", args=(held.pk,))
    assert client_of(world.mentee).post(take).status_code == 404
    client.post(take)
    client.post(take)
    assert Certificate.objects.get().person == world.mentor
    assert "Download" in client.get(page).content.decode()


def test_the_team_issues_them_for_all_after_a_preview(world, client_of, held):
    client = client_of(world.coordinator)
    page = reverse("training:session-certificates", args=(world.programme.slug, held.pk))
    assert "Issue 1 certificate" in client.get(page).content.decode()
    assert not Certificate.objects.exists()
    client.post(page)
    assert Certificate.objects.get().person == world.mentor
    listed = reverse("training:certificate-list", args=(world.programme.slug,))
    assert "Amara Okafor" in client.get(listed, {"q": "amara"}).content.decode()
    assert "No such certificate" in client.get(listed, {"q": "nobody"}).content.decode()


def test_anybody_can_verify_and_reads_no_more_than_it_states(world, client, certificate):
    for typed in (certificate.code, certificate.code.lower().replace("-", "")):
        response = client.get(verify(typed))
        text = response.content.decode()
        assert "This certificate is genuine" in text
        assert world.mentor.email not in text
        assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_a_revoked_one_says_so_and_prints_no_more(world, client_of, held, certificate):
    record_attendance(held, {world.mentor: False}, by=world.coordinator)
    client = client_of(world.mentor)
    text = client.get(verify(certificate.code)).content.decode()
    assert "no longer valid since" in text
    assert "Amara Okafor" not in text.split("<main")[1]
    pdf = client.get(reverse("training:certificate-pdf", args=(certificate.code,)))
    assert pdf["Location"] == verify(certificate.code)


def test_guessing_is_answered_kindly_and_then_not_at_all(client, certificate):
    for _ in range(20):
        response = client.get(verify("AAAAA-AAAAA-AAAAA-AAAAA"))
        assert response.status_code == 404
        assert "We know no certificate" in response.content.decode()
    assert client.get(verify("AAAAA-AAAAA-AAAAA-AAAAA")).status_code == 429


def test_a_typed_code_leads_to_its_page(client, certificate):
    response = client.get(reverse("training:certificate-find"), {"code": f" {certificate.code} "})
    assert response["Location"] == verify(certificate.code)


def test_the_paper_is_for_its_holder_and_the_team(world, client_of, certificate):
    address = reverse("training:certificate-pdf", args=(certificate.code,))
    response = client_of(world.mentor).get(address)
    assert response.content.startswith(b"%PDF")
    assert "no-store" in response["Cache-Control"]
    for person in (world.mentee, world.facilitator, world.stranger, world.other_coordinator):
        assert client_of(person).get(address).status_code == 404


def test_the_list_asks_as_often_for_thirty_as_for_one(
    world, client_of, held, django_assert_max_num_queries
):
    for _ in range(25):
        CertificateFactory.create(session__programme=world.programme)
    client = client_of(world.coordinator)
    address = reverse("training:certificate-list", args=(world.programme.slug,))
    client.get(address)
    with django_assert_max_num_queries(14):
        assert client.get(address).content.decode().count('scope="row"') == 25
