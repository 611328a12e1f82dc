"""Earlier learning is claimed in the portal and answered in the console."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programmes.needs import needs_of
from tests.factories.fresh import ClaimFactory
from training.actions import ensure_policies
from training.enums import ClaimState
from training.models import CurrencyPolicy, LedgerEntry, PriorLearningClaim

DAY = timezone.localdate() - timedelta(days=30)


@pytest.fixture
def claim(world):
    return ClaimFactory.create(programme=world.programme, person=world.mentor)


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def mentor(world, client_of):
    return client_of(world.mentor)


def console(claim, name="claim"):
    return reverse(f"training:{name}", args=(claim.programme.slug, claim.pk))


def typed(world, **fields):
    given = {
        "place": world.mentor_place.pk,
        "what": "Coaching certificate",
        "kind": "initial",
        "hours": "4",
        "earned_on": f"{DAY}",
        "evidence": "No. 12",
    }
    return given | fields


ADD = "training:claim-add"


def test_a_claim_is_made_listed_and_withdrawn(world, mentor):
    assert "You have asked for nothing yet" in mentor.get("/learn/prior-learning/").content.decode()
    upload = SimpleUploadedFile("my.pdf", b"%PDF-1.4\n%%EOF")
    assert mentor.post(reverse(ADD), typed(world, document=upload)).status_code == 302
    claim = PriorLearningClaim.objects.get()
    assert (claim.person, claim.role, claim.file.filename) == (world.mentor, "mentor", "my.pdf")
    assert "Waiting for an answer" in mentor.get("/learn/prior-learning/").content.decode()
    assert mentor.get(reverse("training:claim-own-file", args=(claim.pk,))).status_code == 200
    withdraw = reverse("training:claim-withdraw", args=(claim.pk,))
    for _ in range(2):
        mentor.post(withdraw)
    claim.refresh_from_db()
    assert claim.state == ClaimState.WITHDRAWN


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence": " "},
        {"earned_on": "2099-01-01"},
        {"place": "00000000-0000-4000-8000-000000000000"},
        {"hours": "0"},
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(world, mentor, wrong):
    answer = mentor.post(reverse(ADD), typed(world, **wrong))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(wrong)
    assert "Coaching certificate" in answer.content.decode()
    assert not PriorLearningClaim.objects.exists()


def test_nobody_reaches_what_others_claimed(world, claim, client_of):
    mentee = client_of(world.mentee)
    assert mentee.get(reverse("training:claim-own-file", args=(claim.pk,))).status_code == 404
    assert mentee.post(reverse("training:claim-withdraw", args=(claim.pk,))).status_code == 404
    assert claim.what not in mentee.get("/learn/prior-learning/").content.decode()


def test_a_claim_waits_on_today_and_shows_how_much_still_counts(world, claim, client):
    ensure_policies(world.programme)
    CurrencyPolicy.objects.update(prior_learning_cap=3)
    assert any(
        "asks for credit" in need.title for need in needs_of(world.programme, world.coordinator)
    )
    text = client.get(console(claim)).content.decode()
    assert "Certificate no. 12" in text
    assert "3 hours still count" in text
    given = {"hours": "4", "reason": ""}
    assert client.post(console(claim, "claim-accept"), given).status_code == 302
    claim.refresh_from_db()
    assert claim.hours_credited == Decimal(3)
    assert LedgerEntry.objects.filter(is_assured=False).count() == 1
    answered = client.get(
        reverse("training:claim-queue", args=(world.programme.slug,)) + "?which=answered"
    )
    assert "Coaching certificate" in answer_of(answered)


def answer_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_partial_credit_and_a_refusal_say_why(claim, client):
    partly = {"hours": "2", "reason": ""}
    assert client.post(console(claim, "claim-accept"), partly).status_code == 422
    more = {"hours": "5", "reason": "All of it"}
    assert client.post(console(claim, "claim-accept"), more).status_code == 422
    assert client.post(console(claim, "claim-refuse"), {"reason": " "}).status_code == 422
    claim.refresh_from_db()
    assert claim.state == ClaimState.OPEN
    client.post(console(claim, "claim-refuse"), {"reason": "We cannot read it."})
    later = client.post(console(claim, "claim-accept"), {"hours": "4"}, follow=True)
    assert "You decided" in later.content.decode()
    assert not LedgerEntry.objects.exists()


def test_nobody_answers_their_own(world, claim, client):
    PriorLearningClaim.objects.update(person=world.coordinator)
    assert "a colleague answers it" in client.get(console(claim)).content.decode()
    assert client.post(console(claim, "claim-accept"), {"hours": "4"}).status_code == 404
    assert not any(
        "asks for credit" in need.title for need in needs_of(world.programme, world.coordinator)
    )


def test_the_list_makes_the_same_number_of_queries_for_one_and_for_thirty(world, claim, client):
    address = reverse("training:claim-queue", args=(world.programme.slug,))

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    ClaimFactory.create_batch(29, programme=world.programme)
    assert queries() == few
